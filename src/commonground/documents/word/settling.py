"""Accepts what was tracked in a template, and forgets who tracked it and what was hidden.

A header keeps its deleted words in the file, with the name of who deleted them and when.
"""

from docx.document import Document as WordFile
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from commonground.documents.word.elements import Element


def _named(*names: str) -> frozenset[str]:
    return frozenset(qn(f"w:{name}") for name in names)


_UNWRAPPED = _named("ins", "moveTo")
_DROPPED = _named(
    "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
    "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel",
    "cellMerge", "commentRangeStart", "commentRangeEnd", "commentReference",
)  # fmt: skip
_PROPERTIES = _named("rPr", "trPr")
_HIDDEN = f"{qn('w:rPr')}/{qn('w:vanish')}"


def settle(file: WordFile) -> None:
    """Accept every tracked change in the parts of a file, and take out hidden words."""
    for part in file.part.package.iter_parts():
        if isinstance(part, XmlPart):
            _settle(part.element)


def _settle(root: Element) -> None:
    for row in list(root.iter(qn("w:tr"))):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            _drop(row)
    for run in list(root.iter(qn("w:r"))):
        if run.find(_HIDDEN) is not None:
            _drop(run)
    for found in list(root.iter(*_UNWRAPPED, *_DROPPED)):
        around = found.getparent()
        # in properties it only says that the paragraph's end, or the row, was put in or taken out
        is_mark = around is not None and around.tag in _PROPERTIES
        if found.tag in _UNWRAPPED and not is_mark:
            for held in list(found):
                found.addprevious(held)
        _drop(found)


def _drop(element: Element) -> None:
    around = element.getparent()
    if around is not None:
        around.remove(element)
