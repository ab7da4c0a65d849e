"""What a map is made of: the area's counts and boundaries, its layers, and one look at them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from commonground.documents.markings import OFFICIAL
from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules, load_analysis_rules
from commonground.geography.boundaries import Boundaries
from commonground.geography.comparing import Compared, compare
from commonground.geography.cubes import Cube
from commonground.geography.drawn import Drawn, drawn
from commonground.geography.looking import (
    Look,
    Period,
    look,
    months_before,
    period_of,
    unlocated_share,
)
from commonground.geography.map_figures import Figure, Measure, cautions_of, figure_of
from commonground.geography.map_notes import MapFacts
from commonground.geography.page_boundaries import read_page_boundaries
from commonground.reference import places_analysis_path
from commonground.rooms.people.access import Seat
from commonground.rooms.places import access, layer_access
from commonground.rooms.places.holding import Shelf
from commonground.rooms.places.layer_access import Laid
from commonground.rooms.places.layer_figures import layer_figure, layer_titles
from commonground.rooms.places.map_asking import LAYER, VULNERABILITY, Wanted
from commonground.rooms.places.models import AreaBoundaries, ChosenArea, CubeImport, Level
from commonground.rooms.places.month_words import months_told
from commonground.scoring.arrays import Array
from commonground.sentences import say_many

_DRAWN: Shelf[Drawn] = Shelf(most=8)
_OUTLINES: Shelf[Boundaries] = Shelf(most=8)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What maps of an area are made of."""

    about: ChosenArea
    bounds: AreaBoundaries
    shown: CubeImport
    cube: Cube
    drawn: Drawn
    laid: Sequence[Laid] = field(default=())

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be shown beside the measures of the counts."""
        return layer_titles(self.laid)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One map: what was asked for, what it shows, what must be said of it.

    look: None where the map is of no counts. refused: why it shows incidents and not what was asked
    for.
    """

    ground: Ground
    wanted: Wanted
    figure: Figure
    facts: MapFacts
    look: Look | None
    compared: Compared | None
    marking: str
    refused: str = ""


@cache
def analysis_rules() -> AnalysisRules:
    """Return the numbers by which counts by area are analysed."""
    return load_analysis_rules(places_analysis_path())


def ground_of(here: Seat, about: ChosenArea | None) -> Ground | None:
    """Return what maps of an area are made of; None while boundaries or counts are wanting."""
    if about is None:
        return None
    bounds = access.boundaries(about).get(Level.LSOA)
    shown = access.shown_import(about)
    if bounds is None or shown is None:
        return None
    cube = access.cube_of(shown)
    placed = _DRAWN.get((bounds.sha256, shown.sha256), lambda: _drawn(bounds, cube))
    if not placed.is_drawn.any():
        return None
    laid = layer_access.laid_on(layer_access.layers_of(here, about), Level.LSOA, cube.areas)
    return Ground(about, bounds, shown, cube, placed, laid)


def outlines_of(about: ChosenArea) -> tuple[AreaBoundaries, Boundaries] | None:
    """Return the boundaries of an area's LSOAs, with what is printed of them; None without any."""
    bounds = access.boundaries(about).get(Level.LSOA)
    if bounds is None:
        return None
    held = _OUTLINES.get(bounds.sha256, lambda: read_page_boundaries(access.geojson_of(bounds)))
    return bounds, held


def seen(ground: Ground, wanted: Wanted) -> Seen:
    """Return the map that is asked for; that of incidents where it cannot be made, saying why."""
    try:
        return _seen(ground, wanted)
    except BadInput as refused:
        usual = Wanted(Measure.INCIDENTS.value, wanted.period, wanted.categories, None, wanted.area)
        made = _seen(ground, usual)
        return Seen(
            ground, usual, made.figure, made.facts, made.look, None, made.marking,
            refused.faults[0],
        )  # fmt: skip


def _seen(ground: Ground, wanted: Wanted) -> Seen:
    if wanted.show.startswith(LAYER) or wanted.show == VULNERABILITY:
        figure, licence, marking = layer_figure(ground.laid, wanted, analysis_rules())
        said = (*figure.cautions, *_undrawn(ground), *_other_licences(licence, ground))
        facts = MapFacts(None, None, [], licence, said)
        return Seen(ground, wanted, figure, facts, None, None, marking)
    made = looked(ground, wanted)
    measure = Measure(wanted.show)
    compared = _compared(ground, wanted) if measure is Measure.CHANGE else None
    figure = figure_of(measure, made, compared, analysis_rules())
    return Seen(ground, wanted, figure, _facts(ground, made, compared, figure), made, compared,
                OFFICIAL)  # fmt: skip


def looked(ground: Ground, wanted: Wanted) -> Look:
    """Return the look at the counts that is asked for."""
    residents = layer_access.residents_on(ground.laid)
    return look(
        ground.cube, wanted.period, wanted.categories, analysis_rules(),
        neighbours=ground.drawn.neighbours,
        residents=None if residents is None else residents.values,
    )  # fmt: skip


def _compared(ground: Ground, wanted: Wanted) -> Compared:
    facts = ground.cube.facts
    earlier = (
        period_of(facts, *wanted.earlier) if wanted.earlier else months_before(facts, wanted.period)
    )
    return compare(ground.cube, earlier, wanted.period, wanted.categories, analysis_rules())


def _facts(ground: Ground, made: Look, compared: Compared | None, figure: Figure) -> MapFacts:
    left_out = [*(compared.earlier.left_out if compared else ()), *made.period.left_out]
    licence = ground.cube.facts.licence
    return MapFacts(
        incidents=made.incidents,
        unlocated=made.unlocated,
        missing=months_told(sorted(set(left_out))),
        licence=licence,
        cautions=(
            *figure.cautions, *_undrawn(ground), *cautions_of(made.categories),
            *_other_licences(licence, ground),
        ),
    )  # fmt: skip


def month_facts(ground: Ground, wanted: Wanted, month: str, by_area: Array) -> MapFacts:
    """Return what must be said of one month; by_area: its incidents, NaN where it is not whole."""
    facts = ground.cube.facts
    is_whole = month in facts.whole_months()
    return MapFacts(
        incidents=int(np.nansum(by_area)) if is_whole else None,
        unlocated=unlocated_share(facts, Period((month,), ())) if is_whole else None,
        missing=[] if is_whole else months_told([month]),
        licence=facts.licence,
        cautions=(
            *_undrawn(ground), *cautions_of(wanted.categories),
            *_other_licences(facts.licence, ground),
        ),
    )  # fmt: skip


def _other_licences(licence: str, ground: Ground) -> tuple[str, ...]:
    """Return the licence of the boundaries, where it is another than that of the figures."""
    return () if licence == ground.bounds.licence else (ground.bounds.licence,)


def _undrawn(ground: Ground) -> tuple[str, ...]:
    count = ground.drawn.without
    if not count:
        return ()
    return (
        say_many(
            "%(count)s area has no boundary: it is in the table and not on the map.",
            "%(count)s areas have no boundary: they are in the table and not on the map.",
            count,
        ),
    )


def _drawn(bounds: AreaBoundaries, cube: Cube) -> Drawn:
    held = read_page_boundaries(access.geojson_of(bounds))
    return drawn(held, cube.areas, cube.names)
