"""Which paragraph of a file belongs to which text, by its content controls and its bookmarks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from commonground.documents.word.record import mark_of_bookmark

_HOLDERS = {qn("w:customXml"), qn("w:smartTag"), qn("w:ins"), qn("w:moveTo")}
_BLOCKS = {qn("w:p"), qn("w:tbl")}


@dataclass(slots=True)
class Item:
    """A paragraph or table of the body, with the mark of the text it belongs to, if any."""

    element: etree._Element
    mark: str = ""

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == qn("w:tbl")


def items_of(body: etree._Element) -> list[Item]:
    """Return the paragraphs and tables of a body, each with the mark of its content control."""
    return list(_items(body, ""))


def _items(holder: etree._Element, mark: str) -> Iterator[Item]:
    for element in holder:
        if element.tag in _BLOCKS:
            yield Item(element, mark)
        elif element.tag in _HOLDERS:
            yield from _items(element, mark)
        elif element.tag == qn("w:sdt") and not is_placeholder(element):
            content = element.find(qn("w:sdtContent"))
            if content is not None:
                yield from _items(content, tag_of(element) or mark)


def tag_of(control: etree._Element) -> str:
    """Return the mark of a content control; empty where it has none."""
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if tag is None else str(tag.get(qn("w:val"), ""))


def is_placeholder(control: etree._Element) -> bool:
    """Return whether a content control was emptied, and holds Word's own prompt to fill it."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def marks_in(body: etree._Element) -> Iterator[str]:
    """Yield every mark there is, of a content control or a bookmark."""
    for tag in body.iter(qn("w:tag")):
        yield str(tag.get(qn("w:val"), ""))
    for start in body.iter(qn("w:bookmarkStart")):
        yield mark_of_bookmark(start.get(qn("w:name"), ""))


def own(items: Sequence[Item], known: Mapping[str, object]) -> None:
    """Give each item the mark of its text: by its control, or else by the bookmarks around it."""
    for item in items:
        if item.mark not in known:
            item.mark = ""
    in_controls = {item.mark for item in items}
    for mark, (first, last) in _spans(items).items():
        if mark in known and mark not in in_controls:
            for item in items[first : last + 1]:
                item.mark = item.mark or mark


def _spans(items: Sequence[Item]) -> dict[str, tuple[int, int]]:
    """Return the first and last item among the bookmarks of each mark."""
    marks: dict[str, str] = {}
    spans: dict[str, tuple[int, int]] = {}
    for place, item in enumerate(items):
        has_words = False
        for edge in item.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
            number = edge.get(qn("w:id"), "")
            if edge.tag == qn("w:t"):
                has_words = has_words or bool(edge.text)
            elif edge.tag == qn("w:bookmarkStart"):
                mark = marks[number] = mark_of_bookmark(edge.get(qn("w:name"), ""))
                first, last = spans.get(mark, (place, place))
                spans[mark] = (first, max(last, place))
            elif number in marks:
                first, last = spans[marks[number]]
                # a bookmark that ends before a paragraph's first word holds nothing of it
                end = place if has_words else place - 1
                spans[marks[number]] = (first, max(last, end))
    return spans
