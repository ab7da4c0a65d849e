"""Reads what survey tools export: rows above the header, long or repeated headings, personal data.

A survey's questions are its columns and each respondent is a row, so that every answer in words is
a remark with its question. Which column is what is only guessed here: a person says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from commonground.documents.reading.files.kinds import read_table
from commonground.documents.reading.files.tables import Rows, Table
from commonground.documents.reading.files.texts import column_letter, is_formula_error, same_name

HEADER_IS_WITHIN = 30
"""So many rows from the top the header is looked for."""
NEARLY_ALL = 0.7
"""Of as many cells as the fullest of those rows holds: what stands above a header holds fewer."""
WORDS_OF_A_REMARK = 4
"""So many words on average make a column's cells answers in words rather than choices."""


class Part(StrEnum):
    """What a column of a survey is used for."""

    REMARK = "remark"
    ISSUE = "issue"
    AGENCY = "agency"
    WAY = "way"
    RESPONDENT = "respondent"
    SKIP = "skip"


class Personal(StrEnum):
    """What somebody could be found by."""

    NAME = "name"
    EMAIL = "e-mail address"
    PHONE = "telephone number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    BIRTH = "date of birth"


_SAID = {
    Personal.EMAIL: r"e-?mail",
    Personal.PHONE: r"(tele)?phone|mobile|contact number",
    Personal.POSTCODE: r"post ?code",
    Personal.ADDRESS: r"address",
    Personal.BIRTH: r"date of birth|dob|birthday",
    Personal.NAME: r"(first|last|full|your|respondent|contact)?[ -]?(sur|fore|user)?names?",
}
_LOOKS_LIKE = {
    Personal.EMAIL: re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    Personal.PHONE: re.compile(r"(\+44|0)[\d ()-]{9,14}"),
    Personal.POSTCODE: re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE),
}
_LABELS = {
    Part.ISSUE: ("issue", "issues", "about which issue", "topic"),
    Part.AGENCY: ("agency", "organisation", "organisation name", "name of organisation"),
    Part.WAY: ("way", "took part", "way of taking part"),
    Part.RESPONDENT: ("id", "response id", "respondent id", "responseid", "respondent"),
}
_NEVER_ASKED = frozenset(
    same_name(label)
    for label in (
        "start time", "completion time", "last modified time", "date", "submitted", "status",
        "language", "ip address", "user agent", "collector id", "time taken", "date submitted",
    )
)  # fmt: skip


def read_survey(path: Path) -> Table:
    """Return the answers to a survey: a column for each question, a row for each respondent.

    The header is the first row that is about as full as the fullest near the top. Headings that
    are repeated are numbered, and a column without one is called by its letter. Raises BadInput as
    `read_table` does.
    """
    return read_table(path, arrange=_from_its_header)


def _from_its_header(rows: Rows) -> Iterator[tuple[int, Sequence[str]]]:
    every = iter(rows)
    top = list(
        islice(((number, cells) for number, cells in every if _fill(cells)), HEADER_IS_WITHIN)
    )
    if not top:
        return
    fullest = max(_fill(cells) for _number, cells in top)
    at = next(at for at, (_n, cells) in enumerate(top) if _fill(cells) >= NEARLY_ALL * fullest)
    below = [*top[at + 1 :], *every]
    width = max((len(cells) for _number, cells in [top[at], *below]), default=0)
    number, labels = top[at]
    yield number, _distinct([*labels, *[""] * (width - len(labels))], below)
    yield from below


def _fill(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _distinct(labels: Sequence[str], below: Sequence[tuple[int, Sequence[str]]]) -> list[str]:
    """Return labels of which no two are the same, and none is empty above anything."""
    used = {at for _number, cells in below for at, cell in enumerate(cells) if cell.strip()}
    found: list[str] = []
    seen: set[str] = set()
    for at, text in enumerate(labels):
        label = " ".join(text.split()) or (f"Column {column_letter(at)}" if at in used else "")
        again, count = label, 1
        while label and same_name(again) in seen:
            count += 1
            again = f"{label} ({count})"
        seen.add(same_name(again))
        found.append(again)
    return found


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column of a survey, as somebody is shown it to say what it is."""

    at: int
    label: str
    example: str
    """Its first cell that holds anything; empty for personal data, which nobody need be shown."""
    answers: int
    personal: Personal | None
    guess: Part


def survey_columns(table: Table) -> list[SurveyColumn]:
    """Return the columns that hold anything, each with a guess at what it is used for."""
    found = []
    for at, label in enumerate(table.header):
        cells = [row.cells[at] for row in table.rows if row.cells[at]]
        if not label or not cells:
            continue
        personal = personal_data(label, cells)
        guess = Part.SKIP if personal else _guess(label, cells)
        found.append(
            SurveyColumn(at, label, "" if personal else cells[0], len(cells), personal, guess)
        )
    return found


def personal_data(label: str, cells: Sequence[str]) -> Personal | None:
    """Return what a column looks to hold that somebody could be found by, if anything.

    >>> personal_data("What is your email?", ["none"]), personal_data("Issue name", ["Theft"])
    (<Personal.EMAIL: 'e-mail address'>, None)
    """
    said = " ".join(re.sub(r"[^a-z -]", " ", label.casefold()).split())
    for kind, words in _SAID.items():
        is_asked = re.fullmatch(words, said) or re.search(
            rf"\b(what is|what's|enter|give|your)\b.{{0,20}}\b({words})\b", said
        )
        if is_asked and not _is_of_no_person(said):
            return kind
    for kind, pattern in _LOOKS_LIKE.items():
        if 2 * sum(pattern.fullmatch(cell) is not None for cell in cells) > len(cells):
            return kind
    return None


def _is_of_no_person(said: str) -> bool:
    return (
        re.search(r"\b(organi[sz]ation|agency|issue|service|department|group)\b", said) is not None
    )


def _guess(label: str, cells: Sequence[str]) -> Part:
    said = same_name(label)
    for part, labels in _LABELS.items():
        if said in map(same_name, labels):
            return part
    if said in _NEVER_ASKED:
        return Part.SKIP
    words = sum(len(cell.split()) for cell in cells) / len(cells)
    # choices repeat, answers in words do not
    is_varied = 2 * len(set(cells)) > len(cells)
    return Part.REMARK if words >= WORDS_OF_A_REMARK and is_varied else Part.SKIP


@dataclass(frozen=True, slots=True)
class Answer:
    """What one respondent said to one question, and what else the row says of it."""

    row: int
    column: int
    question: str
    text: str
    issue: str = ""
    agency: str = ""
    way: str = ""
    respondent: str = ""


def answers(table: Table, parts: Mapping[int, Part]) -> list[Answer]:
    """Return every answer in words, row by row; empty cells and failed formulas are none."""
    remarks = [at for at, part in parts.items() if part is Part.REMARK]
    once = {part: at for at, part in parts.items() if part not in (Part.REMARK, Part.SKIP)}
    found = []
    for row in table.rows:
        beside = {part.value: row.cells[at] for part, at in once.items()}
        for at in sorted(remarks):
            text = row.cells[at]
            if text and not is_formula_error(text):
                found.append(Answer(row.number, at, table.header[at], text, **beside))
    return found
