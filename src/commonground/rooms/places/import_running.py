"""Counts the files of an import after the page has answered, and says how far it has come.

Decision 0058 says why a thread. Where the server was killed nothing is heard of an import any more;
its files and the months already counted are still there, and it is gone on with from them.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonground import reference
from commonground.errors import BadInput
from commonground.geography.analysis_rules import load_analysis_rules
from commonground.geography.cube_facts import AreaNamed, Kind
from commonground.geography.cubes import Cube, cube_bytes, read_cube
from commonground.geography.importing import AreaChosen, Progress, make_cube
from commonground.geography.vintages import JOIN
from commonground.rooms.people.access import Seat
from commonground.rooms.places.import_actions import keep_cube, refuse_import
from commonground.rooms.places.models import ChosenArea, CubeImport
from commonground.rooms.places.receiving import MOST_UNPACKED, clear, received, work_folder
from commonground.rooms.telling import faults_told

SILENT_S = 60
"""So long after the last word of it, an import is taken to have stopped with its server."""
TOLD_EVERY_S = 0.25
"""A word is a write to the database, so not every step is told."""
CUBE_ENDING = ".cube"

_log = logging.getLogger(__name__)


def percent_done(about: CubeImport) -> int | None:
    """Return what part of an import is done; None where nothing is heard of it."""
    found: int | None = cache.get(_key(about))
    return found


def run(*, by: Seat, about: CubeImport) -> None:
    """Count the files of an import, unless that has begun: two presses count once."""
    if cache.add(_key(about), 0, SILENT_S):
        work = import_string(settings.COMPUTED_BY)
        language = translation.get_language()
        work(lambda: _count(by, about, language))


def _count(by: Seat, about: CubeImport, language: str | None) -> None:
    faults = [_("The files could not be counted. The log of the server says why.")]
    try:
        with translation.override(language):
            cube = _cube_of(received(about.pk), about.area, work_folder(about.pk), _teller(about))
            keep_cube(by=by, about=about, content=cube_bytes(cube), cube=cube)
        faults = []
    except BadInput as refused:
        faults = list(faults_told(refused))
    except Exception:
        _log.exception("Import %s came to nothing", about.pk)
        raise
    finally:
        if faults:
            refuse_import(by=by, about=about, faults=faults)
        clear(about.pk)
        cache.delete_many([_key(about)])


def _cube_of(
    files: list[Path], about: ChosenArea, work: Path, told: Callable[[Progress], None]
) -> Cube:
    """Return the cube that files make, or that they are; BadInput where it is not of the area."""
    if len(files) == 1 and files[0].suffix.lower() == CUBE_ENDING:
        return _of_the_area(read_cube(files[0].read_bytes()), about)
    rules = load_analysis_rules(reference.places_analysis_path())
    named = AreaNamed(Kind(about.kind), about.code, about.name)
    area = AreaChosen(named, tuple(about.lsoa_names))
    return make_cube(files, area, work, rules.presence, told, most_bytes=MOST_UNPACKED)


def _of_the_area(cube: Cube, about: ChosenArea) -> Cube:
    lsoas = {lsoa for one in cube.areas for lsoa in one.split(JOIN)}
    if lsoas != set(about.lsoa_names):
        raise BadInput(
            _("The cube is of %(found)s, which has other LSOAs than %(area)s.")
            % {"found": cube.facts.area.name, "area": about.name}
        )
    return cube


def _teller(about: CubeImport) -> Callable[[Progress], None]:
    told_at = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told_at
        now = time.monotonic()
        if now - told_at >= TOLD_EVERY_S:
            told_at = now
            cache.set(_key(about), round(100 * progress.done / max(1, progress.of)), SILENT_S)

    return tell


def _key(about: CubeImport) -> str:
    return f"places-import-{about.pk}"
