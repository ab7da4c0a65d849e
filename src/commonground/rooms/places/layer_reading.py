"""Files of figures as they lie over an area: read, cut to it, and sealed in a page until kept."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonground.documents.reading import Row, Table
from commonground.documents.reading.area_tables import AreaTable
from commonground.errors import BadInput
from commonground.geography.cube_facts import Vintage
from commonground.geography.kept_layers import Layer, layer_bytes, read_layer
from commonground.geography.levels import Level as AreaLevel
from commonground.rooms.places.area_finding import parts_at
from commonground.rooms.places.models import Census, ChosenArea, Level, WorseEnd
from commonground.rooms.uploads import sealed, unsealed
from commonground.sentences import say

MOST_SEALED = 9_000_000
"""So many characters a page can send back: the installation takes ten million with all fields."""


@dataclass(frozen=True, slots=True)
class Over:
    """Figures as they lie over an area.

    parts: how many the area has on their level; covered: how many of these have a figure of any
    kind. left_out: areas of the file that lie elsewhere. rows: of the file.
    """

    file_name: str
    layer: Layer
    level: Level
    census: Census
    parts: int
    covered: int
    left_out: int
    rows: int


@dataclass(frozen=True, slots=True)
class MeasureAsked:
    """A column of figures, and how somebody wants it read."""

    label: str
    worse: WorseEnd
    weight: str
    is_residents: bool
    is_kept: bool


def over_area(
    file_name: str, layer: Layer, level: AreaLevel, vintage: Vintage, about: ChosenArea
) -> Over:
    """Return the part of a file's figures that lies over an area; BadInput where none does."""
    parts = list(parts_at(Level(level.value), about))
    within = layer.within(parts)
    if not within.codes:
        raise BadInput(
            say(
                "%(file)s has no figure of the area: none of its %(parts)s parts is in it, and its "
                "own first is %(first)s.",
                file=file_name,
                parts=f"{len(parts):,}",
                first=layer.codes[0],
            )
        )
    found = [within.counts_on(label, parts).values for label in within.measures]
    covered = ~np.isnan(np.concatenate(found, axis=1)).all(axis=1)
    return Over(
        file_name, within, Level(level.value), Census(vintage.value), len(parts),
        int(covered.sum()), len(layer.codes) - len(within.codes), len(layer.codes),
    )  # fmt: skip


def indicators_over(table: AreaTable, about: ChosenArea) -> Over:
    """Return the figures of a table of indicators over an area."""
    values = np.stack([one.values for one in table.columns], axis=1)[:, np.newaxis, :]
    labels = tuple(one.label for one in table.columns)
    layer = Layer(table.codes, (), labels, values)
    return over_area(table.source, layer, table.level, table.vintage, about)


def seal_indicators(over: Over, asked: Sequence[MeasureAsked], about: ChosenArea) -> str:
    """Return indicators sealed for an area, to be sent back with what is to be kept of them."""
    content = [
        over.file_name, b64encode(layer_bytes(over.layer)).decode(), over.level.value,
        over.census.value, over.parts, over.covered, over.left_out, over.rows,
        [[one.worse.value, one.is_residents] for one in asked],
    ]  # fmt: skip
    return sealed(content, f"indicators:{about.pk}")


def unseal_indicators(text: str, about: ChosenArea) -> tuple[Over, list[MeasureAsked]]:
    """Return what a page sent back; BadInput where it is too old, altered, or another area's."""
    name, held, level, census, parts, covered, left_out, rows, said = unsealed(
        text, f"indicators:{about.pk}"
    )
    layer = read_layer(b64decode(held))
    over = Over(name, layer, Level(level), Census(census), parts, covered, left_out, rows)
    asked = [
        MeasureAsked(label, WorseEnd(worse), "1", is_residents, is_kept=False)
        for label, (worse, is_residents) in zip(layer.measures, said, strict=True)
    ]
    return over, asked


def seal_table(table: Table, name: str, about: ChosenArea) -> str:
    """Return a partner's table sealed for an area, with what the layer is to be called.

    BadInput where it is more than a page can send back.
    """
    rows = [[row.number, list(row.cells)] for row in table.rows]
    content = [name, table.source, list(table.header), table.header_row, rows]
    text = sealed(content, f"counts:{about.pk}")
    if len(text) > MOST_SEALED:
        raise BadInput(
            say(
                "%(file)s is too much for one file: it has %(rows)s rows. Split it by year.",
                file=table.source,
                rows=f"{len(rows):,}",
            )
        )
    return text


def unseal_table(text: str, about: ChosenArea) -> tuple[Table, str]:
    """Return what a page sent back; BadInput as above."""
    name, source, header, header_row, rows = unsealed(text, f"counts:{about.pk}")
    made = tuple(Row(number, tuple(cells)) for number, cells in rows)
    return Table(source, "", tuple(header), header_row, made, ()), name
