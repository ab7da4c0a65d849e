"""One look at a cube with all that is needed to print it: whatever it is written as, the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonground.documents.flat import FlatTable
from commonground.geography.analysis_rules import AnalysisRules
from commonground.geography.boundaries import Boundaries
from commonground.geography.cubes import Cube
from commonground.geography.emerging import Pattern
from commonground.geography.harm import Harm
from commonground.geography.looking import ASB, Look
from commonground.geography.presence import Presence

Record = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A look at a cube. digest: of the cube's file. rules: by whose numbers it was analysed."""

    cube: Cube
    digest: str
    look: Look
    rules: AnalysisRules
    boundaries: Boundaries | None
    harm: Harm | None = None
    """In the unit of the weights that a person gave; None without any."""

    @property
    def shares(self) -> tuple[float, float]:
        """Return the shares of incidents that some of the areas hold, the smaller first."""
        return self.rules.concentration_shares

    def order(self) -> list[int]:
        """Return the places of the areas, most incidents first, those without a count last."""
        return [int(at) for at in np.argsort(-self.look.totals, kind="stable")]


def record_of(told: Told) -> Record:
    """Return a look as JSON has it; docs/reference/places-report.md says what each key is."""
    facts, look = told.cube.facts, told.look
    moran, trend, held = look.moran, look.trend, look.concentration
    return {
        "area": {"kind": facts.area.kind, "code": facts.area.code, "name": facts.area.name},
        "cube_sha256": told.digest,
        "rules": told.rules.id,
        "counts": facts.holds,
        "period": {
            "first": look.period.first,
            "last": look.period.last,
            "months": list(look.period.months),
            "left_out": list(look.period.left_out),
        },
        "categories": list(look.categories),
        "with_anti_social_behaviour": ASB in look.categories,
        "incidents": look.incidents,
        "areas": len(told.cube.areas),
        "unlocated_share": _number(look.unlocated),
        "rows": dict(facts.rows()),
        "concentration": {
            "gini": _number(held.gini),
            "share_holding_quarter": _number(held.share_holding(told.shares[0])),
            "share_holding_half": _number(held.share_holding(told.shares[1])),
        },
        "moran": None
        if moran is None
        else {"i": _number(moran.i), "z": _number(moran.z), "p": _number(moran.p)},
        "trend": None
        if trend is None
        else {
            "change_in_a_year": _number(trend.change),
            "low": _number(trend.low),
            "high": _number(trend.high),
            "interval_percent": trend.interval_percent,
            "direction": trend.direction,
            "months_used": trend.used,
        },
        "no_trend": look.no_trend,
        "harm": None
        if told.harm is None
        else {
            "decided": _number(told.harm.decided),
            "top_ten_survives": told.harm.top_survives(10),
            "without_weight": list(told.harm.without_weight),
        },
        "months": [
            {
                "force": force.force,
                "month": one.found.month,
                "presence": one.found.presence,
                "of_median": _number(one.found.of_median),
                "areas": _number(one.found.areas),
                "unlocated_share": _number(one.unlocated),
                "anti_social_behaviour_share": _number(one.asb),
            }
            for force in facts.forces
            for one in force.months
        ],
        "places": list(place_records(told)),
        "licence": facts.licence,
    }


def place_records(told: Told) -> Iterator[Record]:
    """Yield a record for each area, most incidents first."""
    look = told.look
    spots, rates = look.spots, look.rates
    for rank, at in enumerate(told.order(), start=1):
        record: Record = {
            "rank": rank,
            "code": told.cube.areas[at],
            "name": told.cube.names[at],
            "incidents": None if np.isnan(look.totals[at]) else int(look.totals[at]),
        }
        if rates is not None:
            record |= {
                f"rate_per_{rates.per}": _number(float(rates.rate[at])),
                "rate_low": _number(float(rates.low[at])),
                "rate_high": _number(float(rates.high[at])),
                "rate_shrunk": _number(float(rates.shrunk[at])),
            }
        if told.harm is not None:
            record |= {
                "harm_low": _number(float(told.harm.low[at])),
                "harm_median": _number(float(told.harm.median[at])),
                "harm_high": _number(float(told.harm.high[at])),
                "harm_best_rank": _number(float(told.harm.best[at])),
                "harm_worst_rank": _number(float(told.harm.worst[at])),
            }
        if spots is not None:
            spot = "hot" if spots.hot[at] else "cold" if spots.cold[at] else ""
            record |= {"gi_star_z": _number(float(spots.z[at])), "spot": spot}
        if look.patterns is not None:
            pattern = look.patterns[at]
            record["pattern"] = "" if pattern in (None, Pattern.NONE) else pattern
        yield record


def place_table(told: Told, *, decimals: int = 6) -> FlatTable:
    """Return the areas as rows of text, for csv and a terminal."""
    records = list(place_records(told))
    header = tuple(records[0]) if records else ()
    rows = (tuple(_text(value, decimals) for value in one.values()) for one in records)
    return FlatTable(header, tuple(rows))


def _text(value: object, decimals: int) -> str:
    if isinstance(value, float):
        return f"{value:.{decimals}f}"
    return "" if value is None else str(value)


def missing_words(told: Told) -> str:
    """Return the months of the look's span that are left out, each with why; empty if none is."""
    presence = {one.month: one.presence for one in told.cube.facts.presence()}
    return ", ".join(
        f"{month} ({'missing' if presence[month] is Presence.MISSING else 'partial'})"
        for month in told.look.period.left_out
    )


def _number(value: float | None) -> float | None:
    """Return a number as JSON has it: rounded to what it can say, None where it says nothing."""
    return None if value is None or not np.isfinite(value) else round(float(value), 6)
