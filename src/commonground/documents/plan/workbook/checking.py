"""What can be wrong between the cells of a plan's workbook: ids, what rows name, dates in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from commonground.documents.plan.workbook.rows import PARTED, Exported, Row
from commonground.documents.plan.workbook.sheets import BY_ID, Field, Kind
from commonground.documents.reading.files.texts import same_name, shown
from commonground.sentences import Sentence, say

Where = Callable[[int, str], Sentence]
"""The place of a cell, by its row and its column's id."""
STAYS = ("milestones", "measures")
"""The sheets whose rows stay with the action that they are of."""
_STOPPED = "stopped"


def every_fault(
    rows: Sequence[Row], exported: Mapping[str, Exported], places: Mapping[str, Where]
) -> Iterator[Sentence]:
    """Yield a sentence for each fault, sheet by sheet."""
    called = {sheet: _called(rows, sheet) for sheet in places}
    yield from _ids(rows, exported, places)
    for row in rows:
        where = places[row.sheet]
        left = exported.get(row.id)
        yield from _names(row, left, where, called)
        yield from _as_it_left(row, left, where)
        yield from _together(row, where)
    yield from _units(rows, exported, places["readings"])


def ref_of(row: Row) -> str:
    """Return what other rows call a row: its Ref, or a measure by its action and name."""
    return f"{row['action']}: {row['name']}" if row.sheet == "measures" else row["ref"]


def _called(rows: Iterable[Row], sheet: str) -> dict[str, Row]:
    return {same_name(ref_of(row)): row for row in rows if row.sheet == sheet and ref_of(row)}


def _ids(
    rows: Iterable[Row], exported: Mapping[str, Exported], places: Mapping[str, Where]
) -> Iterator[Sentence]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        place = places[row.sheet](row.number, "id")
        left = exported.get(row.id)
        if row.id and (left is None or left.sheet != row.sheet):
            yield say(
                "%(place)s holds %(found)s, which is not the ID of any row that this sheet left "
                "with; expected the row's own, or nothing in a new row.",
                place=place, found=shown(row.id),
            )  # fmt: skip
        elif row.id and ("id", row.id) in seen:
            yield say(
                "%(place)s holds the ID of row %(row)s; expected each ID once, and nothing in a "
                "new row.",
                place=place, row=str(seen["id", row.id]),
            )  # fmt: skip
        seen.setdefault(("id", row.id), row.number)
        yield from _refs(row, seen, places[row.sheet])


def _refs(row: Row, seen: dict[tuple[str, str], int], where: Where) -> Iterator[Sentence]:
    """Yield a fault where two rows are called alike."""
    if not row["ref"]:
        return
    key = (row.sheet, same_name(row["ref"]))
    if key in seen:
        yield say(
            "%(place)s holds %(found)s, as row %(row)s does; expected each Ref once.",
            place=where(row.number, "ref"), found=shown(row["ref"]), row=str(seen[key]),
        )  # fmt: skip
    seen.setdefault(key, row.number)


def _names(
    row: Row, left: Exported | None, where: Where, called: Mapping[str, Mapping[str, Row]]
) -> Iterator[Sentence]:
    """Yield a fault for each row that is named and not there; what is as it left is let be."""
    for field in BY_ID[row.sheet].fields:
        text = row[field.id]
        if field.kind not in (Kind.OF, Kind.OF_MANY) or not text:
            continue
        if left is not None and left.has(field.id, text):
            continue
        for name in text.split(PARTED) if field.kind is Kind.OF_MANY else (text,):
            if same_name(name) not in called[field.source]:
                yield say(
                    "%(place)s names %(found)s, and the sheet %(sheet)s has no such row; expected "
                    "what a row there is called.",
                    place=where(row.number, field.id), found=shown(name),
                    sheet=BY_ID[field.source].title,
                )  # fmt: skip


def _as_it_left(row: Row, left: Exported | None, where: Where) -> Iterator[Sentence]:
    """Yield a fault for each cell that was changed, and may not be."""
    if left is None:
        return
    sheet = BY_ID[row.sheet]
    for field in sheet.read:
        if left.has(field.id, row[field.id]):
            continue
        place = where(row.number, field.id)
        if not sheet.takes_changes:
            yield say(
                "%(place)s was changed, and a %(what)s is never changed; expected it as it left. "
                "Add a new row in its place.",
                place=place, what=sheet.singular,
            )  # fmt: skip
        elif field.kind is Kind.REF or (sheet.id in STAYS and field.id == "action"):
            yield say(
                "%(place)s holds %(found)s, which is not what the row left with; expected it as it "
                "was.",
                place=place, found=shown(row[field.id]),
            )  # fmt: skip


def _together(row: Row, where: Where) -> Iterator[Sentence]:
    """Yield what is wrong between the cells of one row."""
    for first, second in (("starts_on", "due_on"), ("baseline_on", "target_on")):
        if row[first] and row[second] and row[second] < row[first]:
            yield say(
                "%(place)s holds %(found)s, before the %(first)s in the same row, %(day)s; "
                "expected a later day.",
                place=where(row.number, second), found=shown(row[second]), day=row[first],
                first=_label(row, first).lower(),
            )  # fmt: skip
    if row.sheet != "actions":
        return
    if same_name(row["status"]) == _STOPPED and not row["reason"]:
        yield say("%(place)s is empty; expected why the action was stopped.",
                  place=where(row.number, "reason"))  # fmt: skip
    if row["expected_effect"] and not row["expected_by"]:
        yield say("%(place)s is empty; expected who assumes the effect.",
                  place=where(row.number, "expected_by"))  # fmt: skip


def _label(row: Row, name: str) -> str:
    field: Field = BY_ID[row.sheet].field(name)
    return field.label


def _units(
    rows: Iterable[Row], exported: Mapping[str, Exported], where: Where
) -> Iterator[Sentence]:
    """Yield a fault for each new reading of a measure that has no unit."""
    rows = list(rows)
    measures = _called(rows, "measures")
    for row in rows:
        if row.sheet != "readings" or row.id in exported:
            continue
        of = measures.get(same_name(row["measure"]))
        if of is not None and not of["unit"]:
            yield say(
                "%(place)s holds %(found)s, and the measure has no unit; expected one in row "
                "%(row)s of the sheet Measures, such as offences a month.",
                place=where(row.number, "value"), found=shown(row["value"]), row=str(of.number),
            )  # fmt: skip
