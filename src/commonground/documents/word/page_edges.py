"""The top and bottom of every page: its marking, and which page of how many it is."""

from collections.abc import Iterator

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter as Edge

from commonground.documents.word.elements import Element, field, paragraph, run
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.styles import Style


def mark_pages(book: Manuscript, marking: str) -> None:
    """Put the marking on every page, beside whatever a template has there, and number them."""
    for top, bottom in _edges(book.file):
        top.is_linked_to_previous = bottom.is_linked_to_previous = False
        _drop_marking(book, top._element)
        _drop_marking(book, bottom._element)
        top._element.insert(0, _marking(book, marking))
        _drop_empty(top._element)
        if not _has_page_number(bottom._element):
            bottom._element.append(_page_line(book))
        bottom._element.append(_marking(book, marking))
        _drop_empty(bottom._element)


def _edges(file: WordFile) -> Iterator[tuple[Edge, Edge]]:
    pages = file.sections[0]
    yield pages.header, pages.footer
    if pages.different_first_page_header_footer:
        yield pages.first_page_header, pages.first_page_footer
    if file.settings.odd_and_even_pages_header_footer:
        yield pages.even_page_header, pages.even_page_footer


def _marking(book: Manuscript, marking: str) -> Element:
    return paragraph(book.styles[Style.MARKING], run(marking))


def _page_line(book: Manuscript) -> Element:
    page, pages = field("PAGE", [run("1")]), field("NUMPAGES", [run("1")])
    return paragraph(book.styles[Style.PAGE], run("Page "), *page, run(" of "), *pages)


def _has_page_number(edge: Element) -> bool:
    codes = [each.text or "" for each in edge.iter(qn("w:instrText"))]
    codes += [each.get(qn("w:instr"), "") for each in edge.iter(qn("w:fldSimple"))]
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def _drop_marking(book: Manuscript, edge: Element) -> None:
    """Take out the marking of a document that serves as a template: ours is in its place."""
    for style in edge.findall(f".//{qn('w:pStyle')}"):
        if style.get(qn("w:val")) == book.styles[Style.MARKING]:
            marked = next(style.iterancestors(qn("w:p")))
            marked.clear()


def _drop_empty(edge: Element) -> None:
    """Take out the empty paragraph that a new header or footer begins with."""
    for each in list(edge):
        if each.tag == qn("w:p") and not each.xpath(".//w:r|.//w:fldSimple|.//w:sdt"):
            edge.remove(each)
