"""What the pages of a profile's entries show: each kind as a table of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.profile.governance import governance
from commonground.documents.profile.yardstick import Likelihood, on_the_yardstick
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.profile.addresses import address_if
from commonground.rooms.profile.entry_kinds import KINDS, STRAND_SET, EntryKind
from commonground.rooms.profile.models import (
    Advice,
    Change,
    Confidence,
    Entry,
    Finding,
    Found,
    Gap,
    Judgement,
    Profile,
    Response,
    Vulnerability,
    VulnerabilitySort,
)
from commonground.rooms.profile.profile_access import entries
from commonground.rooms.profile.rules import Verb
from commonground.rooms.profile.source_presenters import Tag, day
from commonground.rooms.profile.threats import threats, told

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "judgements": (_noop("Judgement"), _noop("Likelihood"), _noop("Confidence"),
                   _noop("Evidence"), _noop("Change")),
    "findings": (_noop("Threat"), _noop("Finding"), _noop("Reason"), _noop("Groups known")),
    "vulnerabilities": (_noop("Name"), _noop("Of what"), _noop("Why, and how it shows")),
    "responses": (_noop("What is done"), _noop("Strand"), _noop("Led by"), _noop("Capacity"),
                  _noop("Capability")),
    "gaps": (_noop("What is not known"), _noop("Owner"), _noop("How it will be found out"),
             _noop("By when")),
    "recommendations": (_noop("Recommendation"), _noop("Strand"), _noop("Judgement"),
                        _noop("In the plan as")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of its kind's table; the first cell names it."""

    name: str
    cells: list[str]
    tags: list[Tag]
    href: str
    confirm_href: str
    take_out_href: str
    plan_href: str


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of one kind of a profile."""

    title: str
    headings: list[str]
    rows: list[Row]
    missing: list[tuple[str, str]]
    """The threats without a finding, and where one is entered."""
    removed: list[tuple[str, str]]
    add: str
    add_href: str
    empty: str


def page(
    here: Seat, about: Profile, kind: EntryKind, found: Iterable[Entry], removed: Iterable[Entry]
) -> Page:
    """Return the page of one kind of entry."""
    some = list(found)
    return Page(
        title=_(kind.title),
        headings=[_(one) for one in HEADINGS[kind.id]],
        rows=[_row(here, about, kind, one) for one in some],
        missing=_missing(here, about, kind, some),
        removed=[(one.words, _if_open(here, about, "put_back", kind, one)) for one in removed],
        add=_(kind.add),
        add_href=_if_open(here, about, "add_entry", kind),
        empty=_(kind.empty),
    )


def _if_open(
    here: Seat, about: Profile, name: str, kind: EntryKind, one: Entry | None = None
) -> str:
    if governance().states[about.state].is_locked:
        return ""
    of = [about.pk, kind.id, *([one.pk] if one else [])]
    return address_if(name, here, Verb.WRITE_PROFILES, *of)


def _row(here: Seat, about: Profile, kind: EntryKind, one: Entry) -> Row:
    name, *cells = CELLS[kind.id](about, one)
    is_planned = isinstance(one, Advice) and one.planned_id is not None
    return Row(
        name=name,
        cells=cells,
        tags=list(_tags(one)),
        href=_if_open(here, about, "change_entry", kind, one),
        confirm_href="" if one.is_confirmed else _if_open(here, about, "confirm_entry", kind, one),
        take_out_href=_if_open(here, about, "take_out", kind, one),
        plan_href=address_if("plan_advice", here, Verb.WRITE_PROFILES, about.pk, one.pk)
        if isinstance(one, Advice) and not is_planned
        else "",
    )


def _tags(one: Entry) -> Iterable[Tag]:
    if not one.is_confirmed:
        yield Tag(_("Carried over: does it still hold?"), "orange")
    if isinstance(one, Judgement):
        if not one.likelihood:
            yield Tag(_("No likelihood"), "red")
        elif on_the_yardstick(one.likelihood) is None:
            yield Tag(_("Not a word of the yardstick"), "orange")
        if not one.confidence:
            yield Tag(_("No confidence"), "red")
        if not one.evidence:
            yield Tag(_("No evidence"), "red")
    if isinstance(one, Gap) and not one.is_whole:
        yield Tag(_("Owner, way or date is missing"), "red")
    yield Tag(one.marking, "grey")


def _missing(
    here: Seat, about: Profile, kind: EntryKind, found: Iterable[Entry]
) -> list[tuple[str, str]]:
    if kind.model is not Finding:
        return []
    there = {one.threat for one in found}
    href = _if_open(here, about, "add_entry", kind)
    return [
        (told(about.threat_picture, one), f"{href}?threat={one}" if href else "")
        for one in threats(about.threat_picture) if one not in there
    ]  # fmt: skip


def _percent(found: Likelihood) -> str:
    return _("%(low)s to %(high)s %%") % {"low": found.low, "high": found.high}


def _judgement(_about: Profile, one: Judgement) -> list[str]:
    found = on_the_yardstick(one.likelihood)
    likely = f"{_(found.label)} ({_percent(found)})" if found else one.likelihood
    return [one.statement, likely,
            str(Confidence(one.confidence).label) if one.confidence else "", one.evidence,
            str(Change(one.change).label) if one.change else ""]  # fmt: skip


def _finding(about: Profile, one: Finding) -> list[str]:
    groups = "" if one.groups is None else str(one.groups)
    return [told(about.threat_picture, one.threat), str(Found(one.found).label), one.reason,
            groups]  # fmt: skip


def _vulnerability(_about: Profile, one: Vulnerability) -> list[str]:
    return [one.name, str(VulnerabilitySort(one.sort).label), one.why]


def _response(_about: Profile, one: Response) -> list[str]:
    agency = one.agency.name if one.agency else ""
    return [one.what, _strand(one.strand), agency, one.capacity, one.capability]


def _gap(_about: Profile, one: Gap) -> list[str]:
    owner = ", ".join(filter(None, (one.agency.name if one.agency else "", one.owner_role)))
    return [one.what, owner, one.method, day(one.due_on) if one.due_on else ""]


def _advice(_about: Profile, one: Advice) -> list[str]:
    return [one.what, _strand(one.strand), one.judgement.statement if one.judgement else "",
            one.planned.ref if one.planned else _("Not yet")]  # fmt: skip


def _strand(strand: str) -> str:
    return _(strand_set(STRAND_SET).labels.get(strand, strand))


CELLS: Mapping[str, Callable[[Profile, Any], list[str]]] = {
    "judgements": _judgement,
    "findings": _finding,
    "vulnerabilities": _vulnerability,
    "responses": _response,
    "gaps": _gap,
    "recommendations": _advice,
}


def choices(here: Seat, about: Profile) -> dict[str, list[tuple[str, str]]]:
    """Return what the forms of entries let somebody choose from."""
    judgements = entries(about, KINDS["judgements"])
    return {
        "threat": [(one, told(about.threat_picture, one))
                   for one in threats(about.threat_picture)],
        "agency": [(str(one.pk), one.name) for one in people_access.agencies(here)],
        "judgement": [(str(one.pk), one.statement) for one in judgements],
        "strand": [(key, _(label)) for key, label in strand_set(STRAND_SET).labels.items()],
    }  # fmt: skip


def initial(one: Entry) -> dict[str, object]:
    """Return what a form holds of an entry as it is."""
    return {each.name: getattr(one, each.attname) for each in one._meta.concrete_fields}
