"""Answers to a survey as remarks to be: each with what is wrong with it, writing nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from commonground.documents.reading import Row, Table
from commonground.documents.reading.files.texts import same_name, shown
from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.documents.reading.surveys import (
    Answer,
    Part,
    Personal,
    answers,
    personal_data,
    survey_columns,
)
from commonground.errors import refuse
from commonground.rooms import cell_faults
from commonground.rooms.people.models import Way
from commonground.rooms.themes.gathering_actions import LONGEST, Draft
from commonground.rooms.themes.models import AGENCY_LENGTH, Kind
from commonground.rooms.uploads import sealed, unsealed
from commonground.sentences import say


@dataclass(frozen=True, slots=True)
class Read:
    """One answer with the remark that it becomes, and every fault found in it."""

    answer: Answer
    draft: Draft
    faults: tuple[str, ...] = ()


def header_digest(table: Table) -> str:
    """Return what two exports of one survey share: their headings, in order."""
    return sha256("\0".join(map(same_name, table.header)).encode()).hexdigest()


def read_answers(
    table: Table,
    parts: Mapping[int, Part],
    issues: Iterable[tuple[UUID, str]],
    agencies: Iterable[str],
    partnership_id: UUID,
) -> list[Read]:
    """Return every answer in words as a remark to be.

    An issue has to be on the list, but for case and spaces; an agency that is known gets its own
    spelling. Who answered goes into a digest that tells the same answer again, and nowhere else.
    """
    by_issue = {same_but_for_case_and_spaces(name): pk for pk, name in issues}
    by_agency = {same_but_for_case_and_spaces(name): name for name in agencies}
    ways = {same_name(word): way for way in Way for word in (way.value, str(way.label))}
    at = {part: column for column, part in parts.items()}
    rows = {row.number: row for row in table.rows}
    repeated = _repeated(table, at.get(Part.RESPONDENT))
    found = []
    alike: Counter[tuple[str, ...]] = Counter()
    for one in answers(table, parts):
        row = rows[one.row]
        alike[one.question, *row.cells] += 1
        agency = by_agency.get(same_but_for_case_and_spaces(one.agency), one.agency)
        issue = by_issue.get(same_but_for_case_and_spaces(one.issue))
        way = ways.get(same_name(one.way))
        place = table.place(one.row, one.column)
        faults = [
            cell_faults.too_long(place, one.text, LONGEST),
            cell_faults.unseen(place, one.text),
            repeated.get(one.row, ""),
        ]
        if one.issue and issue is None:
            faults.append(_unknown(table, one.row, at[Part.ISSUE], say("an issue on the list")))
        if one.way and way is None:
            faults.append(_unknown(table, one.row, at[Part.WAY], say("a way of taking part")))
        if one.agency:
            whose = table.place(one.row, at[Part.AGENCY])
            faults.append(cell_faults.too_long(whose, agency, AGENCY_LENGTH))
        draft = Draft(
            one.text, Kind.SURVEY, issue, agency, way.value if way else "",
            _source(partnership_id, one, row, alike[one.question, *row.cells]), one.question,
        )  # fmt: skip
        found.append(Read(one, draft, tuple(filter(None, faults))))
    return found


def _source(partnership_id: UUID, one: Answer, row: Row, nth: int) -> str:
    """Return what tells the same answer of the same respondent again, and names nobody."""
    who = [one.respondent] if one.respondent else [str(nth), *row.cells]
    parts = [str(partnership_id), same_name(one.question), *who]
    return sha256("\0".join(parts).encode()).hexdigest()


def _unknown(table: Table, row: int, column: int, expected: str) -> str:
    text = next(one.cells[column] for one in table.rows if one.number == row)
    return say(
        "%(place)s holds %(found)s; expected %(expected)s.",
        place=table.where(row, column),
        found=shown(text),
        expected=expected,
    )


def _repeated(table: Table, column: int | None) -> dict[int, str]:
    first: dict[str, int] = {}
    faults: dict[int, str] = {}
    for row in table.rows if column is not None else ():
        text = row.cells[column or 0]
        if text and first.setdefault(text, row.number) != row.number:
            faults[row.number] = say(
                "%(place)s is the same as in row %(row)s; expected each respondent once.",
                place=table.where(row.number, column),
                row=str(first[text]),
            )
    return faults


def packed(table: Table, partnership_id: UUID, of_nobody: Iterable[str] = ()) -> str:
    """Return a table sealed for one partnership, without the cells that are personal data.

    A column that looks so by its heading is taken whole where somebody says that it is not, by that
    heading in `of_nobody`. BadInput names a heading that the file does not have, and a column
    whose cells look so themselves.
    """
    said = {same_name(one): one for one in of_nobody}
    refuse(_not_to_be_taken(table, said))
    personal = {
        one.at: one.personal for one in survey_columns(table)
        if one.personal and same_name(one.label) not in said
    }  # fmt: skip
    rows = [
        [row.number, [("" if at in personal else cell) for at, cell in enumerate(row.cells)]]
        for row in table.rows
    ]
    content = [table.source, list(table.header), table.header_row, rows, list(personal.items())]
    return sealed(content, f"survey:{partnership_id}")


def _not_to_be_taken(table: Table, said: Mapping[str, str]) -> Iterator[str]:
    """Yield why headings cannot be taken for those of nobody's personal data."""
    there = {same_name(label): at for at, label in enumerate(table.header)}
    for name, one in said.items():
        if name not in there:
            yield say("There is no column %(name)s. Write its heading as it stands in the file.",
                      name=shown(one))  # fmt: skip
            continue
        cells = [row.cells[there[name]] for row in table.rows if row.cells[there[name]]]
        if cells and (kind := personal_data("", cells)):
            yield say(
                "Most cells of %(name)s hold personal data (%(kind)s): it is left out whatever "
                "it is called.", name=shown(one), kind=kind.value,
            )  # fmt: skip


def unpacked(text: str, partnership_id: UUID) -> tuple[Table, list[tuple[str, Personal]]]:
    """Return what a page sent back, and the headings of what was left out as personal data.

    BadInput where it is too old, altered, or another's.
    """
    source, header, header_row, rows, personal = unsealed(text, f"survey:{partnership_id}")
    made = tuple(Row(number, tuple(cells)) for number, cells in rows)
    table = Table(source, "", tuple(header), header_row, made, ())
    return table, [(header[at], Personal(kind)) for at, kind in personal]
