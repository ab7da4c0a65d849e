"""Captions that Word counts."""

from commonground.documents.word.elements import Element, field, paragraph, run
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.styles import Style


def caption(book: Manuscript, label: str, says: str, *looks: Element) -> Element:
    """Return the caption of a table or figure, with its number."""
    number = run(str(book.next_caption(label)))
    counted = field(f"SEQ {label} \\* ARABIC", [number])
    content = [run(f"{label} "), *counted, run(f": {says}")]
    return paragraph(book.styles[Style.CAPTION], *content, looks=looks)
