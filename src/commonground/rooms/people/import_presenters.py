"""What the preview of an import shows: every row, and what would become of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.comparing import Change, ComparedRow, Comparison, Outcome, What
from commonground.rooms.people.importing import Contacts
from commonground.rooms.people.models import Way
from commonground.rooms.people.roles import Role
from commonground.rooms.telling import capitalised, tell, told_beside_row

MOST_LISTED = 100
"""How many faults stand at the top; every one of them also stands in its row."""
_TAGS = {
    Outcome.FAULT: "govuk-tag--red",
    Outcome.NEW: "govuk-tag--green",
    Outcome.CHANGED: "govuk-tag--yellow",
    Outcome.SAME: "govuk-tag--grey",
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file."""

    number: int
    name: str
    email: str
    agency: str
    title: str
    roles: str
    way: str
    outcome: str
    tag: str
    said: tuple[str, ...]
    """What is wrong, from the column on, what would change, what else to know: a sentence each."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A file and what importing it would do."""

    source: str
    rows: list[PreviewRow]
    counts: list[tuple[str, int]]
    faults: list[dict[str, str]]
    """Every fault in full, as the design system's list of errors: each leads to its row."""
    new_agencies: list[str]
    notices: tuple[str, ...]
    is_done: bool


def preview(read: Contacts, found: Comparison, names: Mapping[Role, str]) -> Preview:
    """Return what the preview of a file shows."""
    unread = [
        _("%(column)s was not read.") % {"column": capitalised(tell(one))} for one in read.unread
    ]
    return Preview(
        source=read.source,
        rows=[_row(one, names) for one in found.rows],
        counts=[(_word(one), found.count(one)) for one in Outcome if found.count(one)],
        faults=_listed(found),
        new_agencies=[one.name for one in found.new_agencies],
        notices=(*map(tell, read.notices), *unread),
        is_done=found.is_done,
    )


def _listed(found: Comparison) -> list[dict[str, str]]:
    every = [
        {"text": tell(fault), "href": f"#row-{row.contact.row}"}
        for row in found.rows
        for fault in row.faults
    ]
    more = len(every) - MOST_LISTED
    if more <= 0:
        return every
    said = ngettext("%(count)d more fault is below.", "%(count)d more faults are below.", more)
    return [*every[:MOST_LISTED], {"text": said % {"count": more}}]


def _row(row: ComparedRow, names: Mapping[Role, str]) -> PreviewRow:
    one = row.contact
    return PreviewRow(
        number=one.row,
        name=one.name,
        email=one.email,
        agency=one.agency_name,
        title=one.title,
        roles=", ".join(names[Role(role)] for role in one.roles),
        way=str(Way(one.way).label) if one.way else "",
        outcome=_word(row.outcome),
        tag=_TAGS[row.outcome],
        said=tuple(_said(row, names)),
    )


def _said(row: ComparedRow, names: Mapping[Role, str]) -> Iterator[str]:
    yield from map(told_beside_row, row.faults)
    for change in row.changes:
        yield _sentence(change, names)
    if row.note:
        yield row.note


def _sentence(change: Change, names: Mapping[Role, str]) -> str:
    before, after = (
        ", ".join(_in_words(change.what, one, names) for one in some)
        for some in (change.before, change.after)
    )
    told = {"what": _label(change.what), "before": before or _("nothing"), "after": after}
    return _("%(what)s: from %(before)s to %(after)s.") % told


def _label(what: What) -> str:
    return {
        What.AGENCY: _("Agency"),
        What.TITLE: _("Job title"),
        What.WAY: _("Takes part"),
        What.ROLES: _("Roles"),
    }[what]


def _in_words(what: What, one: str, names: Mapping[Role, str]) -> str:
    """Return what a person reads for one value of a change."""
    if what is What.ROLES:
        return names[Role(one)]
    return str(Way(one).label) if what is What.WAY else one


def _word(outcome: Outcome) -> str:
    return {
        Outcome.FAULT: _("Fault"),
        Outcome.NEW: _("New"),
        Outcome.CHANGED: _("Changed"),
        Outcome.SAME: _("Already there"),
    }[outcome]


def told(done: Comparison) -> str:
    """Return what an import did, in one sentence."""
    if done.is_done:
        return _("Everybody in the file is here already: nothing was changed.")
    return _("Added: %(new)d. Changed: %(changed)d. New agencies: %(agencies)d.") % {
        "new": done.count(Outcome.NEW),
        "changed": done.count(Outcome.CHANGED),
        "agencies": len(done.new_agencies),
    }
