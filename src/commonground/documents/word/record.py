"""What goes into a Word file so that its texts come back: marks in it, and a record of the marks.

Each text stands in a content control, and each of its paragraphs in a bookmark: Word keeps both,
and of the two LibreOffice 7.4 keeps the bookmarks, as long as none reaches from one paragraph to
another. A figure in a sentence stands in a content control, whose name Word keeps and whose place
LibreOffice does. The record is an xml part of its own, which both carry along.
"""

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from commonground.documents.contents import Document, Figure, Paragraph, Text
from commonground.documents.contents.tidying import cleaned
from commonground.documents.contents.writing import written

NAMESPACE = "urn:commonground:coming-back:1"
TEXT_MARK, FIGURE_MARK, MADE_MARK = "cg_", "cgf_", "cgm_"
"""How the names of marks begin; Word allows forty characters, and letters, digits and `_`."""

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = (
    '<ds:datastoreItem ds:itemID="{{{item}}}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    '<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
)


@dataclass(frozen=True, slots=True)
class Record:
    """What each mark in a file stands for, in the order in which they were made."""

    document: Document
    texts: dict[str, Text] = field(default_factory=dict)
    figures: dict[str, tuple[str, Figure]] = field(default_factory=dict)
    """Each figure with the mark of its text: no two figures of a document have one mark."""
    headings: dict[str, str] = field(default_factory=dict)
    """The words of each heading by its bookmark: whoever changes them is told that they stay."""

    def mark_text(self, text: Text) -> str:
        """Return the mark of a text that may come back, or of one that the document made."""
        mark = _mark_of(text) if text.revision else f"{MADE_MARK}{len(self.texts) + 1}"
        self.texts[mark] = text
        return mark

    def mark_figure(self, figure: Figure, text_mark: str) -> str:
        """Return the mark of a figure in the text of this mark."""
        mark = f"{FIGURE_MARK}{len(self.figures) + 1}"
        self.figures[mark] = (text_mark, figure)
        return mark

    def as_xml(self) -> bytes:
        """Return the record as the file keeps it."""
        root = ElementTree.Element("document", {"xmlns": NAMESPACE, "id": self.document.id})
        for mark, text in self.texts.items():
            about = {"mark": mark, "id": text.id, "revision": str(text.revision)}
            ElementTree.SubElement(root, "text", {**about, "sha256": digest(text.paragraphs)})
        for mark, (text_mark, figure) in self.figures.items():
            about = {"mark": mark, "text": text_mark, "reference": figure.reference}
            ElementTree.SubElement(root, "figure", {**about, "shown": shown(figure)})
        for mark, words in self.headings.items():
            ElementTree.SubElement(root, "heading", {"mark": mark, "shown": cleaned(words)})
        return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def shown(figure: Figure) -> str:
    """Return what stands for a figure in a sentence: its reference where nothing is known of it."""
    return cleaned(figure.text) or (f"[{figure.reference}]" if figure.reference else "")


def _mark_of(text: Text) -> str:
    """Return a mark that says by itself which text it is, even where the record was lost."""
    return f"{TEXT_MARK}{uuid.UUID(text.id).hex}"


def text_of_mark(mark: str) -> str:
    """Return the id of the text that a mark says; empty for any other mark.

    >>> text_of_mark("cg_5f0f3b1e6a534c578a520f0c2b8a1c11")
    '5f0f3b1e-6a53-4c57-8a52-0f0c2b8a1c11'
    """
    found = re.fullmatch(rf"{TEXT_MARK}([0-9a-f]{{32}})", mark)
    return str(uuid.UUID(found[1])) if found else ""


def bookmark_in(mark: str, number: int) -> str:
    """Return the name of the bookmark on a text's paragraph of this number, from 1."""
    return f"{mark}_{number}"


def mark_of_bookmark(name: str) -> str:
    """Return the mark that a bookmark on a paragraph was made from."""
    return name.rpartition("_")[0]


def digest(paragraphs: Iterable[Paragraph]) -> str:
    """Return what tells a text from every other: the same whatever wrote it, if it reads alike."""
    return hashlib.sha256(written(paragraphs).encode()).hexdigest()


def keep(record: Record, document_part: Part) -> None:
    """Put the record into a file with a text that may come back, as a part of its own."""
    if not any(text.revision for text in record.texts.values()):
        return
    package = document_part.package
    item = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}:{record.document.id}")).upper()
    properties = _PROPERTIES.format(item=item, namespace=NAMESPACE).encode()
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    about = Part(PackURI("/customXml/itemProps90.xml"), kind, properties, package)
    kept = Part(PackURI("/customXml/item90.xml"), "application/xml", record.as_xml(), package)
    kept.relate_to(about, f"{_RELATION}/customXmlProps")
    document_part.relate_to(kept, f"{_RELATION}/customXml")
