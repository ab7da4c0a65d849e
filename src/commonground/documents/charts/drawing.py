"""Draws a chart from its Vega-Lite description as SVG: offline, repeatable, and said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import vl_convert

from commonground.documents.words import shortened

Spec = dict[str, object]

INK = "#0b0c0c"
DARK = "#12436d"
LIGHT = "#ffe9c7"
GREY = "#858a8f"
RULE = "#b1b4b6"
FAINT = "#e3e4e5"
"""Six tones that keep their order in greyscale; a shape or a word always says the same."""

FONT = "Arial, sans-serif"
"""Never "Arial" alone: where Arial is absent the picture would have no text at all."""

FONT_SIZE = 13

WIDTH, LABELS_END, STEP = 960, 330, 22
"""Pixels: a chart's width, where its labels end on the left, and the height of one line."""

LONGEST_LABEL = 48
"""Characters that fit before LABELS_END."""

_CONFIG: Mapping[str, object] = {
    "aria": False,
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "text": {"font": FONT, "fontSize": FONT_SIZE, "color": INK, "baseline": "middle"},
    "axis": {
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
        "gridColor": FAINT,
        "domainColor": RULE,
        "tickColor": RULE,
        "labelOverlap": False,
    },
    "legend": {"labelFontSize": FONT_SIZE, "labelColor": INK, "symbolStrokeWidth": 1.5},
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a chart says in words: an id unique in the page, a short title and a description."""

    id: str
    title: str
    description: str


def drawn(spec: Spec, says: Alternative) -> str:
    """Return the chart that a Vega-Lite specification describes, as one SVG element.

    The element names itself by its title and describes itself; nothing in it refers outside.
    """
    given = {**spec, "config": _CONFIG}
    # no address is allowed, so a specification that asked for a file or a site would fail
    svg = ElementTree.fromstring(vl_convert.vegalite_to_svg(given, allowed_base_urls=[]))
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name == "role" or name.startswith("aria-")]:
            del element.attrib[name]
    return accessible(svg, says)


def accessible(svg: ElementTree.Element, says: Alternative) -> str:
    """Return an SVG element as text, with its title and description in it."""
    title, description = ElementTree.Element("title"), ElementTree.Element("desc")
    title.text, description.text = says.title, says.description
    for place, (part, element) in enumerate((("title", title), ("desc", description))):
        element.set("id", f"{says.id}-{part}")
        svg.insert(place, element)
    svg.attrib.update(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "id": says.id,
            "role": "img",
            "aria-labelledby": f"{says.id}-title",
            "aria-describedby": f"{says.id}-desc",
        }
    )
    return ElementTree.tostring(svg, encoding="unicode")


def ticks(highest: int) -> list[int]:
    """Return the whole numbers to mark on an axis that starts at 1.

    >>> ticks(7), ticks(106)
    ([1, 2, 3, 4, 5, 6, 7], [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    """
    steps = (size * 10**power for power in range(9) for size in (1, 2, 5))
    step = next(step for step in steps if highest <= 15 * step)
    return [1, *range(step if step > 1 else 2, highest + 1, step)]


def at(pixels: float) -> Spec:
    """Return the encoding that puts a mark at a fixed place, in pixels."""
    return {"value": pixels}


def words(field: str, x: float | Spec, align: str = "left", **mark: object) -> Spec:
    """Return a layer that writes a field of the data at a place along the row."""
    place = x if isinstance(x, dict) else at(x)
    return {
        "mark": {"type": "text", "align": align, **mark},
        "encoding": {"text": {"field": field}, "x": place},
    }


def only(field: str, value: str, layer: Spec) -> Spec:
    """Return a layer that draws only the rows whose field has this value."""
    return {"transform": [{"filter": {"field": field, "equal": value}}], **layer}


def label(text: str) -> str:
    """Return a text as a label that fits; the table beside the chart holds it whole."""
    return shortened(text, LONGEST_LABEL)


def rows_chart(
    rows: Sequence[Mapping[str, object]], layers: Sequence[Spec], width: int = WIDTH
) -> Spec:
    """Return a chart with one line for each row, in the order given; each row has a `label`."""
    numbered = [{"row": number, **row} for number, row in enumerate(rows)]
    return {
        "data": {"values": numbered},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}},
        "layer": [words("label", LABELS_END, "right"), *layers],
        "width": width,
        "height": {"step": STEP},
    }
