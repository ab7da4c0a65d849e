"""What stands under every map in words, because a reader is misled without it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonground.geography.classing import Classes, Classing
from commonground.sentences import say, say_many

_NAMED = 5
"""Areas that a description names."""


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What a map cannot show of itself.

    incidents: how many the map is made of; None where its values count nothing.
    unlocated: the share of incidents that have no area, from 0 to 1; None where nobody can say.
    missing: the periods left out because they are missing or partial, in words.
    licence: the notice that the figures and boundaries come with.
    cautions: what else a reader must know, such as whom a rate counts.
    """

    incidents: int | None
    unlocated: float | None
    missing: Sequence[str]
    licence: str
    cautions: Sequence[str] = ()


def notes(facts: MapFacts, found: Classes) -> tuple[str, ...]:
    """Return the sentences that stand under a map, the licence last."""
    return (
        *_numbers(facts, found),
        *([_CLASSINGS[found.classing]] if found.classing else []),
        say("Left out because missing or partial: %(periods)s.", periods=", ".join(facts.missing))
        if facts.missing
        else say("No period is missing or partial."),
        *facts.cautions,
        facts.licence,
    )


def described(names: Sequence[str], values: ArrayLike, found: Classes) -> str:
    """Return what a map shows for who cannot see it: how many areas, and which are highest.

    names, values: one for each area, NaN where unknown. A table beside the map says the rest.
    """
    table = np.asarray(values, dtype=np.float64)
    # in the order of the file where values tie, so that it reads the same each time
    order = np.argsort(-table, kind="stable")[: min(_NAMED, int(np.sum(~np.isnan(table))))]
    shown = say_many(
        "A map of %(count)s area, the darker the higher.",
        "A map of %(count)s areas, the darker the higher.",
        len(names),
    )
    if not order.size:
        return say("%(map)s None has a figure.", map=shown)
    return say(
        "%(map)s Highest: %(names)s. Without a figure: %(without)s.",
        map=shown,
        names=", ".join(names[place] for place in order),
        without=f"{found.without:,}",
    )


def _numbers(facts: MapFacts, found: Classes) -> tuple[str, ...]:
    areas = say_many(
        "%(count)s area, %(without)s of them without a figure.",
        "%(count)s areas, %(without)s of them without a figure.",
        len(found.of_area),
        without=f"{found.without:,}",
    )
    if facts.incidents is None:
        return (areas,)
    return (
        areas,
        say_many("%(count)s incident on the map.", "%(count)s incidents on the map.",
                 facts.incidents),
        say("How many incidents have no area is not known.")
        if facts.unlocated is None
        else say("%(share)s of incidents have no area and are on no map.",
                 share=f"{100 * facts.unlocated:.1f}%"),
    )  # fmt: skip


_CLASSINGS = {
    Classing.QUANTILE: say("Classes hold as many areas each, so far as ties allow (quantiles)."),
    Classing.NATURAL: say("Classes are divided where the values leave gaps (natural breaks)."),
    Classing.EQUAL: say("Classes are equally wide."),
}
