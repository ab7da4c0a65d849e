"""How the cells of our workbooks look, in one place."""

from collections.abc import Mapping
from enum import StrEnum, auto

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook


class Style(StrEnum):
    """What a cell is, from which follows how it looks."""

    TITLE = auto()
    SECTION = auto()
    PROSE = auto()
    HEADING = auto()
    TEXT_HEADING = auto()
    COMPUTED_HEADING = auto()
    """Above a column that the workbook computes, so that nobody types in it."""
    TEXT = auto()
    NUMBER = auto()
    """General: every digit the number has and no zero that it has not."""
    LEFT_NUMBER = auto()
    """A number in a wide column."""
    COMPUTED = auto()
    COUNT = auto()
    """A whole number; a dash for none."""
    SHARE = auto()
    """A percentage."""
    RATIO = auto()
    DRAWS = auto()
    """A share of the draws, in as many places as the draws can tell apart."""
    ENTRY = auto()
    """An empty cell for a score."""
    LABEL_ENTRY = auto()
    """An empty cell for an answer in words, which Excel may not take for a date."""
    OPEN_TEXT = auto()
    """What may be changed on a sheet that is locked but for this, and so each OPEN below."""
    OPEN_DATE = auto()
    OPEN_POUNDS = auto()
    OPEN_NUMBER = auto()
    GREYED = auto()
    """What may not be changed."""
    GREYED_DATE = auto()
    GREYED_NUMBER = auto()
    IN = auto()
    CONTESTED = auto()
    OUT = auto()
    UNKNOWN = auto()


Styles = Mapping[Style, Format]

_FONT: dict[str, object] = {"font_name": "Arial", "font_size": 10}
_RULE: dict[str, object] = {"border": 1, "border_color": "#CBD0D3", "valign": "top"}
_TOP: dict[str, object] = {
    "bold": True,
    "font_size": 9,
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": "#FFFFFF",
}
_RIGHT: dict[str, object] = _RULE | {"align": "right", "indent": 1}
_CENTRED: dict[str, object] = _RULE | {"align": "center"}
_LEFT: dict[str, object] = _RULE | {"align": "left", "indent": 1}
_AS_TEXT: dict[str, object] = _LEFT | {"num_format": "@", "text_wrap": True}
_OPEN: dict[str, object] = {"locked": False}
_DATE: dict[str, object] = {"num_format": "d mmm yyyy"}
_GREY: dict[str, object] = {"bg_color": "#F3F2F1", "font_color": "#505A5F"}

_LOOKS: dict[Style, dict[str, object]] = {
    Style.TITLE: {"bold": True, "font_size": 14},
    Style.SECTION: {"bold": True, "font_size": 12},
    Style.PROSE: {"text_wrap": True, "valign": "top"},
    Style.HEADING: _TOP | {"bg_color": "#003078", "align": "center"},
    Style.TEXT_HEADING: _TOP | {"bg_color": "#003078", "align": "left", "indent": 1},
    Style.COMPUTED_HEADING: _TOP | {"bg_color": "#505A5F", "align": "center"},
    Style.TEXT: _AS_TEXT,
    Style.NUMBER: _RIGHT,
    Style.LEFT_NUMBER: _LEFT,
    Style.COMPUTED: _RIGHT | {"bg_color": "#F3F2F1"},
    Style.COUNT: _RIGHT | {"num_format": '#,##0;-#,##0;"–"'},
    Style.SHARE: _RIGHT | {"num_format": "0.0%"},
    Style.RATIO: _RIGHT | {"num_format": "0.000"},
    Style.ENTRY: _CENTRED,
    Style.LABEL_ENTRY: _CENTRED | {"num_format": "@", "text_wrap": True},
    Style.OPEN_TEXT: _AS_TEXT | _OPEN,
    Style.OPEN_DATE: _LEFT | _DATE | _OPEN,
    Style.OPEN_POUNDS: _RIGHT | _OPEN | {"num_format": "£#,##0.00"},
    Style.OPEN_NUMBER: _RIGHT | _OPEN,
    Style.GREYED: _AS_TEXT | _GREY,
    Style.GREYED_DATE: _LEFT | _DATE | _GREY,
    Style.GREYED_NUMBER: _RIGHT | _GREY,
    Style.IN: _CENTRED | {"bg_color": "#CCE2D8", "font_color": "#005A30"},
    Style.CONTESTED: _CENTRED | {"bg_color": "#FFF7BF", "font_color": "#594D00"},
    Style.OUT: _CENTRED | {"bg_color": "#EEEFEF", "font_color": "#383F43"},
    Style.UNKNOWN: _CENTRED | {"bg_color": "#F4CDC6", "font_color": "#2A0B06"},
}

TINTS = ("#EEF4FA", "#D2E2F1", "#B0CCE6", "#85B0D8", "#5694CA")
"""For a method's own bands, from the lowest to the highest."""
MISSING, WRONG = "#FFF7BF", "#F4CDC6"
BARS = ("#5694CA", "#A9C8E4")


def make_styles(book: Workbook, draws: int) -> Styles:
    """Return the workbook's formats by what they are for; `draws` is what shares are shares of."""
    places = max(len(str(draws - 1)), 1)
    looks = _LOOKS | {Style.DRAWS: _RIGHT | {"num_format": f"0.{'0' * places}"}}
    return {style: book.add_format(_FONT | look) for style, look in looks.items()}
