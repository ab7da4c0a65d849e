"""The styles that a document is set in: those a template must have, and those that are added."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from commonground.errors import BadInput
from commonground.sentences import say_many


class Style(StrEnum):
    """A style by the name that Word files hold in every language."""

    TITLE = "Title"
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    BULLET = "List Bullet"
    NUMBER = "List Number"
    QUOTE = "Quote"
    CAPTION = "Caption"
    TABLE = "Table Grid"
    BODY = "Normal"
    SUBTITLE = "Subtitle"
    CONTENTS_HEADING = "TOC Heading"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    CONTENTS_3 = "toc 3"
    CELL = "Table Text"
    HEADER_CELL = "Table Heading"
    NOTE = "Table Note"
    PICTURE = "Picture"
    MARKING = "Protective Marking"
    PAGE = "Page Number Line"


NEEDED = tuple(Style)[:9]
"""The styles whose look is the partnership's own."""

HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3)
CONTENTS = (Style.CONTENTS_1, Style.CONTENTS_2, Style.CONTENTS_3)

ADDED = tuple(Style)[10:]
"""The styles that a template may lack: they are added to each document written in it."""

_SIZES = {
    Style.CELL: 9,
    Style.HEADER_CELL: 9,
    Style.NOTE: 9,
    Style.MARKING: 10,
    Style.PAGE: 9,
    Style.SUBTITLE: 15,
    Style.CONTENTS_HEADING: 18,
}
_SPACES = {
    Style.CELL: (2, 2),
    Style.HEADER_CELL: (2, 2),
    Style.NOTE: (4, 12),
    Style.PICTURE: (6, 4),
}
_STRONG = (Style.HEADER_CELL, Style.MARKING, Style.CONTENTS_HEADING)
_CENTRED = (Style.MARKING, Style.PAGE, Style.PICTURE)
_KEPT_WITH_NEXT = (Style.HEADER_CELL, Style.CONTENTS_HEADING, Style.PICTURE)

Ids = Mapping[Style, str]


def style_ids(file: WordFile) -> Ids:
    """Return the id of each style in this file, after adding those that every template may lack.

    Raises BadInput that names each style which the template must have and has not.
    """
    there = named_in(file)
    _check(style for style in NEEDED if _key(style) not in there or not _is_usable(file, style))
    for style in ADDED:
        if _key(style) not in there:
            there[_key(style)] = _add(file, style)
    return {style: there.get(_key(style), "Normal") for style in Style}


def named_in(file: WordFile) -> dict[str, str]:
    """Return the id of each style of a file by its name, in small letters."""
    return {_key(style.name or ""): style.style_id for style in file.styles}


def _key(name: str) -> str:
    return name.casefold()


def _is_usable(file: WordFile, style: Style) -> bool:
    """Return whether a style does its part: one of lists must set a bullet or a number."""
    if style not in (Style.BULLET, Style.NUMBER):
        return True
    number = list_number(file, style)
    kinds = {relation.reltype.rpartition("/")[2] for relation in file.part.rels.values()}
    return "numbering" in kinds and number in {
        each.numId for each in file.part.numbering_part.element.num_lst
    }


def list_number(file: WordFile, style: Style) -> int:
    """Return the number of the list that a style is set in; 0 where it is set in none."""
    found = file.styles[style].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return 0 if found is None else int(found.get(qn("w:val"), "0"))


def _check(missing: Iterable[Style]) -> None:
    names = ", ".join(missing)
    if names:
        raise BadInput(
            say_many(
                "The template lacks the style %(names)s. Open it in Word, use the style once, "
                "delete the paragraph, and save the template.",
                "The template lacks the styles %(names)s. Open it in Word, use each of them once, "
                "delete the paragraphs, and save the template.",
                names.count(",") + 1,
                names=names,
            )
        )


def _add(file: WordFile, style: Style) -> str:
    """Add one of the styles that follow from the others, and return its id."""
    made = file.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH, builtin=style in CONTENTS)
    made.base_style = file.styles["Normal"]
    form = made.paragraph_format
    form.space_before, form.space_after = (Pt(size) for size in _SPACES.get(style, (0, 4)))
    form.keep_with_next = style in _KEPT_WITH_NEXT
    if style in _CENTRED:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if style in CONTENTS:
        form.left_indent = Pt(14 * CONTENTS.index(style))
    if style in _SIZES:
        made.font.size = Pt(_SIZES[style])
    made.font.bold = True if style in _STRONG else None
    return str(made.style_id)
