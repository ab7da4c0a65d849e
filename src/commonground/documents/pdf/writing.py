"""Writes a document as pdf: its contents as data, set by one typst file that ships."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from commonground.documents.charts.drawing import FONT, WIDTH
from commonground.documents.contents import (
    Block,
    Chart,
    Document,
    Inline,
    Layout,
    Section,
    Table,
    Text,
    every_section,
)
from commonground.documents.contents.walking import address_of, as_run, control_rows, groups, shown
from commonground.documents.contents.widths import Measure, lines_of, widths
from commonground.documents.markings import check_marking
from commonground.documents.pdf.fonts import (
    FAMILIES,
    INSTEAD,
    SANS,
    compiled,
    instead_of,
    our_fonts,
)

_WIDE = 8
"""A table of more columns than this stands on a page of its own, on its side."""

_UPRIGHT_MM, _SIDE_MM = 174.0, 261.0
"""How wide a table is on a page that stands, and on one that lies on its side."""
_LETTER_MM, _EDGES_MM = 1.85, 4.2
"""A letter of a heading, and both edges of a cell."""
_LINE_MM, _SPACE_MM = 4.2, 3.0
"""A line of a table, and the space between its rows."""
_MOST_LINES_TOGETHER = 12
"""A row of no more lines is not broken over two pages; of a higher one nothing would be cut off."""
_MOST_ROWS_TOGETHER, _HIGHEST_TOGETHER_MM = 12, 120.0
"""A table of no more rows, and no higher, is not broken over two pages: half of one that stands,
and most of one that lies on its side."""

_TALLEST = 1.2
"""A chart that is higher than this by its width is set by its height, to stay on a page."""
_PAGE_WIDE = float(WIDTH)
"""A chart of so many pixels is as wide as the page; a narrower one keeps its proportion to it."""

Data = dict[str, object]


def write(document: Document) -> bytes:
    """Return the document as a tagged pdf (PDF/UA-1) with bookmarks and a contents page.

    Letters that no font of ours has are shown as a replacement sign, which the first page then
    says. Raises BadInput for a marking that this product may not carry.
    """
    check_marking(document.marking)
    given: object = data_of(document)
    with our_fonts() as fonts:
        letters = frozenset(each for text in _texts(given) for each in text)
        instead = instead_of(letters, fonts)
        if instead:
            given = _translated(data_of(document, _told(instead)), instead)
        return compiled(_template(), given, fonts)


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "document.typ").read_bytes()


def _texts(given: object) -> Iterator[str]:
    """Yield every text of some data."""
    match given:
        case str():
            yield given
        case Mapping():
            for held in given.values():
                yield from _texts(held)
        case list() | tuple():
            for held in given:
                yield from _texts(held)


def _translated(given: object, instead: Mapping[int, str]) -> object:
    """Return data with every text in it translated."""
    match given:
        case str():
            return given.translate(instead)
        case Mapping():
            return {name: _translated(held, instead) for name, held in given.items()}
        case list() | tuple():
            return [_translated(held, instead) for held in given]
    return given


def _told(instead: dict[int, str]) -> str:
    number = sum(bool(sign) for sign in instead.values())
    if not number:
        return ""
    return (
        f"{number} different letters or signs are shown as {INSTEAD}: the fonts of this pdf lack "
        "them. The Word file and the web page of this document hold them."
    )


def data_of(document: Document, replaced: str = "") -> Data:
    """Return what the typst file is given, in plain JSON types.

    `replaced` is what the first page says of letters that are not shown.
    """
    language, _, region = document.language.partition("-")
    sections = list(every_section(document.sections))
    return {
        "fonts": FAMILIES,
        "title": document.title,
        "partnership": document.partnership,
        "author": document.author,
        "date": [document.date.year, document.date.month, document.date.day],
        "marking": document.marking,
        "lang": language,
        "region": region or None,
        "lying": document.layout is Layout.LYING,
        "details": control_rows(document),
        "replaced": replaced,
        "sections": [_section(level, section, document.layout) for level, section in sections],
    }


def _section(level: int, section: Section, layout: Layout) -> Data:
    return {
        "level": level,
        "heading": section.heading,
        "starts-page": level == 1,
        "blocks": [_block(block, layout) for block in section.blocks],
    }


def _block(block: Block, layout: Layout) -> Data:
    match block:
        case Text():
            return {"is": "text", "groups": _groups(block)}
        case Table():
            return _table(block, layout)
        case Chart():
            return _chart(block)


def _groups(text: Text) -> list[Data]:
    return [
        {"kind": kind.value, "items": [_runs(each.runs) for each in alike]}
        for kind, alike in groups(text.paragraphs)
    ]


def _runs(runs: Iterable[Inline]) -> list[Data]:
    return [_run(each) for each in runs]


def _run(run: Inline) -> Data:
    return {
        "lines": shown(run).split("\n"),
        "strong": run.strong,
        "emphasis": run.emphasis,
        "source": address_of(run),
    }


def _table(table: Table, layout: Layout) -> Data:
    is_wide = layout is Layout.UPRIGHT and len(table.columns) > _WIDE
    room = _SIDE_MM if is_wide or layout is Layout.LYING else _UPRIGHT_MM
    measure = Measure(room, _LETTER_MM, _EDGES_MM)
    across = widths(table, measure)
    lines = lines_of(table, across, measure)
    return {
        "is": "table",
        "caption": table.caption,
        "headings": [column.heading for column in table.columns],
        "alignments": [column.alignment.value for column in table.columns],
        "widths": across,
        "unbroken": [number <= _MOST_LINES_TOGETHER for number in lines],
        "whole": _is_kept_whole(table, lines),
        "rows": [_runs(map(as_run, row)) for row in table.rows],
        "note": table.note,
        "wide": is_wide,
    }


def _is_kept_whole(table: Table, lines: Sequence[int]) -> bool:
    """Return whether a table goes on to the next page rather than over two: if it is short."""
    height = sum(number * _LINE_MM + _SPACE_MM for number in lines)
    return len(table.rows) <= _MOST_ROWS_TOGETHER and height <= _HIGHEST_TOGETHER_MM


def _size(svg: str) -> tuple[float, float]:
    """Return the width and height of a drawing, in its own pixels."""
    _left, _top, width, height = ElementTree.fromstring(svg).attrib["viewBox"].split()
    return float(width), float(height)


def _chart(chart: Chart) -> Data:
    width, height = _size(chart.svg)
    return {
        "is": "chart",
        "caption": chart.caption,
        "alt": chart.description,
        "tall": height / width > _TALLEST,
        "share": min(width / _PAGE_WIDE, 1),
        # charts name the faces of a browser; without ours in their place their words would be
        # set in whatever typst falls back on
        "svg": chart.svg.replace(FONT, SANS),
    }
