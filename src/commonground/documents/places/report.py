"""The report on places as a document: html, Word and pdf are written of the same."""

import datetime
from collections.abc import Iterator

import numpy as np

from commonground.documents.contents import (
    Alignment,
    Block,
    Chart,
    Column,
    Document,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    Table,
    Text,
)
from commonground.documents.places.told import Told, missing_words
from commonground.documents.words import counted
from commonground.geography.boundaries import Boundaries
from commonground.geography.cautions import (
    ASB_IS_COUNTED_IN,
    NOT_THE_THING,
    ONLY_MONTH_AND_AREA,
)
from commonground.geography.classing import Classing, classes
from commonground.geography.cube_facts import Holds
from commonground.geography.emerging import Pattern
from commonground.geography.harm import Harm
from commonground.geography.looking import ASB
from commonground.geography.map_looks import Outlined
from commonground.geography.map_notes import MapFacts, described
from commonground.geography.mapping import MapWords, choropleth
from commonground.geography.presence import Presence
from commonground.geography.rates import RESIDENTS_MISLEAD

_LISTED = 20
"""Areas in the table of those with most incidents."""


def report(told: Told, *, date: datetime.date, marking: str) -> Document:
    """Return the report on the places of one look, for whoever writes documents."""
    facts, look = told.cube.facts, told.look
    return Document(
        id="places",
        title=f"Places in {facts.area.name}: {look.period.first} to {look.period.last}",
        partnership=facts.area.name,
        version=told.digest[:12],
        author="Not stated",
        date=date,
        marking=marking,
        language="en-GB",
        details=(
            ("Counts", "outcomes" if facts.holds is Holds.OUTCOMES else "incidents"),
            ("Categories", ", ".join(look.categories)),
            ("Cube", told.digest),
            ("Rules of analysis", told.rules.id),
            ("Licence", facts.licence),
        ),
        sections=tuple(_sections(told, marking)),
    )


def _sections(told: Told, marking: str) -> Iterator[Section]:
    yield Section("found", "What was found", (_text("found", marking, *_findings(told)),))
    if told.boundaries is not None:
        yield Section("map", "The map", (_map(told, told.boundaries, marking),))
    yield Section("areas", "Areas with most incidents", (_areas(told, marking),))
    yield Section(
        "quality",
        "What the counts rest on",
        (
            _text("rows", marking, *_rows(told)),
            _months(told, marking),
            _text("cautions", marking, NOT_THE_THING, ONLY_MONTH_AND_AREA, facts_licence(told)),
        ),
    )


def facts_licence(told: Told) -> str:
    """Return the notice that the counts come with."""
    return told.cube.facts.licence


def _findings(told: Told) -> Iterator[str]:
    look, held = told.look, told.look.concentration
    smaller, larger = told.shares
    yield (
        f"{look.incidents:,} incidents in {counted(len(look.period.months), 'whole month')} and "
        f"{counted(len(told.cube.areas), 'area')}."
    )
    missing = missing_words(told)
    yield f"Left out: {missing}." if missing else "No month is missing or partial."
    yield (
        f"{_share(held.share_holding(larger))} of the areas hold {larger:.0%} of the "
        f"incidents, and {_share(held.share_holding(smaller))} hold {smaller:.0%}. The Gini "
        f"coefficient is {held.gini:.3f}: 0 if all had as many, towards 1 if one had all."
    )
    if look.spots is not None and look.moran is not None:
        yield (
            f"{counted(int(look.spots.hot.sum()), 'area')} of {look.spots.tested:,} tested are hot "
            "spots (Getis-Ord Gi*) once false discoveries are held to the rate in the rules. "
            f"Moran's I is {look.moran.i:.3f}: 0 for no pattern, towards 1 where like lies beside "
            "like."
        )
    if look.patterns is not None:
        found = [
            f"{look.patterns.count(one)} {one.value}"
            for one in (Pattern.PERSISTENT, Pattern.EMERGING, Pattern.FORMER, Pattern.INTERMITTENT)
        ]
        yield f"Over all whole months the hot spots are: {', '.join(found)}."
    if look.trend is None:
        yield look.no_trend
    else:
        yield (
            f"Season taken out, incidents change by {look.trend.change:+.1%} a year "
            f"({look.trend.low:+.1%} to {look.trend.high:+.1%}, {look.trend.interval_percent} % "
            f"sure): {look.trend.direction.value}. {counted(look.trend.used, 'whole month')} used."
        )
    if told.harm is not None:
        yield from _harm(told.harm)
    if ASB in look.categories:
        yield ASB_IS_COUNTED_IN


def _harm(found: Harm) -> Iterator[str]:
    yield (
        f"Weighted by harm, with each category's weight anywhere in its range, the order of "
        f"{_share(found.decided)} of all pairs of areas is the same. The first ten "
        f"{'are the same areas' if found.top_survives(10) else 'are not the same areas'} whatever "
        "weights are right."
    )
    if found.without_weight:
        yield f"Without a weight, and so not counted: {', '.join(found.without_weight)}."


