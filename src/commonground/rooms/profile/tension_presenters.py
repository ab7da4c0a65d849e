"""What the page of community tension shows: the log, and the last twelve months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.profile.addresses import address_if
from commonground.rooms.profile.models import Noticed
from commonground.rooms.profile.rules import Verb
from commonground.rooms.profile.source_presenters import Tag, day
from commonground.rooms.profile.tension_steps import Month, compared, step

COLOURS = {
    "eased": "green", "unease": "grey", "tension": "yellow", "incidents": "orange",
    "disorder": "red",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of the log."""

    on: str
    where: str
    what: str
    response: str
    step: Tag
    agency: str
    by: str
    withdrawn: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the last twelve."""

    name: str
    noticed: int
    serious: int
    highest: Tag | None


def rows(here: Seat, found: Iterable[Noticed]) -> list[Row]:
    """Return the lines of the log."""
    return [
        Row(
            on=day(one.on), where=one.where, what=one.what, response=one.response,
            step=_tag(one.step), agency=one.agency.name, by=one.by.name,
            withdrawn=one.withdrawn_because,
            withdraw_href="" if one.withdrawn_because else address_if(
                "withdraw_tension", here, Verb.WITHDRAW_TENSION, one.pk
            ),
        )
        for one in found
    ]  # fmt: skip


def month_rows(months: Iterable[Month]) -> list[MonthRow]:
    """Return the months, the earliest first."""
    return [
        MonthRow(
            date_format(one.first, "F Y"), one.noticed, one.serious,
            _tag(one.highest.id) if one.highest else None,
        )
        for one in months
    ]  # fmt: skip


def trend(months: Sequence[Month]) -> str:
    """Return in a sentence how the last three whole months compare with the three before."""
    now, before = compared(months)
    told = {"now": now, "before": before}
    if now == before == 0:
        return _("Nothing of tension or worse was noticed in the last six whole months.")
    if now > before:
        said = _("Rising: entries of tension or worse went from %(before)s to %(now)s.")
    elif now < before:
        said = _("Falling: entries of tension or worse went from %(before)s to %(now)s.")
    else:
        said = _("Level: entries of tension or worse stayed at %(now)s.")
    return said % told


def _tag(step_id: str) -> Tag:
    return Tag(_(step(step_id).label), COLOURS.get(step_id, "grey"))
