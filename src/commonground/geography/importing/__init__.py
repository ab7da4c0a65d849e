"""From downloaded files of data.police.uk to one cube: found, checked, counted, put together."""

from collections.abc import Iterable
from pathlib import Path

from commonground.errors import BadInput
from commonground.geography.analysis_rules import PresenceRule
from commonground.geography.cube_facts import Holds
from commonground.geography.cubes import Cube
from commonground.geography.importing.areas import AreaChosen, area_called
from commonground.geography.importing.assembling import assembled
from commonground.geography.importing.batches import Progress, Told, count_all
from commonground.geography.importing.engines import Engine
from commonground.geography.importing.sources import find_sources
from commonground.sentences import say

__all__ = (
    "INCIDENTS",
    "OUTCOMES",
    "AreaChosen",
    "Engine",
    "Progress",
    "Told",
    "area_called",
    "make_cube",
)

INCIDENTS = (Holds.INCIDENTS, Holds.COUNTS)
OUTCOMES = (Holds.OUTCOMES,)


def make_cube(
    paths: Iterable[Path],
    area: AreaChosen,
    work: Path,
    rule: PresenceRule,
    told: Told,
    *,
    wanted: Iterable[Holds] = INCIDENTS,
    engine: Engine = Engine.DUCKDB,
    most_bytes: int | None = None,
) -> Cube:
    """Return the cube of an area from files, folders and zips of data.police.uk.

    work: a folder in which each month's counts are kept, so that an import which was stopped goes
    on where it was, and another area is counted without reading the files again.
    told: is called before each month and once at the end. most_bytes: of all files, unpacked.

    Raises BadInput, naming file and row, for what cannot be counted; nothing is dropped silently.
    """
    found = find_sources(paths, wanted)
    size = sum(one.size for one in found.sources)
    if most_bytes is not None and size > most_bytes:
        raise BadInput(
            say(
                "The files have %(size)s MB, unpacked; expected at most %(most)s MB.",
                size=f"{size / 1e6:,.0f}",
                most=f"{most_bytes / 1e6:,.0f}",
            )
        )
    return assembled(count_all(found.sources, engine, work, told), area, rule)
