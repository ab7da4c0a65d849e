"""Writes what stands under a map as lines of an SVG, wrapped to its width."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement

from commonground.geography.map_looks import INK, PAPER, Swatch

FONT = "Arial, sans-serif"
"""Never "Arial" alone: where Arial is absent the map would have no words at all."""

MARGIN, LINE = 8.0, 22.0
"""Pixels: the edge of a map, and the height of a line of its words."""

_FONT_SIZE = 15.0
_SWATCH = (24.0, 16.0)
_DISC, _NUMERAL = 9.0, 11.0

_CHARACTER = 0.52
"""Times the size of the font: the width of a letter on average, on the safe side."""


def disc(group: Element, x: float, y: float, number: int) -> None:
    """Draw the number of a priority location in a disc about x, y."""
    SubElement(group, "circle", {
        "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{_DISC:g}",
        "fill": INK, "stroke": PAPER, "stroke-width": "1.5",
    })  # fmt: skip
    text_line(group, x, y, str(number), _NUMERAL).attrib.update(
        {"fill": PAPER, "text-anchor": "middle", "font-weight": "bold"}
    )


def text_line(group: Element, x: float, middle: float, text: str, size: float) -> Element:
    """Return a line of text that begins at x, its letters about the middle."""
    line = SubElement(group, "text", {
        "x": f"{x:.1f}", "y": f"{middle + size * 0.35:.1f}", "fill": INK,
        "font-family": FONT, "font-size": f"{size:g}",
    })  # fmt: skip
    line.text = text
    return line


@dataclass(slots=True)
class Sheet:
    """What is written under the areas, line by line; `top` is where the next line begins."""

    svg: Element
    width: float
    top: float

    def write(self, text: str, left: float = MARGIN, bold: str = "normal") -> None:
        """Write a text in as many lines as it needs."""
        for line in self._wrapped(text, left):
            text_line(self.svg, left, self.top + LINE / 2, line, _FONT_SIZE).set(
                "font-weight", bold
            )
            self.top += LINE

    def swatch(self, row: Swatch) -> None:
        """Draw a line of the legend."""
        SubElement(self.svg, "rect", {
            "x": f"{MARGIN + 1:g}", "y": f"{self.top + (LINE - _SWATCH[1]) / 2:g}",
            "width": f"{_SWATCH[0]:g}", "height": f"{_SWATCH[1]:g}", **row.look,
        })  # fmt: skip
        self.write(row.words, MARGIN + _SWATCH[0] + MARGIN)

    def numbered(self, number: int, name: str) -> None:
        """Draw the number of a priority location with its name."""
        middle = MARGIN + 1 + _SWATCH[0] / 2
        disc(self.svg, middle, self.top + LINE / 2, number)
        self.write(name, MARGIN + _SWATCH[0] + MARGIN)

    def _wrapped(self, text: str, left: float) -> Iterator[str]:
        room = (self.width - left - MARGIN) / (_FONT_SIZE * _CHARACTER)
        yield from wrap(text, max(int(room), 1)) or [""]