def _map(told: Told, boundaries: Boundaries, marking: str) -> Chart:
    look, facts = told.look, told.cube.facts
    found = classes(look.totals, told.rules.map_classes, Classing.NATURAL)
    spots = look.spots
    svg = choropleth(
        boundaries,
        found,
        MapWords(
            id="places-map",
            title=f"Incidents by area, {look.period.first} to {look.period.last}",
            description=described(told.cube.names, look.totals, found),
            values="Incidents",
        ),
        MapFacts(
            incidents=look.incidents,
            unlocated=look.unlocated,
            missing=[missing_words(told)] if look.period.left_out else [],
            licence=facts.licence,
            cautions=(NOT_THE_THING,),
        ),
        outlined=None if spots is None else Outlined(spots.hot, "Hot spot (Getis-Ord Gi*)"),
    )
    return Chart(
        id="map",
        caption=f"Incidents by area, {look.period.first} to {look.period.last}",
        description=described(told.cube.names, look.totals, found),
        svg=svg,
        marking=marking,
        counts=tuple(int(one) for one in look.totals[~np.isnan(look.totals)]),
    )


def _areas(told: Told, marking: str) -> Table:
    look = told.look
    rates = look.rates
    columns = [
        Column("Area", width=3),
        Column("Incidents", Alignment.RIGHT),
        *(
            ()
            if rates is None
            else (
                Column(f"Per {rates.per:,} residents", Alignment.RIGHT),
                Column(f"{rates.interval_percent} % interval", Alignment.RIGHT, width=2),
            )
        ),
        *(() if look.spots is None else (Column("Gi* z", Alignment.RIGHT), Column("Spot"))),
        *(() if look.patterns is None else (Column("Pattern"),)),
    ]
    rows = []
    for at in told.order()[:_LISTED]:
        row = [told.cube.names[at], _whole(look.totals[at])]
        if rates is not None:
            row += [_one(rates.rate[at]), f"{_one(rates.low[at])} to {_one(rates.high[at])}"]
        if look.spots is not None:
            hot = "hot" if look.spots.hot[at] else "cold" if look.spots.cold[at] else ""
            row += [f"{look.spots.z[at]:.2f}", hot]
        if look.patterns is not None:
            pattern = look.patterns[at]
            row.append("" if pattern in (None, Pattern.NONE) else str(pattern))
        rows.append(tuple(row))
    return Table(
        id="areas",
        caption=f"The {min(_LISTED, len(told.cube.areas))} areas with most incidents",
        columns=tuple(columns),
        rows=tuple(rows),
        marking=marking,
        note=RESIDENTS_MISLEAD if rates is not None else "",
    )


def _rows(told: Told) -> Iterator[str]:
    rows = told.cube.facts.rows()
    yield (
        f"Of {rows['rows']:,} rows in {counted(len(told.cube.facts.sources), 'file')}, "
        f"{rows['kept']:,} are counted in the area, {rows['outside']:,} lie outside it, "
        f"{rows['unlocated']:,} have no area, {rows['unknown_area']:,} have a code that no look-up "
        f"has, and {rows['astray']:,} a place outside the United Kingdom. {rows['joined']:,} are "
        "counted in areas that are joined because a 2011 boundary was split."
    )
    yield (
        "How many incidents have no area is not known: the files are counts by area."
        if told.look.unlocated is None
        else f"{_share(told.look.unlocated)} of the force's rows in these months have no area and "
        "are on no map."
    )


def _months(told: Told, marking: str) -> Table:
    rows = tuple(
        (
            force.force,
            one.found.month,
            one.found.presence.value,
            "" if one.found.of_median is None else _share(one.found.of_median),
            "" if one.found.areas is None else _share(one.found.areas),
            "" if one.unlocated is None else _share(one.unlocated),
            "" if one.asb is None else _share(one.asb),
        )
        for force in told.cube.facts.forces
        for one in force.months
        if one.found.presence is not Presence.WHOLE or one.found.month in told.look.period.months
    )
    heads = ("Of the median month", "Of its areas", "Without an area", "Anti-social behaviour")
    return Table(
        id="months",
        caption="Months of each force: those of the period, and all that are not whole",
        columns=(
            Column("Force", width=2),
            Column("Month"),
            Column("Presence"),
            *(Column(head, Alignment.RIGHT) for head in heads),
        ),
        rows=rows,
        marking=marking,
    )


def _text(name: str, marking: str, *sentences: str) -> Block:
    return Text(
        name,
        tuple(Paragraph((Run(one),), ParagraphKind.BODY) for one in sentences),
        marking,
    )


def _share(value: float) -> str:
    return f"{value:.1%}"


def _whole(value: float) -> str:
    return "unknown" if np.isnan(value) else f"{value:,.0f}"


def _one(value: float) -> str:
    return "unknown" if np.isnan(value) else f"{value:,.1f}"
