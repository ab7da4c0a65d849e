"""Turns pages onto their side for tables that are too wide, and back: no page stays empty."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml.ns import qn

from commonground.documents.word.elements import Element, paragraph, w
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.page_sizes import turn, turned
from commonground.documents.word.styles import Style

_OF_THE_FIRST = ("titlePg", "type")
"""What a section says that is so of the first alone: its first page's own header, how it begins."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Elements that stand together, and whether their page lies on its side."""

    elements: Sequence[Element]
    is_lying: bool | None = False
    """None: as whatever comes next, which a heading does not let go of."""


def add_pieces(book: Manuscript, pieces: Iterable[Piece]) -> None:
    """Add pieces one after another to a file whose pages stand so far."""
    upright, was_lying, is_first = book.page(), False, True
    for piece, is_lying in _settled([one for one in pieces if one.elements]):
        if is_lying is not was_lying:
            page = upright if is_first else _following(upright)
            book.add(_end(book, turned(page) if was_lying else page))
            was_lying, is_first = is_lying, False
        book.add(*piece.elements)
    last = book.file.element.body.sectPr
    if not is_first:
        _follow(last)
    if was_lying:
        turn(last)


def _settled(pieces: Sequence[Piece]) -> list[tuple[Piece, bool]]:
    """Return pieces with how their pages lie: a heading as the table or text that follows it."""
    settled: list[tuple[Piece, bool]] = []
    is_lying = False
    for piece in reversed(pieces):
        is_lying = is_lying if piece.is_lying is None else piece.is_lying
        settled.append((piece, is_lying))
    return settled[::-1]


def _end(book: Manuscript, section: Element) -> Element:
    """Return the paragraph that ends a section, too low to need a page of its own."""
    low = w("spacing", before=0, after=0, line=20, lineRule="exact")
    looks = [low, w("rPr", w("sz", val=2)), section]
    return paragraph(book.styles[Style.NOTE], looks=looks)


def _following(section: Element) -> Element:
    """Return a copy of a section as it is after the first."""
    made = deepcopy(section)
    _follow(made)
    return made


def _follow(section: Element) -> None:
    """Take out of a later section what is so of the first alone, such as its number 1."""
    for name in _OF_THE_FIRST:
        for found in section.findall(qn(f"w:{name}")):
            section.remove(found)
    for numbers in section.findall(qn("w:pgNumType")):
        numbers.attrib.pop(qn("w:start"), "")
