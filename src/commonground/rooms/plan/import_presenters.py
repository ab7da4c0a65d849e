"""What the preview of a workbook shows: every row, and what would become of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonground.documents.plan.workbook import SHEETS
from commonground.documents.plan.workbook.checking import ref_of
from commonground.documents.plan.workbook.sheets import BY_ID, Kind
from commonground.documents.words import shortened
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.importing import Compared, Comparison, Difference, Outcome

_SHOWN = 120
_TAGS = {
    Outcome.NEW: "govuk-tag--green",
    Outcome.CHANGED: "govuk-tag--yellow",
    Outcome.CONFLICT: "govuk-tag--red",
    Outcome.CHANGED_HERE: "govuk-tag--blue",
    Outcome.LEFT: "govuk-tag--grey",
    Outcome.GONE: "govuk-tag--grey",
    Outcome.SAME: "govuk-tag--grey",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One cell before and after."""

    label: str
    now: str
    file: str
    said: str
    """Empty where the file's is simply taken."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file."""

    number: str
    name: str
    outcome: str
    tag: str
    fields: list[FieldRow]


@dataclass(frozen=True, slots=True)
class PreviewSheet:
    """One sheet of the file."""

    title: str
    rows: list[PreviewRow]
    same: int
    """How many rows are as they stand."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A workbook and what taking it over would do."""

    source: str
    counts: list[tuple[str, int]]
    sheets: list[PreviewSheet]
    is_done: bool
    has_conflicts: bool


def preview(source: str, found: Comparison) -> Preview:
    """Return what the preview of a workbook shows; rows that are as they stand are counted."""
    counted = [(_word(one), found.count(one)) for one in Outcome]
    return Preview(
        source=source,
        counts=[(word, number) for word, number in counted if number],
        sheets=[one for one in _sheets(found) if one.rows or one.same],
        is_done=found.is_done,
        has_conflicts=found.has_conflicts,
    )


def _sheets(found: Comparison) -> Iterator[PreviewSheet]:
    for sheet in SHEETS:
        rows = list(found.of(sheet.id))
        shown = [_row(one) for one in rows if one.outcome is not Outcome.SAME]
        yield PreviewSheet(_(sheet.title), shown, len(rows) - len(shown))


def _row(one: Compared) -> PreviewRow:
    return PreviewRow(
        number="" if one.outcome is Outcome.LEFT else str(one.row.number or ""),
        name=_name(one),
        outcome=_word(one.outcome),
        tag=_TAGS[one.outcome],
        fields=[_field(one, each) for each in one.differences] or list(_new(one)),
    )


def _name(one: Compared) -> str:
    row = one.row
    said = row["text"] or row["name"] or f"{row['measure']}, {_in_words(one, 'on', row['on'])}"
    ref = row["action"] or ref_of(row) if row.sheet != "readings" else ""
    return shortened(f"{ref}: {said}" if ref else said, _SHOWN)


def _new(one: Compared) -> Iterator[FieldRow]:
    """Yield what a new row holds."""
    if one.outcome is not Outcome.NEW:
        return
    for field in BY_ID[one.row.sheet].kept:
        if text := one.row[field.id]:
            yield FieldRow(_(field.label), "", _in_words(one, field.id, text), "")


def _field(one: Compared, what: Difference) -> FieldRow:
    said = ""
    if what.is_conflict:
        said = _("Changed in the file and here")
    elif what.is_changed_here:
        said = _("Changed here since, and stays")
    now, file = (_in_words(one, what.field, text) for text in (what.now, what.file))
    return FieldRow(_(BY_ID[one.row.sheet].field(what.field).label), now, file, said)


def _in_words(one: Compared, field: str, text: str) -> str:
    if text and BY_ID[one.row.sheet].field(field).kind is Kind.DATE:
        return day_in_words(date.fromisoformat(text))
    return text


def _word(outcome: Outcome) -> str:
    return {
        Outcome.NEW: _("New"),
        Outcome.CHANGED: _("Changed"),
        Outcome.CONFLICT: _("Changed in the file and here"),
        Outcome.CHANGED_HERE: _("Changed here since"),
        Outcome.LEFT: _("Not in the file: left as it is"),
        Outcome.GONE: _("Removed here since: stays removed"),
        Outcome.SAME: _("As it stands"),
    }[outcome]


def told(done: Comparison) -> str:
    """Return what taking a workbook over did, in one sentence."""
    if done.is_done:
        return _("The plan says already what the file says: nothing was changed.")
    changed = done.count(Outcome.CHANGED) + done.count(Outcome.CONFLICT)
    return _("Rows added: %(new)d. Rows changed: %(changed)d.") % {
        "new": done.count(Outcome.NEW), "changed": changed,
    }  # fmt: skip
