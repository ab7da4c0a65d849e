"""What the page of the map shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.geography.concentration import Concentration
from commonground.geography.looking import Look
from commonground.geography.map_figures import INCIDENTS, Column, Measure
from commonground.geography.map_looks import Swatch, colours, legend
from commonground.geography.map_notes import described, notes
from commonground.geography.mapping import MapWords, choropleth
from commonground.geography.month_classes import month_classes
from commonground.geography.presence import Presence
from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.map_asking import Wanted
from commonground.rooms.places.map_reading import Ground, Seen, analysis_rules, month_facts
from commonground.rooms.places.month_words import months_told, period_told, presence_told
from commonground.rooms.places.presenters import area_told, decimal, whole
from commonground.rooms.places.rules import Verb
from commonground.rooms.telling import tell

MAP_ID = "places-map"
KINDS = {
    "svg": gettext_lazy("the map as SVG"),
    "csv": gettext_lazy("the list as csv"),
    "xlsx": gettext_lazy("the list as xlsx for Excel"),
}
"""As what a map can be taken away."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the list beside the map. of_class: -1 where it has no figure."""

    code: str
    name: str
    cells: tuple[str, ...]
    of_class: int
    is_outlined: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map with its list, and what must be said of both."""

    area: str
    title: str
    refused: str
    headings: tuple[str, ...]
    rows: list[AreaRow]
    chosen: str
    """The area that was chosen, with its figures; empty where none is."""
    legend: tuple[Swatch, ...]
    notes: tuple[str, ...]
    findings: list[str]
    colours: str
    description: str
    months: list[tuple[str, str]]
    """What the slider goes through; nothing where the map is not of incidents."""
    month_at: int
    shapes_href: str
    months_href: str
    picture_href: str
    whole_href: str
    here_href: str
    """This map again, as it was asked for."""
    files: list[tuple[str, str]]
    links: list[tuple[str, str]]


def map_page(here: Seat, made: Seen, asked: QueryDict) -> MapPage:
    """Return the page of a map."""
    ground, figure = made.ground, made.figure
    rows = _rows(made)
    query = f"?{asked.urlencode()}" if asked else ""
    months = _slider(made)
    return MapPage(
        area=area_told(ground.about),
        title=title_of(made),
        refused=tell(made.refused),
        headings=tuple(tell(one.heading) for one in figure.columns),
        rows=rows,
        chosen=next((_chosen(one, made) for one in rows if one.is_chosen), ""),
        legend=legend(figure.found, MAP_ID, figure.outlined, tell),
        notes=tuple(tell(one) for one in notes(made.facts, figure.found)),
        findings=_findings(made),
        colours=" ".join(colours(len(figure.found))),
        description=tell(described(ground.cube.names, figure.values, figure.found)),
        months=months,
        month_at=_place_of(months, made.wanted.period.last),
        shapes_href=address("shapes", here, ground.bounds.pk),
        months_href=address("map_months", here) + query if months else "",
        picture_href=address("map_picture", here) + query,
        whole_href=address("places", here),
        here_href=address("places", here) + query,
        files=[
            (str(words), address("map_file", here, kind) + query)
            for kind, words in KINDS.items() if address_if("map_file", here, Verb.EXPORT, kind)
        ],
        links=_links(here),
    )  # fmt: skip


def title_of(made: Seen) -> str:
    """Return what a map shows, of which months."""
    words = tell(made.figure.words)
    if made.look is None:
        return words
    told = {"figure": words, "period": period_told(made.look.period)}
    if made.compared is not None:
        told["earlier"] = period_told(made.compared.earlier)
        return _("%(figure)s, %(period)s against %(earlier)s") % told
    return _("%(figure)s, %(period)s") % told


def drawing(made: Seen, width: float, marking: str = "") -> str:
    """Return the map as one SVG, with its legend, its notes and the marking that it leaves with."""
    ground, figure = made.ground, made.figure
    title = f"{ground.about.name}: {title_of(made)}"
    return choropleth(
        ground.drawn.boundaries,
        ground.drawn.classes(figure.found),
        MapWords(
            MAP_ID,
            title,
            tell(described(ground.cube.names, figure.values, figure.found)),
            f"{marking} \N{EN DASH} {title}" if marking else title,
        ),
        made.facts,
        outlined=ground.drawn.outlined(figure.outlined),
        width=width,
        tell=tell,
    )


def months_of(ground: Ground, wanted: Wanted) -> dict[str, object]:
    """Return incidents of every month by area, in classes that are the same for all months."""
    facts = ground.cube.facts
    counts = ground.cube.by_month(facts.months, wanted.categories)
    is_whole = [one.presence is Presence.WHOLE for one in facts.presence()]
    counts[:, [not one for one in is_whole]] = np.nan
    found = month_classes(counts, analysis_rules().map_classes)
    words = [presence_told(one) for one in facts.presence()]
    figure = tell(INCIDENTS)
    return {
        "codes": list(facts.areas),
        "months": list(facts.months),
        "is_whole": is_whole,
        "words": words,
        "titles": [
            _("%(figure)s, %(period)s") % {"figure": figure, "period": one} for one in words
        ],
        "colours": colours(len(found[0])),
        "legend": [[one.words for one in legend(each, MAP_ID, None, tell)] for each in found],
        "classes": [each.of_area.tolist() for each in found],
        "counts": [
            [None if np.isnan(one) else int(one) for one in counts[:, at]]
            for at in range(len(facts.months))
        ],
        "notes": [
            [tell(one) for one in notes(month_facts(ground, wanted, month, by_area), each)]
            for month, by_area, each in zip(facts.months, counts.T, found, strict=True)
        ],
    }


def _rows(made: Seen) -> list[AreaRow]:
    figure, cube = made.figure, made.ground.cube
    cells = list(zip(*(_cells(one) for one in figure.columns), strict=True))
    found = figure.found.of_area.tolist()
    lined = figure.outlined.areas.tolist() if figure.outlined else [False] * len(found)
    return [
        AreaRow(
            cube.areas[at], cube.names[at], cells[at], found[at], lined[at],
            cube.areas[at] == made.wanted.area,
        )
        for at in figure.order()
    ]  # fmt: skip


def _cells(column: Column) -> Iterable[str]:
    if not isinstance(column.cells, np.ndarray):
        return [tell(one) for one in column.cells]
    unknown = _("not known")
    return [
        unknown if np.isnan(one) else decimal(one, column.places) for one in column.cells.tolist()
    ]


def _chosen(row: AreaRow, made: Seen) -> str:
    headings = (tell(one.heading) for one in made.figure.columns)
    told = "; ".join(f"{each}: {cell}" for each, cell in zip(headings, row.cells, strict=True))
    return f"{row.name} ({row.code}). {told}"


def _slider(made: Seen) -> list[tuple[str, str]]:
    if made.wanted.show != Measure.INCIDENTS:
        return []
    return [(one.month, presence_told(one)) for one in made.ground.cube.facts.presence()]


def _place_of(months: list[tuple[str, str]], month: str) -> int:
    return next((at for at, (one, _words) in enumerate(months) if one == month), 0)


def _findings(made: Seen) -> list[str]:
    if made.look is None or made.compared is not None:
        return []
    look = made.look
    return [*_concentrated(look.concentration), *_spots_told(look), *_trend_told(look)]


def _concentrated(held: Concentration) -> list[str]:
    if np.isnan(held.gini):
        return []
    smaller, larger = analysis_rules().concentration_shares
    told: Mapping[str, str] = {
        "few": _share(held.share_holding(smaller)), "smaller": f"{smaller:.0%}",
        "more": _share(held.share_holding(larger)), "larger": f"{larger:.0%}",
        "gini": decimal(held.gini, 3),
    }  # fmt: skip
    return [
        _(
            "%(few)s of the areas hold %(smaller)s of the incidents, and %(more)s hold %(larger)s "
            "(Gini coefficient %(gini)s)."
        )
        % told
    ]


def _spots_told(look: Look) -> list[str]:
    if look.spots is None or look.moran is None or np.isnan(look.moran.i):
        return []
    told = {
        "hot": whole(int(look.spots.hot.sum())), "cold": whole(int(look.spots.cold.sum())),
        "tested": whole(look.spots.tested), "moran": decimal(look.moran.i, 3),
    }  # fmt: skip
    return [
        _(
            "Of %(tested)s areas, %(hot)s are hot spots and %(cold)s cold spots beyond chance "
            "(Getis-Ord Gi*; Moran’s I %(moran)s)."
        )
        % told
    ]


def _trend_told(look: Look) -> list[str]:
    if look.trend is None:
        return [tell(look.no_trend)] if look.no_trend else []
    told = {
        "change": _signed(look.trend.change), "low": _signed(look.trend.low),
        "high": _signed(look.trend.high), "sure": str(look.trend.interval_percent),
    }  # fmt: skip
    return [
        _(
            "Season taken out, incidents change by %(change)s a year (%(low)s to %(high)s, "
            "%(sure)s%% sure)."
        )
        % told
    ]


def _share(value: float) -> str:
    return f"{decimal(100 * value, 1)}%"


def _signed(value: float) -> str:
    return f"{'+' if value >= 0 else '−'}{decimal(abs(100 * value), 1)}%"


def _links(here: Seat) -> list[tuple[str, str]]:
    return [
        (_("Areas"), address("areas", here)),
        (_("Boundaries"), address("boundaries", here)),
        (_("Imports"), address("imports", here)),
        (_("Layers"), address("layers", here)),
        (_("Imports"), address("imports", here)),
        (_("Priority locations"), address("locations", here)),
    ]


@dataclass(frozen=True, slots=True)
class NothingWhole:
    """The page where no month of the counts is whole."""

    area: str
    months: list[str]
    links: list[tuple[str, str]]


def nothing_whole(here: Seat, ground: Ground) -> NothingWhole:
    """Return the page of an area of whose months none is whole."""
    months = months_told(ground.cube.facts.not_whole())
    return NothingWhole(area_told(ground.about), months, _links(here))
