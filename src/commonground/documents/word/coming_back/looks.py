"""What a paragraph or a run is, by its style and numbering, whichever program saved the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from commonground.documents.contents import ParagraphKind
from commonground.documents.word.archives import Parts, tree_of

_DEEPEST = 20
"""Styles based on one another; a template may base one on itself by mistake."""

_OFF = ("0", "false", "none", "off")
_LAID_OUT = (
    "title", "subtitle", "caption", "table", "picture", "protective marking", "page number line",
    "toc", "contents", "header", "footer", "figure", "illustration",
)  # fmt: skip
_VALUE = qn("w:val")


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles and lists of a file."""

    styles: Mapping[str, etree._Element]
    levels: Mapping[tuple[str, str], str]
    """The format of a level of a list, by the list's number and the level."""

    def kind_of(self, paragraph: etree._Element) -> ParagraphKind:
        """Return what a paragraph is."""
        names = list(self._names(paragraph))
        if any(name in ("quote", "intense quote", "quotations") for name in names):
            return ParagraphKind.QUOTE
        listed = self._format(paragraph)
        if listed == "bullet" or (not listed and any("list bullet" in name for name in names)):
            return ParagraphKind.BULLET
        if listed or any("list number" in name for name in names):
            return ParagraphKind.NUMBER
        return ParagraphKind.BODY

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph is a heading of any level."""
        return any(name.startswith("heading") for name in self._names(paragraph))

    def is_laid_out(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph belongs to the document's frame and to no text."""
        name = next(self._names(paragraph), "")
        return name.startswith((*_LAID_OUT, "heading"))

    def is_set(self, run: etree._Element, look: str) -> bool:
        """Return whether a run is bold (`b`) or italic (`i`), by itself or by its style."""
        own = run.find(f"{qn('w:rPr')}/{qn(f'w:{look}')}")
        if own is not None:
            return own.get(_VALUE, "1") not in _OFF
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        for each in self._chain("" if style is None else style.get(_VALUE, "")):
            found = each.find(f"{qn('w:rPr')}/{qn(f'w:{look}')}")
            if found is not None:
                return found.get(_VALUE, "1") not in _OFF
        return False

    def _names(self, paragraph: etree._Element) -> Iterator[str]:
        for style in self._chain(_style_of(paragraph)):
            name = style.find(qn("w:name"))
            yield "" if name is None else str(name.get(_VALUE, "")).casefold()

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """Yield a style, and each that it is based on."""
        for _ in range(_DEEPEST):
            if style not in self.styles:
                return
            found = self.styles[style]
            yield found
            base = found.find(qn("w:basedOn"))
            style = "" if base is None else base.get(_VALUE, "")

    def _format(self, paragraph: etree._Element) -> str:
        """Return the format of the list a paragraph is in; empty where it is in none."""
        for holder in (paragraph, *self._chain(_style_of(paragraph))):
            number = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if number is not None:
                level = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
                depth = "0" if level is None else level.get(_VALUE, "0")
                found = self.levels.get((number.get(_VALUE, ""), depth), "")
                return "" if found == "none" else found
        return ""


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(_VALUE, "")


def looks_of(parts: Parts) -> Looks:
    """Return the styles and lists of a file; one that has none of either looks plain."""
    styles: dict[str, etree._Element] = {}
    if (name := "word/styles.xml") in parts:
        found = tree_of(name, parts[name]).iter(qn("w:style"))
        styles = {str(each.get(qn("w:styleId"), "")): each for each in found}
    return Looks(styles, _levels(parts))


def _levels(parts: Parts) -> dict[tuple[str, str], str]:
    name = "word/numbering.xml"
    if name not in parts:
        return {}
    root = tree_of(name, parts[name])
    formats: dict[str, dict[str, str]] = {}
    for kind in root.iter(qn("w:abstractNum")):
        formats[kind.get(qn("w:abstractNumId"), "")] = {
            level.get(qn("w:ilvl"), ""): each.get(_VALUE, "")
            for level in kind.findall(qn("w:lvl"))
            for each in level.findall(qn("w:numFmt"))
        }
    return {
        (number.get(qn("w:numId"), ""), level): said
        for number in root.iter(qn("w:num"))
        for kind in number.findall(qn("w:abstractNumId"))
        for level, said in formats.get(kind.get(_VALUE, ""), {}).items()
    }
