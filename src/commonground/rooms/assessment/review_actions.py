"""Answering the closing questions for an agency: each answer is kept, and the latest stands."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.assessment.answers import self_review
from commonground.rooms.assessment import review_access
from commonground.rooms.assessment.models import AgencyAnswer, AgencyReview, Assessment
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency
from commonground.rooms.refusals import ChangedMeanwhile, NotAllowed


@action
def answer_review(
    *, by: Seat, about: Assessment, agency: Agency, version: int, words: Mapping[str, str]
) -> list[AgencyAnswer]:
    """Keep what an agency answers, by the ids of the questions, and return what is new.

    An answer that is emptied is taken back, and stays to be read. NotAllowed for an agency that
    is not one's own, unless on its behalf; ChangedMeanwhile where somebody answered since.
    """
    check_may_do(by.roles, Verb.ANSWER_REVIEW)
    own = review_access.own_agency(by)
    if not review_access.may_answer_for(by, own, agency.pk):
        raise NotAllowed(_("You can answer for your own agency only."))
    review = _locked(by, about, agency)
    if review.version != version:
        raise ChangedMeanwhile(review)
    stands = {one.question: one for one in review.answers.order_by("number")}
    made = [
        AgencyAnswer(
            review=review, question=one.id, words=words.get(one.id, "").strip(),
            number=stands[one.id].number + 1 if one.id in stands else 1,
            given_by=by.person, is_on_behalf=own != agency.pk,
        )
        for one in self_review().questions
        if words.get(one.id, "").strip() != (stands[one.id].words if one.id in stands else "")
    ]  # fmt: skip
    for one in made:
        one.save(force_insert=True)
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb=_noop("answered"), about=one,
            after=facts(one),
        )  # fmt: skip
    if made:
        review.version += 1
        review.save(update_fields=["version"])
    return made


def _locked(by: Seat, about: Assessment, agency: Agency) -> AgencyReview:
    """Return an agency's review, which nobody else can answer until this write is done."""
    found = Assessment.objects.select_for_update()
    held = found.get(pk=about.pk, partnership=by.partnership)
    asked = Agency.objects.get(pk=agency.pk, partnership=by.partnership)
    review, _is_new = AgencyReview.objects.get_or_create(
        assessment=held, agency=asked, defaults={"version": 0}
    )
    return review
