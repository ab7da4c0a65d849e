"""Months, quarters and years, however a partner writes them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from commonground.sentences import Sentence, say

MONTH, QUARTER, YEAR = 1, 3, 12
"""How many months a period has."""


class YearStarts(Enum):
    """In which month a partner's year begins, where "2025 Q1" or "2025" alone do not tell."""

    JANUARY = 1
    APRIL = 4


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, a quarter or a year: its first month, such as "2026-01", and how many it has."""

    first: str
    months: int

    @property
    def last(self) -> str:
        """Return its last month."""
        return self.all_months()[-1]

    def all_months(self) -> tuple[str, ...]:
        """Return its months in order."""
        year, month = map(int, self.first.split("-"))
        from_year_0 = range(year * 12 + month - 1, year * 12 + month - 1 + self.months)
        return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in from_year_0)

    @property
    def said(self) -> str:
        """Return it in words that need no rule: `2026-03`, or `2025-04 to 2026-03`."""
        if self.months == MONTH:
            return self.first
        return say("%(first)s to %(last)s", first=self.first, last=self.last)


_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTHS = (
    {name: at + 1 for at, name in enumerate(_FULL)}
    | {name[:3]: at + 1 for at, name in enumerate(_FULL)}
    | {"sept": 9}
)
_NAME = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_LONG = "((?:19|20)[0-9]{2})"
_SHORT = "((?:19|20)?[0-9]{2})"
_SEP = r"[ \-/]*'?"
_TO = r" ?(?:-|to|\u2013) ?"
_Q = r"(?:q|qtr|quarter) ?([1-4])"
_SPLIT_YEAR = rf"(?:fy ?)?{_SHORT} ?[/\-\u2013] ?([0-9]{{4}}|[0-9]{{2}})"

Maker = Callable[[Sequence[str], int], Period | None]


@lru_cache(maxsize=4096)
def period_in(text: str, year_starts: YearStarts) -> Period | None:
    """Return the period that a cell names; None where it names none, or several.

    A year such as 2025/26, and a quarter of one, begins in April whatever `year_starts` says. A
    day counts as its month.

    >>> period_in("Mar-26", YearStarts.JANUARY)
    Period(first='2026-03', months=1)
    >>> period_in("Q1 2025/26", YearStarts.JANUARY)
    Period(first='2025-04', months=3)
    """
    bare = " ".join(text.strip().casefold().split())
    for pattern, make in _FORMS:
        if found := pattern.fullmatch(bare):
            made = make(found.groups(), year_starts.value)
            if made is not None:
                return made
    return None


def no_period(place: Sentence, found: str) -> Sentence:
    """Return the fault of a cell that names no period; `found` is quoted already."""
    return say(
        "%(place)s holds %(found)s; expected a month, a quarter or a year, such as 2026-03, "
        "2025 Q4 or 2025/26.",
        place=place,
        found=found,
    )


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _from(year: int, month: int, months: int) -> Period | None:
    return Period(f"{year:04}-{month:02}", months) if 1 <= month <= 12 else None


def _split(first: str, second: str) -> int | None:
    """Return the year in which 2025/26 begins; None where its years do not follow each other."""
    year = _year(first)
    return year if (year + 1) % 100 == int(second) % 100 and len(first) >= len(second) else None


def _split_year(got: Sequence[str], _starts: int) -> Period | None:
    year = _split(got[0], got[1])
    return None if year is None else _from(year, 4, YEAR)


def _quarter_of_split(got: Sequence[str], quarter: str) -> Period | None:
    year = _split(got[0], got[1])
    return None if year is None else _quarter(year, int(quarter), 4)


def _quarter(year: int, quarter: int, starts: int) -> Period | None:
    later, month = divmod(starts - 1 + 3 * (quarter - 1), 12)
    return _from(year + later, month + 1, QUARTER)


def _span(first: int, first_year: int, last: int, last_year: int) -> Period | None:
    months = (last_year - first_year) * 12 + last - first + 1
    return _from(first_year, first, months) if months in (MONTH, QUARTER, YEAR) else None


def _within(first: str, last: str, year_of_last: str) -> Period | None:
    begin, end, year = _MONTHS[first], _MONTHS[last], _year(year_of_last)
    return _span(begin, year if begin <= end else year - 1, end, year)


def _ending(month: str, year: str) -> Period | None:
    return _span(_MONTHS[month] % 12 + 1, _year(year) - (month not in ("dec", "december")),
                 _MONTHS[month], _year(year))  # fmt: skip


_FORMS: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(form), make)
    for form, make in (
        (rf"{_LONG}/([0-9]{{2}})", _split_year),
        (rf"{_LONG}[-/m ]?([0-9]{{1,2}})", lambda got, _: _from(int(got[0]), int(got[1]), MONTH)),
        (rf"([0-9]{{1,2}})[-/ ]{_LONG}", lambda got, _: _from(int(got[1]), int(got[0]), MONTH)),
        (rf"{_LONG}-([0-9]{{2}})-[0-3][0-9](?:[t ][0-9:.]*z?)?",
         lambda got, _: _from(int(got[0]), int(got[1]), MONTH)),
        (rf"[0-3]?[0-9][/.\-]([0-9]{{1,2}})[/.\-]{_LONG}",
         lambda got, _: _from(int(got[1]), int(got[0]), MONTH)),
        (rf"{_NAME}{_SEP}{_SHORT}", lambda got, _: _from(_year(got[1]), _MONTHS[got[0]], MONTH)),
        (rf"{_LONG}{_SEP}{_NAME}", lambda got, _: _from(int(got[0]), _MONTHS[got[1]], MONTH)),
        (rf"{_Q}[ \-,]*{_SPLIT_YEAR}", lambda got, _: _quarter_of_split(got[1:], got[0])),
        (rf"{_SPLIT_YEAR}[ \-,]*{_Q}", lambda got, _: _quarter_of_split(got, got[2])),
        (rf"{_Q}[ \-/,]*{_LONG}", lambda got, starts: _quarter(int(got[1]), int(got[0]), starts)),
        (rf"{_LONG}[ \-/,]*{_Q}", lambda got, starts: _quarter(int(got[0]), int(got[1]), starts)),
        (rf"{_NAME}{_TO}{_NAME} {_SHORT}", lambda got, _: _within(got[0], got[1], got[2])),
        (rf"{_NAME} ?{_SHORT}{_TO}{_NAME} ?{_SHORT}",
         lambda got, _: _span(_MONTHS[got[0]], _year(got[1]), _MONTHS[got[2]], _year(got[3]))),
        (rf"{_LONG}-([0-9]{{2}}){_TO}{_LONG}-([0-9]{{2}})",
         lambda got, _: _span(int(got[1]), int(got[0]), int(got[3]), int(got[2]))),
        (rf"(?:the )?(?:year|12 months) (?:ending|to|ended) {_NAME} {_SHORT}",
         lambda got, _: _ending(got[0], got[1])),
        (_SPLIT_YEAR, _split_year),
        (rf"(?:cy ?)?{_LONG}", lambda got, starts: _from(int(got[0]), starts, YEAR)),
    )
)  # fmt: skip
"""How periods are written, and what each is; the first form that fits and makes sense counts."""
