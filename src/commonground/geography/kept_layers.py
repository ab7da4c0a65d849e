"""A layer as it is kept: figures by area, by period where they have any, and by measure.

Its file is gzipped csv that anybody can read: three rows of what each column is (measure, first
month, how many months), and a row for each code. An empty cell is a figure that nobody knows.
"""

import csv
import gzip
import io
import math
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonground.errors import BadInput
from commonground.geography.layers import Aligned, mean_on, summed_on
from commonground.geography.lookup_files import components
from commonground.geography.periods import Period
from commonground.scoring.arrays import Array
from commonground.sentences import say


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Figures by area.

    codes: each once. periods: in order; none where the figures are of one time. measures: labels.
    values: shape (codes, periods or 1, measures), NaN where unknown.
    """

    codes: tuple[str, ...]
    periods: tuple[Period, ...]
    measures: tuple[str, ...]
    values: Array

    def __post_init__(self) -> None:
        """Refuse figures of another shape than what they are of."""
        expected = (len(self.codes), max(1, len(self.periods)), len(self.measures))
        if self.values.shape != expected:
            raise ValueError(f"expected figures of the shape {expected}, not {self.values.shape}")

    def measure(self, label: str) -> Array:
        """Return the figures of one measure, shape (codes, periods or 1)."""
        if label not in self.measures:
            raise BadInput(say("The layer has no measure %(name)s.", name=label))
        return self.values[:, :, self.measures.index(label)]

    def within(self, parts: Collection[str]) -> "Layer":
        """Return the figures of an area's parts, and of LSOAs of 2011 with a part in them."""
        held = frozenset(parts)
        rows = [
            row for row, code in enumerate(self.codes)
            if code in held or not held.isdisjoint(_now(code))
        ]  # fmt: skip
        codes = tuple(self.codes[row] for row in rows)
        return Layer(codes, self.periods, self.measures, self.values[rows])

    def only(self, labels: Sequence[str]) -> "Layer":
        """Return some of its measures, in their order; BadInput names one that it has not."""
        values = [self.measure(label) for label in labels]
        return Layer(self.codes, self.periods, tuple(labels), np.stack(values, axis=2))

    def indicator_on(
        self, label: str, areas: Sequence[str], residents: Mapping[str, float]
    ) -> Aligned:
        """Return a measure as an indicator on areas, by its latest period, shape (areas,)."""
        return mean_on(self.codes, self.measure(label)[:, -1], areas, residents)

    def counts_on(self, label: str, areas: Sequence[str]) -> Aligned:
        """Return a measure as counts on areas, shape (areas, periods or 1).

        Each period is added up by the codes that it has, so that a file may go from the codes of
        one census to those of the next. What is said of areas without a figure is of all periods.
        """
        held = self.measure(label)
        by_period = []
        for at in range(held.shape[1]):
            has = np.flatnonzero(~np.isnan(held[:, at]))
            codes = [self.codes[row] for row in has]
            by_period.append(summed_on(codes, held[has, at], areas))
        values = np.stack([one.values for one in by_period], axis=1)
        whole = summed_on(self.codes, np.zeros(len(self.codes)), areas)
        return Aligned(
            values, int(np.isnan(values).all(axis=1).sum()), whole.combined, whole.outside,
            whole.unknown, is_mean=False,
        )  # fmt: skip


def _now(code: str) -> tuple[str, ...]:
    """Return the areas of 2021 that an LSOA of 2011 alone has a part in."""
    changed = components().get(code)
    return changed.now if changed and code in changed.before else ()


def layer_bytes(layer: Layer) -> bytes:
    """Return the file of a layer; the same layer is always the same bytes."""
    periods = layer.periods or (None,)
    columns = [(measure, period) for period in periods for measure in layer.measures]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(["measure", *(measure for measure, _period in columns)])
    writer.writerow(["first", *(period.first if period else "" for _measure, period in columns)])
    writer.writerow(["months", *(period.months if period else "" for _measure, period in columns)])
    figures = layer.values.reshape(len(layer.codes), -1).tolist()
    for code, row in zip(layer.codes, figures, strict=True):
        writer.writerow([code, *("" if math.isnan(one) else repr(one) for one in row)])
    return gzip.compress(made.getvalue().encode(), 6, mtime=0)


def read_layer(content: bytes) -> Layer:
    """Return the layer in a file's bytes; BadInput for anything else."""
    try:
        text = gzip.decompress(content).decode()
        measures, first, months, *rows = csv.reader(io.StringIO(text))
        periods = tuple(
            dict.fromkeys(
                Period(one, int(many)) for one, many in zip(first[1:], months[1:], strict=True)
                if one
            )
        )  # fmt: skip
        labels = tuple(dict.fromkeys(measures[1:]))
        figures = np.array(
            [[float(cell) if cell else np.nan for cell in row[1:]] for row in rows],
            dtype=np.float64,
        ).reshape(len(rows), max(1, len(periods)), len(labels))
        return Layer(tuple(row[0] for row in rows), periods, labels, figures)
    except (OSError, EOFError, zlib.error, ValueError, IndexError) as error:
        raise BadInput(say("The kept layer cannot be read.")) from error
