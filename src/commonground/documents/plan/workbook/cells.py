"""What one cell of a plan's workbook may hold: its text in one form, or what was expected there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from commonground.documents.plan.workbook.rows import PARTED, cell_of, normal
from commonground.documents.plan.workbook.sheets import Field, Kind
from commonground.documents.reading.columns import quoted
from commonground.documents.reading.files.texts import same_name
from commonground.scoring.arithmetic import plain
from commonground.sentences import Sentence, say

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ), 1)
    for name in names
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})", re.ASCII)
_YEARS = range(1990, 2200)
_MOST_DIGITS = Decimal(10) ** 10
_PARTS = re.compile(r"\s*[;\n]\s*")
_REFS = re.compile(r"[;,\s]+").split


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a list, found however they are spaced or cased."""

    known: Mapping[str, str]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Names":
        """Make it of names as they are shown."""
        return cls({same_name(name): normal(name) for name in names})

    def find(self, text: str) -> str:
        """Return a name as it is shown; empty where there is none such."""
        return self.known.get(same_name(text), "")

    @property
    def said(self) -> str:
        """The names for a message."""
        return quoted(tuple(self.known.values())) or say("nothing, for there is none to choose yet")


class Unexpected(Exception):
    """A cell holds something else than it may; carries what was expected."""

    def __init__(self, expected: Sentence | str) -> None:
        self.expected = expected
        super().__init__(str(expected))


def read_cell(field: Field, text: str, names: Names) -> str:
    """Return a cell's text in the one form of all that mean the same; Unexpected where none does.

    What another row is called is left as it stands: that is checked when all rows are read.
    """
    return _READERS.get(field.kind, _text)(field, text, names)


def parts(text: str) -> list[str]:
    """Return the names in a cell that may hold several."""
    return [one for one in _PARTS.split(text) if one]


def _text(field: Field, text: str, _names: Names) -> str:
    if len(text) > field.most:
        raise Unexpected(
            say(
                "at most %(most)s characters, not %(length)s",
                most=f"{field.most:,}",
                length=f"{len(text):,}",
            )
        )
    return text


def _called(field: Field, text: str, names: Names) -> str:
    """Return what a row is called: a Ref in capitals, or a measure by its name."""
    return text if field.source == "measures" else _text(field, text, names).upper()


def _date(text: str) -> date:
    expected = say("a date, such as 30/04/2026")
    try:
        if found := _ISO.fullmatch(text):
            made = date(int(found[1]), int(found[2]), int(found[3]))
        elif found := _DAY_FIRST.fullmatch(text):
            made = date(int(found[3]), int(found[2]), int(found[1]))
        elif (found := _IN_WORDS.fullmatch(text)) and found[2].lower() in _MONTHS:
            made = date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
        else:
            raise Unexpected(expected)
    except ValueError:
        raise Unexpected(expected) from None
    if made.year not in _YEARS:
        raise Unexpected(say("a date from 1990 to 2199"))
    return made


def _decimal(text: str, expected: Sentence) -> Decimal:
    try:
        found = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise Unexpected(expected) from None
    if not found.is_finite() or abs(found) >= _MOST_DIGITS:
        raise Unexpected(expected)
    return found


def _pounds(text: str) -> str:
    expected = say("pounds, such as 1250 or 1250.50")
    found = _decimal(text.removeprefix("£"), expected)
    if found < 0 or found != found.quantize(Decimal("0.01")):
        raise Unexpected(expected)
    return plain(found)


def _number(text: str) -> str:
    expected = say("a number of at most three decimals")
    found = _decimal(text, expected)
    if found != found.quantize(Decimal("0.001")):
        raise Unexpected(expected)
    return plain(found)


def _whole(text: str, most: int) -> str:
    expected = say("a whole number from 1 to %(most)s", most=str(most))
    found = _decimal(text, expected)
    if found != found.to_integral_value() or not 1 <= found <= most:
        raise Unexpected(expected)
    return plain(found)


def _choice(text: str, names: Names) -> str:
    if found := names.find(text):
        return found
    raise Unexpected(say("one of %(names)s", names=names.said))


def _days(text: str, names: Names) -> str:
    days: dict[str, str] = {}
    for part in parts(text):
        name, colon, number = part.rpartition(":")
        found = names.find(name)
        if not colon or not found:
            raise Unexpected(
                say(
                    "an agency of the partnership and its days, such as Police: 2.5; found "
                    "%(part)s",
                    part=quoted((part,)),
                )
            )
        if found in days:
            raise Unexpected(say("each agency once"))
        given = _decimal(number.strip(), say("a number of days behind each agency, such as 2.5"))
        if given < 0 or given != given.quantize(Decimal("0.1")) or given >= 10**6:
            raise Unexpected(say("a number of days behind each agency, such as 2.5"))
        days[found] = plain(given)
    return PARTED.join(f"{name}: {number}" for name, number in sorted(days.items()))


_READERS: Mapping[Kind, Callable[[Field, str, Names], str]] = {
    Kind.DATE: lambda _field, text, _names: _date(text).isoformat(),
    Kind.POUNDS: lambda _field, text, _names: _pounds(text),
    Kind.NUMBER: lambda _field, text, _names: _number(text),
    Kind.WHOLE: lambda field, text, _names: _whole(text, field.most),
    Kind.CHOICE: lambda _field, text, names: _choice(text, names),
    Kind.CHOICES: lambda _f, text, names: cell_of({_choice(one, names) for one in parts(text)}),
    Kind.DAYS: lambda _field, text, names: _days(text, names),
    Kind.REF: _called,
    Kind.OF: _called,
    Kind.OF_MANY: lambda _field, text, _names: cell_of({one.upper() for one in _REFS(text) if one}),
}
