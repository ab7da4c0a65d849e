"""What the counts say of a location when it is taken: kept with it as it was."""

from collections.abc import Collection

import numpy as np

from commonground.geography.looking import last_months
from commonground.rooms.places.location_access import MONTHS, counted_categories
from commonground.rooms.places.location_actions import Counted
from commonground.rooms.places.map_reading import Ground


def counted_in(ground: Ground | None, areas: Collection[str], key: str) -> Counted:
    """Return the incidents of areas in the latest year; nothing where counts do not say.

    key: of the suggestion that is taken; empty for none.
    """
    if ground is None or not areas or not set(areas) <= set(ground.cube.areas):
        return Counted(key)
    cube = ground.cube
    if not cube.facts.whole_months():
        return Counted(key)
    period = last_months(cube.facts, MONTHS)
    totals = cube.only(list(areas)).totals(period.months, counted_categories(cube))
    incidents = None if np.isnan(totals).any() else int(totals.sum())
    return Counted(key, period.first, period.last, incidents, ground.shown.sha256)
