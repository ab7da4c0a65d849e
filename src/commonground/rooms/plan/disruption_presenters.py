"""What the pages of disruptions show: labels and links, so that templates stay dumb."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.disruption_access import Total, may_change, said_by
from commonground.rooms.plan.models import Disruption, DisruptionEntry, Scale, Turn
from commonground.rooms.plan.rules import Verb, may_do
from commonground.rooms.plan.status_tags import Tag, scale_tag
from commonground.rooms.plan.strands import strand_set


@dataclass(frozen=True, slots=True)
class DisruptionRow:
    """A disruption in the list."""

    name: str
    href: str
    when: str
    scale: Tag
    waits: Tag | None
    strand: str
    agency: str
    action: str


def disruption_rows(here: Seat, found: Iterable[Disruption]) -> list[DisruptionRow]:
    """Return the rows of the list."""
    return [
        DisruptionRow(
            name=f"{one.ref}: {one.subject}", href=address("disruption", here, one.pk),
            when=day_in_words(one.on), scale=scale_tag(one.moderated_scale or one.scale),
            waits=_waits(one), strand=_strand(one), agency=one.agency.name,
            action=one.action.ref if one.action else "",
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TotalRow:
    """How many stand on one step of the scale."""

    scale: Tag
    meaning: str
    moderated: int
    waiting: int
    change_href: str


def total_rows(
    here: Seat, totals: Iterable[Total], meanings: Mapping[Scale, str]
) -> list[TotalRow]:
    """Return a row for each step, with what it means here."""
    return [
        TotalRow(
            scale_tag(one.scale), meanings[one.scale], one.moderated, one.waiting,
            address_if("change_meaning", here, Verb.EDIT_PLANS, one.scale.value),
        )
        for one in totals
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What was said of a disruption on one day."""

    heading: str
    who: str
    scale: Tag
    reason: str


@dataclass(frozen=True, slots=True)
class DisruptionPage:
    """One disruption."""

    ref: str
    subject: str
    scale: Tag
    waits: Tag | None
    meaning: str
    rows: list[tuple[str, str]]
    action: tuple[str, str] | None
    log: list[EntryRow]
    change_href: str
    moderate_href: str
    is_own: bool


def disruption_page(
    here: Seat, about: Disruption, entries: Collection[DisruptionEntry],
    meanings: Mapping[Scale, str],
) -> DisruptionPage:  # fmt: skip
    """Return the page of one disruption with everything that was said of it."""
    stands = Scale(about.moderated_scale or about.scale)
    is_own = said_by(about, here.person, entries)
    moderate = address_if("moderate_disruption", here, Verb.RECORD_DISRUPTIONS, about.pk)
    done = about.action
    return DisruptionPage(
        ref=about.ref, subject=about.subject, scale=scale_tag(stands), waits=_waits(about),
        meaning=meanings[stands],
        rows=[
            (_("Date"), day_in_words(about.on)), (_("Strand"), _strand(about)),
            (_("Agency"), about.agency.name),
            (_("Scale when it was recorded"), str(Scale(about.scale).label)),
            (_("Why this scale"), about.rationale),
            (_("Recorded by"), about.recorded_by.name),
            (_("Moderated by"), _moderated(about)), (_("Marking"), about.marking),
        ],
        action=(f"{done.ref}: {done.text}", address("action", here, done.pk)) if done else None,
        log=[_entry(one) for one in entries],
        change_href=address("change_disruption", here, about.pk)
        if may_change(here, about) else "",
        moderate_href="" if is_own else moderate,
        is_own=is_own and may_do(here.roles, Verb.RECORD_DISRUPTIONS),
    )  # fmt: skip


def _moderated(about: Disruption) -> str:
    if about.moderated_by is None or about.moderated_at is None:
        return _("Nobody yet")
    day = date_format(localtime(about.moderated_at), "DATE_FORMAT")
    return f"{about.moderated_by.name}, {day}: {about.moderation_note}"


def _entry(one: DisruptionEntry) -> EntryRow:
    heading = f"{date_format(localtime(one.at), 'DATETIME_FORMAT')}: {Turn(one.turn).label}"
    return EntryRow(heading, one.by.name, scale_tag(one.scale), one.reason)


def _waits(one: Disruption) -> Tag | None:
    return Tag(_("Waiting for moderation"), "yellow") if one.moderated_by_id is None else None


def _strand(one: Disruption) -> str:
    return _(strand_set(one.strand_set).labels[one.strand])
