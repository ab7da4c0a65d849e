"""Takes words out of a document that the public must not read: named ones, counts, exact places."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from commonground.documents.contents.parts import (
    Block,
    Cell,
    Chart,
    Document,
    Figure,
    Inline,
    Section,
    Table,
    Text,
)
from commonground.documents.contents.walking import plain_text
from commonground.reference import withholding_path
from commonground.scoring.file_tables import read_toml
from commonground.sentences import Sentence, say

INSTEAD = "[withheld]"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_COORDINATES = re.compile(r"-?\b\d{1,2}\.\d{3,}°?,?\s+-?\d{1,2}\.\d{3,}\b")
_GRID = re.compile(r"\b[HJNOST][A-HJ-Z] ?(?:\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})\b")
Pattern = tuple[re.Pattern[str], Sentence]


@cache
def shipped_patterns() -> tuple[Pattern, ...]:
    """Return what no public build says, whatever a partnership withholds beside it."""
    root = read_toml(withholding_path())
    small = [str(one) for one in range(1, root.whole_number("smallest"))]
    counts = _counted([*small, *root.texts("numbers")], root.texts("nouns"))
    groups = _counted([r"\d[\d,]*", *root.texts("group_numbers")], root.texts("groups"))
    return (
        (groups, say("how many groups there are")),
        (counts, say("a small count of people")),
        (_POSTCODE, say("a postcode")),
        (_COORDINATES, say("coordinates")),
        (_GRID, say("a grid reference")),
    )


def _counted(numbers: Iterable[str], nouns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a number before a noun, with at most two words between them."""
    said = "|".join(one.replace(" ", r"\s+") for one in numbers)
    what = "|".join(one.replace(" ", r"\s+") for one in nouns)
    return re.compile(
        rf"(?<![\w.,])(?:{said})\s+(?:[a-z-]+\s+){{0,2}}(?:{what})(?!\w)", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class Withholding:
    """A document without what must not be read, and what was found where."""

    document: Document
    found: tuple[tuple[str, Sentence], ...]
    """The heading that it stood under, or the title; and what it was."""


def withhold(document: Document, words: Iterable[str]) -> Withholding:
    """Return a document without some words, whatever their case, and without exact places.

    Words are found as whole words, with any space between them. A chart that says one of them is
    left out whole, since what is drawn cannot be told from what is written in it.
    """
    search = _Search([one for one in words if one.strip()])
    title = search.cleaned(document.title, document.title)
    details = tuple(
        (label, search.cleaned(text, document.title)) for label, text in document.details
    )
    sections = tuple(_section(one, search) for one in document.sections)
    made = replace(document, title=title, details=details, sections=sections)
    return Withholding(made, tuple(search.found))


class _Search:
    """What is looked for, and what was found."""

    def __init__(self, words: Iterable[str]) -> None:
        self._patterns = [
            *((_of_words(one), say("“%(words)s”", words=one)) for one in words),
            *shipped_patterns(),
        ]
        self.found: list[tuple[str, Sentence]] = []

    def cleaned(self, text: str, under: str) -> str:
        for pattern, what in self._patterns:
            text, times = pattern.subn(INSTEAD, text)
            if times and (under, what) not in self.found:
                self.found.append((under, what))
        return text


def _of_words(words: str) -> re.Pattern[str]:
    said = r"\s+".join(re.escape(one) for one in words.split())
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)


def _section(section: Section, search: _Search) -> Section:
    def clean(text: str) -> str:
        return search.cleaned(text, section.heading)

    return replace(
        section,
        heading=clean(section.heading),
        blocks=tuple(_block(one, clean) for one in section.blocks),
        sections=tuple(_section(one, search) for one in section.sections),
    )


def _block(block: Block, clean: Callable[[str], str]) -> Block:
    match block:
        case Text():
            paragraphs = tuple(
                replace(each, runs=_runs(each.runs, clean)) for each in block.paragraphs
            )
            return replace(block, paragraphs=paragraphs)
        case Table():
            return replace(
                block,
                caption=clean(block.caption),
                note=clean(block.note),
                columns=tuple(replace(one, heading=clean(one.heading)) for one in block.columns),
                rows=tuple(tuple(_cell(one, clean) for one in row) for row in block.rows),
            )
        case Chart():
            return _chart(block, clean)


def _runs(runs: tuple[Inline, ...], clean: Callable[[str], str]) -> tuple[Inline, ...]:
    """Return runs that are cleaned together where a word goes on from one into the next."""
    apart = tuple(replace(one, text=clean(one.text)) for one in runs)
    whole = "".join(one.text for one in apart)
    together = clean(whole)
    if together == whole:
        return apart
    first = next((one for one in apart if not isinstance(one, Figure)), None)
    return apart if first is None else (replace(first, text=together),)


def _cell(cell: Cell, clean: Callable[[str], str]) -> Cell:
    return clean(cell) if isinstance(cell, str) else replace(cell, text=clean(cell.text))


def _chart(chart: Chart, clean: Callable[[str], str]) -> Block:
    drawn = " ".join(re.sub(r"<[^>]*>", " ", chart.svg).split())
    kept = replace(chart, caption=clean(chart.caption), description=clean(chart.description))
    if clean(drawn) == drawn and kept == chart:
        return chart
    said = f"A chart is not published here ({kept.caption}): it says what is withheld."
    return plain_text(chart.id, said, chart.marking)
