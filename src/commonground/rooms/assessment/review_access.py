"""What agencies answered to the closing questions, of an assessment that `access` has given."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localtime

from commonground.documents.assessment.answers import Answer, Answers
from commonground.rooms.assessment.models import AgencyAnswer, AgencyReview, Assessment
from commonground.rooms.assessment.rules import Verb, may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency, Membership


def agencies(about: Assessment) -> list[Agency]:
    """Return the agencies that are asked, by name; a part of one speaks through it."""
    return list(_asked(about).order_by("name", "pk"))


def _asked(about: Assessment) -> QuerySet[Agency]:
    return Agency.objects.filter(partnership=about.partnership_id, counts_as__isnull=True)


def agency(about: Assessment, agency_id: UUID) -> Agency:
    """Return one of them; Http404 where none of that id is asked."""
    found = _asked(about).filter(pk=agency_id).first()
    if found is None:
        raise Http404
    return found


def given(about: Assessment) -> list[AgencyAnswer]:
    """Return each answer that was ever given, in the order it was given."""
    found = AgencyAnswer.objects.filter(review__assessment=about)
    return list(found.select_related("review__agency", "given_by").order_by("number", "at"))


def standing(some: Iterable[AgencyAnswer]) -> dict[tuple[UUID, str], AgencyAnswer]:
    """Return the answers that stand, by agency and question: the latest, unless taken back."""
    latest = {(one.review.agency_id, one.question): one for one in some}
    return {key: one for key, one in latest.items() if one.words}


def answers(about: Assessment) -> Answers:
    """Return who is asked, and the answers that stand, as documents print them."""
    stands = standing(given(about)).values()
    return Answers(
        tuple(one.name for one in agencies(about)),
        tuple(
            Answer(one.review.agency.name, one.question, one.words, localtime(one.at).date(),
                   one.is_on_behalf)
            for one in stands
        ),
    )  # fmt: skip


def review(about: Assessment, asked: Agency) -> AgencyReview:
    """Return an agency's review; one that is not kept yet where it has answered nothing."""
    found = AgencyReview.objects.filter(assessment=about, agency=asked).first()
    return found or AgencyReview(assessment=about, agency=asked, version=0)


def words_of(held: AgencyReview) -> dict[str, str]:
    """Return the answers that stand in a review, by the ids of the questions."""
    found = AgencyAnswer.objects.filter(review=held.pk).order_by("number")
    return {one.question: one.words for one in found}


def own_agency(here: Seat) -> UUID | None:
    """Return the agency that a person speaks for; None where that is none."""
    found = Membership.objects.filter(partnership=here.partnership, person=here.person)
    held = found.values_list("agency__counts_as_id", "agency_id").first()
    return (held[0] or held[1]) if held else None


def may_answer_for(here: Seat, own: UUID | None, agency_id: UUID) -> bool:
    """Say whether somebody may answer for an agency: their own, or any on its behalf."""
    if may_do(here.roles, Verb.ANSWER_FOR_ALL):
        return True
    return may_do(here.roles, Verb.ANSWER_REVIEW) and own == agency_id
