"""Writes a whole document as a Word file: the same document gives the same bytes."""

import datetime
import io
import zipfile
from collections.abc import Iterator

from docx.document import Document as WordFile
from docx.oxml.ns import qn

from commonground.documents.contents import (
    Block,
    Document,
    Layout,
    Table,
    Text,
    every_section,
)
from commonground.documents.contents.tidying import cleaned
from commonground.documents.markings import check_marking
from commonground.documents.word.elements import Element, w
from commonground.documents.word.front import front_elements, heading
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.page_edges import mark_pages
from commonground.documents.word.page_sizes import turn
from commonground.documents.word.pictures import chart_elements
from commonground.documents.word.record import Record, keep
from commonground.documents.word.styles import style_ids
from commonground.documents.word.tables import table_piece
from commonground.documents.word.templates import opened
from commonground.documents.word.texts import text_elements
from commonground.documents.word.turning import Piece, add_pieces
from commonground.documents.words import shortened

_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every part in the zip: no clock is read."""

_LONGEST_PROPERTY = 255


def write(document: Document, template: bytes | None = None) -> bytes:
    """Return a document as docx, in a partnership's own template or in ours.

    All of the document is written: what an audience may not see is left out before. Raises BadInput
    for a template that cannot be used, and for a marking that no document may bear.
    """
    check_marking(document.marking)
    file = opened(template)
    book = Manuscript(file, style_ids(file), Record(document))
    if document.layout is Layout.LYING:
        turn(file.element.body.sectPr)
    mark_pages(book, document.marking)
    book.add(*front_elements(book, document))
    add_pieces(book, _pieces(book, document))
    _tell_about(file, document)
    keep(book.record, file.part)
    return _packed(file)


def _pieces(book: Manuscript, document: Document) -> Iterator[Piece]:
    for number, (level, section) in enumerate(every_section(document.sections), 1):
        yield Piece([heading(book, section, level, number)], is_lying=None)
        for block in section.blocks:
            yield _piece(book, block)


def _piece(book: Manuscript, block: Block) -> Piece:
    if isinstance(block, Text):
        return Piece(list(text_elements(book, block)))
    if isinstance(block, Table):
        return table_piece(book, block)
    return Piece(list(chart_elements(book, block)))


def _tell_about(file: WordFile, document: Document) -> None:
    """Say in the file's properties what it is, by nobody's name but the author's."""
    about = file.core_properties
    for name, said in {
        "title": document.title,
        "author": document.author,
        "last_modified_by": document.author,
        "subject": document.partnership,
        "category": document.marking,
        "version": document.version,
        "language": document.language,
    }.items():
        setattr(about, name, shortened(cleaned(said), _LONGEST_PROPERTY))
    about.comments = about.keywords = about.content_status = about.identifier = ""
    about.revision = 1
    noon = datetime.datetime.combine(document.date, datetime.time(12))
    about.created = about.modified = about.last_printed = noon
    _set_language(file.styles.element, document.language)


def _set_language(styles: Element, language: str) -> None:
    """Let everything be in one language, whatever a template's styles say."""
    for old in list(styles.iter(qn("w:lang"))):
        looks = old.getparent()
        if looks is not None:
            looks.remove(old)
    path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    defaults = styles.find(path)
    if defaults is None:
        styles.insert(0, w("docDefaults", w("rPrDefault", w("rPr"))))
        defaults = styles.find(path)
    if defaults is not None:
        defaults.append(w("lang", val=language, eastAsia="en-US", bidi="ar-SA"))


def _packed(file: WordFile) -> bytes:
    """Return the file's parts in a zip that knows no time, in the order in which they were."""
    first, whole = io.BytesIO(), io.BytesIO()
    file.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(whole, "w") as packed:
        for name in source.namelist():
            packed.writestr(
                zipfile.ZipInfo(name, _TIME), source.read(name), zipfile.ZIP_DEFLATED, 6
            )
    return whole.getvalue()
