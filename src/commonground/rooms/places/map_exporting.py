"""Takes a map away: drawn as SVG, or its table as csv or a workbook, as it is asked for."""

from collections.abc import Iterator
from hashlib import sha256

import numpy as np
from django.utils.text import slugify
from django.utils.translation import gettext_noop as _noop

from commonground.documents.flat import csv_text, flat
from commonground.documents.places.area_sheet import SheetColumn, write_area_sheet
from commonground.geography.map_figures import Column
from commonground.geography.map_notes import notes
from commonground.rooms.assessment.exporting import KINDS, Taken
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.places import map_presenters
from commonground.rooms.places.map_reading import Seen
from commonground.rooms.places.rules import Verb, check_may_do
from commonground.rooms.telling import tell

_WIDTH = 900.0
_TYPES = {
    "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8", "xlsx": KINDS["xlsx"].type,
}  # fmt: skip


@action
def take_map(*, by: Seat, made: Seen, kind: str) -> Taken:
    """Return a map as a file. That it was taken is recorded, by its digest."""
    check_may_do(by.roles, Verb.EXPORT)
    held = _WRITERS[kind](made)
    name = f"{slugify(map_presenters.title_of(made))[:80]}-{made.marking}.{kind}"
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"),
        about=made.ground.about, after={"file": name, "sha256": sha256(held).hexdigest()},
    )  # fmt: skip
    return Taken(name, _TYPES[kind], held)


def _svg(made: Seen) -> bytes:
    return map_presenters.drawing(made, _WIDTH, marking=made.marking).encode()


def _csv(made: Seen) -> bytes:
    return csv_text(flat(_records(made))).encode("utf-8-sig")


def _records(made: Seen) -> Iterator[dict[str, object]]:
    cube, figure = made.ground.cube, made.figure
    for at in figure.order():
        yield {
            "code": cube.areas[at],
            "name": cube.names[at],
            **{tell(one.heading): _plain(one, at) for one in figure.columns},
            "map": map_presenters.title_of(made),
            "left_out": ", ".join(made.facts.missing),
            "licence": made.facts.licence,
            "marking": made.marking,
        }


def _plain(column: Column, at: int) -> object:
    cell = column.cells[at]
    if isinstance(cell, str):
        return tell(cell)
    return None if np.isnan(cell) else f"{float(cell):.{column.places}f}"


def _xlsx(made: Seen) -> bytes:
    cube, figure = made.ground.cube, made.figure
    order = figure.order()
    columns = [
        SheetColumn("Code", [cube.areas[at] for at in order]),
        SheetColumn("Area", [cube.names[at] for at in order]),
        *(
            SheetColumn(
                tell(one.heading),
                [
                    None if not isinstance(one.cells[at], str) and np.isnan(one.cells[at])
                    else tell(one.cells[at]) if isinstance(one.cells[at], str)
                    else round(float(one.cells[at]), one.places)
                    for at in order
                ],
            )
            for one in figure.columns
        ),
    ]  # fmt: skip
    said = [tell(one) for one in notes(made.facts, figure.found)]
    return write_area_sheet(map_presenters.title_of(made), made.marking, columns, said)


_WRITERS = {"svg": _svg, "csv": _csv, "xlsx": _xlsx}
