"""What a map's colours, hatch and lines are, and the legend that says what they mean."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from commonground.geography.classing import Classes
from commonground.scoring.arrays import Flags
from commonground.sentences import say, say_many

INK, PAPER, BORDER = "#0b0c0c", "#ffffff", "#6f777b"
LIGHTEST, DARKEST = (231, 240, 247), (18, 67, 109)
"""The ends of one hue, light for little: the colours between keep their order in greyscale."""

THICK = "2"
"""Pixels: the line about areas that stand out."""

Tell = Callable[[str], str]
"""Tells a sentence in the reader's language; `str` leaves it in English."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlined:
    """Areas to be drawn with a thick line, shape (areas,), and what that means."""

    areas: Flags
    meaning: str


@dataclass(frozen=True, slots=True)
class Swatch:
    """One line of a legend: the attributes of its rectangle in SVG, and its words."""

    look: dict[str, str]
    words: str


def legend(
    found: Classes, map_id: str, outlined: Outlined | None = None, tell: Tell = str
) -> tuple[Swatch, ...]:
    """Return the lines of a legend: each class, no figure, what is outlined."""
    labels = [*found.labels, say("No figure")]
    counts = [*found.counts.tolist(), found.without]
    rows = [
        Swatch({"fill": fill, "stroke": BORDER, "stroke-width": "1"}, _with_n(label, count, tell))
        for label, count, fill in zip(labels, counts, fills(len(found), map_id), strict=True)
    ]
    if outlined is not None:
        thick = {"fill": PAPER, "stroke": INK, "stroke-width": THICK}
        rows.append(Swatch(thick, _with_n(outlined.meaning, int(outlined.areas.sum()), tell)))
    return tuple(rows)


def fills(number: int, map_id: str) -> tuple[str, ...]:
    """Return the fill of each class, light to dark, and last the hatch for no figure."""
    return (*colours(number), f"url(#{map_id}-none)")


def colours(number: int) -> tuple[str, ...]:
    """Return so many colours from light to dark, as #rrggbb; one alone is the dark one.

    >>> colours(3)
    ('#e7f0f7', '#7c9ab2', '#12436d')
    """
    steps = np.linspace(0, 1, number) if number > 1 else np.ones(number)
    mixed = np.outer(1 - steps, LIGHTEST) + np.outer(steps, DARKEST)
    return tuple("#" + "".join(f"{round(part):02x}" for part in colour) for colour in mixed)


def _with_n(label: str, count: int, tell: Tell) -> str:
    return tell(say_many("%(label)s: %(count)s area", "%(label)s: %(count)s areas", count,
                         label=label))  # fmt: skip
