"""How proposed dates are shown: which date, to when, why, and what the board said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan import tied
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.models import DateProposal, ProposedField
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.status_tags import Tag
from commonground.rooms.plan.tied import Tie

_COLOURS = {None: "yellow", True: "green", False: "grey"}


@dataclass(frozen=True, slots=True)
class DateRow:
    """A proposed date, and what became of it."""

    told: str
    reason: str
    who: str
    state: Tag
    answer: str
    decide_href: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A proposed date in the list of those that wait, with the action that it would move."""

    ref: str
    text: str
    href: str
    date: DateRow


def waiting_rows(here: Seat, found: Iterable[DateProposal]) -> list[WaitingRow]:
    """Return the rows of the list."""
    return [
        WaitingRow(
            ref=one.action.ref, text=one.action.text,
            href=address("action", here, one.action_id), date=_row(one, here),
        )
        for one in found
    ]  # fmt: skip


def own_date_rows(found: Iterable[DateProposal]) -> list[DateRow]:
    """Return what was proposed for an action, for a page that nobody has signed in to.

    It names nobody.
    """
    return [_row(one, None) for one in found]


def tied_date_rows(here: Seat, some: Sequence[Tie]) -> list[DateRow]:
    """Return the dates of an action that wait, from what hangs on it."""
    return [
        DateRow(
            told=_told(tied.PROPOSED[one.number], one.first, one.second), reason=one.name,
            who=one.word, state=_state_tag(decided=None), answer="",
            decide_href=address_if("decide_date", here, Verb.DECIDE, one.id),
        )
        for one in tied.of_kind(some, tied.PROPOSAL)
    ]  # fmt: skip


def _row(one: DateProposal, here: Seat | None) -> DateRow:
    waits = one.is_accepted is None
    return DateRow(
        told=_told(ProposedField(one.field), one.before, one.proposed), reason=one.reason,
        who=one.member.person.name if here else "", state=_state_tag(decided=one.is_accepted),
        answer=f"{one.decided_by}: {one.answer}".strip(": "),
        decide_href=address_if("decide_date", here, Verb.DECIDE, one.pk) if here and waits else "",
    )  # fmt: skip


def _state_tag(*, decided: bool | None) -> Tag:
    words = {None: _("Waits for the board"), True: _("Accepted"), False: _("Not accepted")}
    return Tag(words[decided], _COLOURS[decided])


def _told(field: ProposedField, before: date | None, proposed: date | None) -> str:
    if before is None:
        return f"{field.label}: {day_in_words(proposed)}"
    return _("%(label)s: %(after)s instead of %(before)s") % {
        "label": field.label, "after": day_in_words(proposed), "before": day_in_words(before),
    }  # fmt: skip
