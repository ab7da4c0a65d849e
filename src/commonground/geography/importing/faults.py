"""Reads a file again, row by row, to say where it is wrong, once a count showed that it is."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from commonground.geography.cube_facts import Finding, Holds, Odd
from commonground.geography.importing.counting import EAST, NORTH, SOUTH, WEST
from commonground.geography.importing.sources import Source
from commonground.sentences import say

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")

_LONGEST = 1_000_000
"""Bytes of a row: no row of any publisher comes near it, and rubbish without lines stops at it."""

_MOST = 10
"""Faults told of one file."""

_MOST_INCIDENTS = 1_000_000
"""Incidents that one row of counts can have: more than any LSOA had in any month."""


def is_month(text: str) -> bool:
    """Say whether a text is a month, such as 2026-03."""
    return bool(_MONTH.fullmatch(text))


def faults_of(source: Source) -> Iterator[str]:
    """Return a sentence for each of the first rows of a file that cannot be counted, by row."""
    yield from islice(_faults(source), _MOST)


def _faults(source: Source) -> Iterator[str]:
    expected = len(source.layout.columns)
    wrong = _WRONG_COUNTS if source.holds is Holds.COUNTS else _WRONG_ROWS
    try:
        for number, row in _rows(source):
            place = say("%(file)s, row %(row)s", file=source.name, row=f"{number:,}")
            if len(row) != expected:
                yield say(
                    "%(place)s: expected %(expected)s columns; found %(found)s.",
                    place=place, expected=str(expected), found=str(len(row)),
                )  # fmt: skip
                continue
            held = dict(zip(source.layout.columns, row, strict=True))
            for said in filter(None, (check(source, held) for check in wrong)):
                yield say("%(place)s: %(fault)s", place=place, fault=said)
    except _Unreadable as stopped:
        yield stopped.sentence


def findings_of(source: Source, unknown: frozenset[str]) -> Iterator[Finding]:
    """Return what is odd about a file's rows: each unknown code once, and what lies astray once.

    unknown: the codes in it that no look-up has.
    """
    first: dict[tuple[Odd, str], Finding] = {}
    for number, row in _rows(source):
        held = dict(zip(source.layout.columns, row, strict=True))
        if is_astray(held):
            key, where = (Odd.ASTRAY, ""), f"{held['Longitude']}, {held['Latitude']}"
        elif (code := held.get("LSOA code", held.get("lsoa_code", ""))) in unknown:
            key, where = (Odd.UNKNOWN_AREA, code), code
        else:
            continue
        found = first.get(key, Finding(source.name, number, key[0], where, 0))
        first[key] = replace(found, rows=found.rows + 1)
    yield from first.values()


def is_astray(row: dict[str, str]) -> bool:
    """Say whether a row has a place, and it lies outside the United Kingdom."""
    x, y = row.get("Longitude", ""), row.get("Latitude", "")
    if not x and not y:
        return False
    try:
        return not (WEST <= float(x) <= EAST and SOUTH <= float(y) <= NORTH)
    except ValueError:
        return True


@dataclass
class _Unreadable(Exception):
    sentence: str


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Return the rows after the header, each with its number, the header being row 1."""
    reader = csv.reader(_lines(source), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as fault:
            raise _Unreadable(
                say("%(file)s, row %(row)s cannot be read as csv: %(fault)s.",
                    file=source.name, row=f"{number:,}", fault=str(fault))
            ) from None  # fmt: skip
        if row is None:
            return
        # an empty line at the end is nobody's row
        if number > 1 and row:
            yield number, row


def _lines(source: Source) -> Iterator[str]:
    number = 0
    with source.opened() as opened:
        while line := opened.readline(_LONGEST):
            number += 1
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                text = ""
            if not text or "\0" in text or len(line) == _LONGEST:
                raise _Unreadable(
                    say("%(file)s, line %(row)s is no text that can be read.",
                        file=source.name, row=f"{number:,}")
                )  # fmt: skip
            yield text


Check = Callable[[Source, dict[str, str]], str]


def _wrong_month(source: Source, row: dict[str, str]) -> str:
    month = row["Month"]
    if not is_month(month):
        return say("expected a month such as 2026-03; found %(found)s.", found=_shown(month))
    if source.month and month != source.month:
        return say(
            "expected the month of the file's name, %(month)s; found %(found)s.",
            month=source.month, found=month,
        )  # fmt: skip
    return ""


def _wrong_force(source: Source, row: dict[str, str]) -> str:
    del source
    return "" if row["Reported by"] else say("expected who reported it; found nothing.")


def _wrong_category(source: Source, row: dict[str, str]) -> str:
    category = source.layout.category
    if row[category]:
        return ""
    return say("expected a %(column)s; found nothing.", column=category)


def _wrong_counted_month(source: Source, row: dict[str, str]) -> str:
    del source
    month = f"{row['year']}-{row['month']:>02}"
    if is_month(month):
        return ""
    return say("expected a year and a month; found %(found)s.", found=_shown(month))


def _wrong_number(source: Source, row: dict[str, str]) -> str:
    del source
    text = row["crime_count"]
    if text.isascii() and text.isdigit() and int(text) <= _MOST_INCIDENTS:
        return ""
    return say("expected a whole number of incidents; found %(found)s.", found=_shown(text))


_WRONG_ROWS: tuple[Check, ...] = (_wrong_month, _wrong_force, _wrong_category)
_WRONG_COUNTS: tuple[Check, ...] = (_wrong_counted_month, _wrong_category, _wrong_number)


def _shown(text: str) -> str:
    return text[:60] if text.strip() else say("nothing")
