"""The API about many issues at once: merging, one change to several, import and export."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from commonground.documents.reading import Row, Table
from commonground.rooms.answers import REFUSALS
from commonground.rooms.issues import access, list_actions, merging_actions, shapes
from commonground.rooms.issues.api import ISSUES, seat_of, theme_in
from commonground.rooms.issues.exports import csv_answer
from commonground.rooms.issues.importing import read_long_list
from commonground.rooms.issues.rules import Verb
from commonground.rooms.people.bearer import AskedByProgram

router = Router(tags=["Issues"])
CSV = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    }
}


@router.post(ISSUES + "/merge", response={201: shapes.IssueOut, **REFUSALS})
def merge_issues(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.MergeIn
) -> Status[shapes.IssueOut]:
    """Make one new issue of several live ones, which stay readable and lead to it."""
    seat = seat_of(request, partnership_id, Verb.CLOSE_ISSUES)
    whole = merging_actions.merge_issues(
        by=seat, issues=access.chosen(seat, map(str, sent.issue_ids)), name=sent.name,
        theme=theme_in(seat, sent.theme_id), new_theme=sent.new_theme,
        description=sent.description, reason=sent.reason,
    )  # fmt: skip
    return Status(201, shapes.issue_out(whole))


@router.post(ISSUES + "/change-many", response={200: shapes.Changed, **REFUSALS})
def change_many(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.ChangeMany
) -> shapes.Changed:
    """Put several issues under a theme, or add and remove their tags: all of them, or none."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ISSUES)
    changed = list_actions.change_many(
        by=seat, issues=access.chosen(seat, map(str, sent.issue_ids)),
        theme=theme_in(seat, sent.theme_id), new_theme=sent.new_theme,
        add_tags=frozenset(sent.add_tags), remove_tags=frozenset(sent.remove_tags),
    )  # fmt: skip
    return shapes.Changed(changed=changed)


@router.post(ISSUES + "/retire-many", response={200: shapes.Changed, **REFUSALS})
def retire_many(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.RetireMany
) -> shapes.Changed:
    """Take several issues off the list for one reason: all of them, or none."""
    seat = seat_of(request, partnership_id, Verb.CLOSE_ISSUES)
    found = access.chosen(seat, map(str, sent.issue_ids))
    changed = list_actions.retire_many(by=seat, issues=found, reason=sent.reason)
    return shapes.Changed(changed=changed)


@router.post(ISSUES + "/import", response={200: shapes.ImportedOut, **REFUSALS})
def import_issues(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.ImportIn
) -> shapes.ImportedOut:
    """Import a long list, as from a spreadsheet: every fault is told and nothing half-imported."""
    seat = seat_of(request, partnership_id, Verb.IMPORT_ISSUES)
    done = list_actions.import_issues(
        by=seat, read=read_long_list(_table(sent)), repeats=sent.repeats
    )
    return shapes.ImportedOut(added=done.added, updated=done.updated, left=done.left)


def _table(sent: shapes.ImportIn) -> Table:
    """Return the list as a spreadsheet would hold it, so that one reader finds the faults."""
    columns = shapes.columns_of(sent)
    rows = (
        Row(number, tuple(getattr(row, column) for column in columns))
        for number, row in enumerate(sent.rows, start=1)
    )
    return Table("rows", "", tuple(columns), 0, tuple(rows), ())


@router.get(ISSUES + "/export.csv", response=REFUSALS, openapi_extra=CSV)
def export_issues(
    request: AskedByProgram, partnership_id: UUID, asked: Query[shapes.IssueWanted]
) -> HttpResponse:
    """Export issues as a csv file that an import reads back."""
    seat = seat_of(request, partnership_id, Verb.EXPORT_ISSUES)
    return csv_answer(access.issues(seat, asked.wanted()))
