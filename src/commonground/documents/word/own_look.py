"""The look of our own template: Arial, dark blue headings, nothing that prints badly."""

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from commonground.documents.word.elements import w

_INK, _BLUE = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x12, 0x43, 0x6D)
_WORDS = {"Normal": 11, "List Bullet": 11, "List Number": 11, "Quote": 11, "Subtitle": 14}
_HEADS = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12, "Caption": 10}
"""Sizes in points."""

_MARGIN, _EDGE = Cm(2.3), Cm(1)


def set_own_look(file: WordFile) -> None:
    """Give a new file the look and the page of our own template."""
    for name, size in {**_WORDS, **_HEADS}.items():
        style = file.styles[name]
        if isinstance(style, ParagraphStyle):
            _set(style, size)
    file.styles["Quote"].element.get_or_add_pPr().append(w("ind", left=425))
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    page.header_distance = page.footer_distance = _EDGE


def _set(style: ParagraphStyle, size: int) -> None:
    name = style.name or ""
    looks = style.element.get_or_add_rPr()
    for old in (*looks.findall(qn("w:rFonts")), *looks.findall(qn("w:spacing"))):
        looks.remove(old)
    looks.insert(0, w("rFonts", ascii="Arial", hAnsi="Arial", cs="Arial", eastAsia="Arial"))
    style.font.size, style.font.italic = Pt(size), name == "Quote"
    style.font.color.rgb = _BLUE if name in _HEADS else _INK
    form = style.paragraph_format
    form.space_before = Pt(size if name.startswith("Heading") else 0)
    form.space_after, form.line_spacing = Pt(6), 1.15
    form.keep_with_next = name.startswith("Heading") or None
    form.widow_control = True
