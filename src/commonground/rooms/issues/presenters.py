"""What the issues room's pages show: labels and links, so that templates only lay them out."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.flat import FlatTable
from commonground.rooms.issues.access import Counts, Story
from commonground.rooms.issues.importing import LongList
from commonground.rooms.issues.list_actions import Imported
from commonground.rooms.issues.models import Evidence, Issue, Origin, Status
from commonground.rooms.issues.rules import Verb, may_do
from commonground.rooms.issues.threat_picture import in_order, threat_picture
from commonground.rooms.people.access import Seat
from commonground.rooms.people.presenters import audit_href
from commonground.rooms.telling import capitalised, tell, told_beside_row

EXPORTED = (
    "issue", "theme", "description", "origin", "origin note", "tags", "status", "reason", "id",
)  # fmt: skip


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages in the partnership."""
    return reverse(f"issues:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the address of a page, or nothing to those who may not do what it is for."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in the list."""

    id: UUID
    name: str
    href: str
    theme: str
    origin: str
    tags: str
    status: str


def issue_rows(here: Seat, issues: Iterable[Issue]) -> list[IssueRow]:
    """Return the rows of the list. The status is said where an issue is no longer live."""
    return [
        IssueRow(
            id=one.pk,
            name=one.name,
            href=address("issue", here, one.pk),
            theme=one.theme.name if one.theme else _("No theme yet"),
            origin=str(Origin(one.origin).label),
            tags=_tags(one.tag_ids),
            status="" if one.is_live else str(Status(one.status).label),
        )
        for one in issues
    ]


@dataclass(frozen=True, slots=True)
class ListActions:
    """What can be done from the list, by those who may."""

    add: str
    import_: str
    export: str
    bulk: str
    merge: str
    retire: str
    themes: str
    ask: str
    proposals: str


def list_actions(here: Seat, query: str) -> ListActions:
    """Return the addresses; the export is of what the query asks for."""
    return ListActions(
        add=address_if("add_issue", here, Verb.EDIT_ISSUES),
        import_=address_if("import_issues", here, Verb.IMPORT_ISSUES),
        export=f"{address('export_issues', here)}?{query}",
        bulk=address_if("bulk", here, Verb.EDIT_ISSUES),
        merge=address_if("merge", here, Verb.CLOSE_ISSUES),
        retire=address_if("retire_many", here, Verb.CLOSE_ISSUES),
        themes=address("themes", here),
        ask=address_if("send_links", here, Verb.COLLECT_PROPOSALS),
        proposals=address_if("proposals", here, Verb.DECIDE_PROPOSALS),
    )


def how_many_wait(count: int) -> str:
    """Return in words how many proposals wait; nothing where none does."""
    if not count:
        return ""
    return ngettext("%(num)d proposal waits", "%(num)d proposals wait", count) % {"num": count}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One thing that is known."""

    text: str
    source: str
    period: str
    link: str
    of: str
    """The earlier issue that it was given for, where that is another."""
    withdrawn: str
    withdraw_href: str


def _evidence_row(here: Seat, about: Issue, one: Evidence) -> EvidenceRow:
    may_withdraw = not one.is_withdrawn and about.is_live
    return EvidenceRow(
        text=one.text,
        source=one.source,
        period=one.period,
        link=one.link,
        of=one.issue.name if one.issue_id != about.pk else "",
        withdrawn=one.withdrawn_because,
        withdraw_href=address_if("withdraw_evidence", here, Verb.EDIT_ISSUES, one.pk)
        if may_withdraw
        else "",
    )


@dataclass(frozen=True, slots=True)
class AxisRow:
    """The tags of an issue on one axis."""

    label: str
    tags: str


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One issue."""

    id: UUID
    name: str
    href: str
    theme: str
    description: str
    origin: str
    added: str
    status: str
    ended: str
    """What became of it, as a sentence; empty where it is live."""
    reason: str
    axes: list[AxisRow]
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    evidence: list[EvidenceRow]
    change_href: str
    evidence_href: str
    split_href: str
    retire_href: str
    audit_href: str


def issue_page(here: Seat, one: Issue, story: Story) -> IssuePage:
    """Return what the page of an issue shows; what is no longer live cannot be changed."""

    def if_live(name: str, verb: Verb) -> str:
        return address_if(name, here, verb, one.pk) if one.is_live else ""

    return IssuePage(
        id=one.pk,
        name=one.name,
        href=address("issue", here, one.pk),
        theme=one.theme.name if one.theme else _("No theme yet"),
        description=one.description,
        origin=origin_words(one),
        added=date_format(localtime(one.added_at), "DATE_FORMAT"),
        status=str(Status(one.status).label),
        ended=_ended(one),
        reason=one.reason,
        axes=_axes(one.tag_ids),
        before=links_to(here, story.before),
        after=links_to(here, story.after),
        evidence=[_evidence_row(here, one, each) for each in story.evidence],
        change_href=if_live("change_issue", Verb.EDIT_ISSUES),
        evidence_href=if_live("add_evidence", Verb.EDIT_ISSUES),
        split_href=if_live("split", Verb.CLOSE_ISSUES),
        retire_href=if_live("retire", Verb.CLOSE_ISSUES),
        audit_href=audit_href(here, one.pk),
    )


def _ended(one: Issue) -> str:
    return {
        Status.LIVE: "",
        Status.MERGED: _("This issue was merged with others."),
        Status.SPLIT: _("This issue was split."),
        Status.RETIRED: _("This issue was retired."),
    }[Status(one.status)]


def origin_words(one: Issue) -> str:
    """Return where an issue came from, with the note."""
    label = str(Origin(one.origin).label)
    note = one.origin_note.removeprefix("(").removesuffix(")")
    return f"{label} ({note})" if note else label


def _tags(tags: frozenset[str]) -> str:
    return ", ".join(_(label) for label in in_order(tags))


def _axes(tags: frozenset[str]) -> list[AxisRow]:
    return [
        AxisRow(_(axis.label), ", ".join(_(tag.label) for tag in axis.tags if tag.id in tags))
        for axis in threat_picture().axes
        if any(tag.id in tags for tag in axis.tags)
    ]


def links_to(here: Seat, issues: Iterable[Issue]) -> list[tuple[str, str]]:
    """Return the name and address of each issue that a page is about."""
    return [(one.name, address("issue", here, one.pk)) for one in issues]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of a file before it is imported."""

    number: int
    name: str
    theme: str
    origin: str
    tags: str
    what: str
    faults: tuple[str, ...]
    """What is wrong, from the column on: the row is named beside it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A file before it is imported."""

    source: str
    rows: list[DraftRow]
    faults: list[dict[str, str]]
    """Every fault in full for the summary at the top, with a link to its row."""
    fresh: int
    there: int
    notices: list[str]


def preview(source: str, read: LongList, there: frozenset[int]) -> Preview:
    """Return every row of the file with what would happen to it."""
    rows = [
        DraftRow(
            number=one.row,
            name=one.name,
            theme=one.theme,
            origin=str(one.origin.label),
            tags=_tags(one.tags),
            what=_("Already there") if one.row in there else _("New"),
            faults=tuple(map(told_beside_row, one.faults)),
        )
        for one in read.drafts
    ]
    unread = [
        _("%(column)s is not read.") % {"column": capitalised(tell(one))} for one in read.unread
    ]
    notices = [*map(tell, read.notices), *unread]
    return Preview(source, rows, _summary(read), len(rows) - len(there), len(there), notices)


def _summary(read: LongList) -> list[dict[str, str]]:
    return [
        {"text": tell(fault), "href": f"#row-{one.row}"}
        for one in read.drafts
        for fault in one.faults
    ]


def told(done: Imported) -> str:
    """Return what an import did; what happened to no issue is left out."""
    said = [_("Issues added: %(count)d.") % {"count": done.added}]
    if done.updated:
        said.append(_("Updated: %(count)d.") % {"count": done.updated})
    if done.left:
        said.append(_("Left as they were: %(count)d.") % {"count": done.left})
    return " ".join(said)


def exported(issues: Iterable[Issue]) -> FlatTable:
    """Return the list as a table that an import reads back."""
    return FlatTable(
        EXPORTED,
        tuple(
            (
                one.name, one.theme.name if one.theme else "", one.description,
                str(Origin(one.origin).label), one.origin_note,
                "; ".join(in_order(one.tag_ids)), str(Status(one.status).label), one.reason,
                str(one.pk),
            )
            for one in issues
        ),
    )  # fmt: skip


def how_long(counts: Counts) -> str:
    """Return in words how long the long list is, for the home page."""
    if not counts.live:
        return _("The long list of problems, and their themes")
    issues = ngettext("%(num)d issue", "%(num)d issues", counts.live) % {"num": counts.live}
    themes = ngettext("%(num)d theme", "%(num)d themes", counts.themes) % {"num": counts.themes}
    return _("%(issues)s in %(themes)s") % {"issues": issues, "themes": themes}
