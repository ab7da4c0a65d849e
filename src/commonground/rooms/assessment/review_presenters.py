"""What the pages of agencies' own reviews show: who answered what, and who did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.assessment.answers import self_review
from commonground.rooms.assessment import review_access
from commonground.rooms.assessment.models import AgencyAnswer, Assessment
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question with what an agency answered to it."""

    question: str
    words: str
    given: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency with its answers; none where it gave none."""

    name: str
    anchor: str
    answered: str
    has_answered: bool
    answers: list[AnswerRow]
    answer_href: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Every agency, and how many have answered."""

    title: str
    back_href: str
    source: str
    told: str
    agencies: list[AgencyRow]


def review_page(
    here: Seat, about: Assessment, agencies: Sequence[Agency], given: Sequence[AgencyAnswer]
) -> ReviewPage:
    """Return the page of a cycle's self-review."""
    stands = review_access.standing(given)
    own = review_access.own_agency(here)
    rows = []
    for one in agencies:
        answers = [
            AnswerRow(_(question.label), held.words, _given(held))
            for question in self_review().questions
            if (held := stands.get((one.pk, question.id)))
        ]
        rows.append(AgencyRow(
            name=one.name, anchor=f"agency-{one.pk}",
            answered=_("%(number)d of %(all)d") % {
                "number": len(answers), "all": len(self_review().questions),
            },
            has_answered=bool(answers), answers=answers,
            answer_href=reverse("assessment:answer", args=[here.partnership.pk, about.pk, one.pk])
            if review_access.may_answer_for(here, own, one.pk) else "",
        ))  # fmt: skip
    told = ngettext(
        "%(number)d of %(all)d agency has answered.",
        "%(number)d of %(all)d agencies have answered.", len(rows),
    ) % {"number": sum(row.has_answered for row in rows), "all": len(rows)}  # fmt: skip
    back_href = reverse("assessment:assessment", args=[here.partnership.pk, about.pk])
    return ReviewPage(about.title, back_href, self_review().source, told, rows)


def _given(held: AgencyAnswer) -> str:
    when = date_format(localtime(held.at), "j F Y")
    if held.is_on_behalf:
        return _("%(date)s, by %(name)s on its behalf") % {"date": when, "name": held.given_by.name}
    return _("%(date)s, by %(name)s") % {"date": when, "name": held.given_by.name}
