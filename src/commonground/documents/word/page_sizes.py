"""How much room a page has, and pages turned for a table that is too wide."""

from copy import deepcopy

from docx.oxml.ns import qn

from commonground.documents.word.elements import Element

TWIP = 635
"""EMU in a twentieth of a point."""


def text_width(section: Element) -> int:
    """Return the width between the margins, in twentieths of a point."""
    margins, size = _part(section, "pgMar"), _part(section, "pgSz")
    return _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right")


def text_height(section: Element) -> int:
    """Return the height between the margins, in twentieths of a point."""
    margins, size = _part(section, "pgMar"), _part(section, "pgSz")
    # a margin below nought is one that the header may not push down
    return _twips(size, "h") - abs(_twips(margins, "top")) - abs(_twips(margins, "bottom"))


def is_lying(section: Element) -> bool:
    """Return whether a page is wider than it is high."""
    size = _part(section, "pgSz")
    return _twips(size, "w") > _twips(size, "h")


def turned(section: Element) -> Element:
    """Return a section whose page lies on its long side."""
    made = deepcopy(section)
    size = _part(made, "pgSz")
    short, long = sorted((_twips(size, "w"), _twips(size, "h")))
    size.attrib.update({qn("w:w"): str(long), qn("w:h"): str(short), qn("w:orient"): "landscape"})
    return made


def turn(section: Element) -> None:
    """Turn a section's own page onto its long side."""
    size = _part(section, "pgSz")
    size.attrib.update(_part(turned(section), "pgSz").attrib)


def _part(section: Element, name: str) -> Element:
    found = section.find(qn(f"w:{name}"))
    if found is None:
        raise ValueError(f"a section of a template says its {name}; this one does not")
    return found


def _twips(part: Element, name: str) -> int:
    return int(float(part.get(qn(f"w:{name}")) or 0))
