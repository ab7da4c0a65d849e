"""Times contenders in turns, so that a busy minute hits all alike, and measures their memory."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do a piece of work."""

    name: str
    how: str
    """What exactly it calls, for the reader of the table."""
    compute: Callable[[int], Array]
    """Does the work with the first so many draws."""
    measured: int
    """With how many draws it is measured."""
    whole: int
    """With how many draws it would have to be."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """With how many draws it is run: all of them, or two subsets to draw a line through."""
        whole = self.measured == self.whole
        return (self.whole,) if whole else (self.measured, self.measured // 2)

    def extrapolated(self, found: Mapping[int, float]) -> float:
        """Return what all draws would take, by the line through what the subsets took.

        What a contender does once, however many draws there are, is thus counted once.
        """
        if len(found) == 1:
            return found[self.whole]
        more, fewer = self.sizes
        slope = max(found[more] - found[fewer], 0.0) / (more - fewer)
        return found[more] + slope * (self.whole - more)


@dataclass(frozen=True, slots=True)
class Time:
    """Processor seconds of the whole work: what is usual, and the best there was."""

    median: float
    best: float


def times(contenders: Mapping[str, Contender], repeats: int) -> dict[str, Time]:
    """Return how long the whole work takes, by key; each runs `repeats` times, in turns.

    Processor time and not the clock's: what another program on the machine takes is not counted.
    """
    for contender in contenders.values():
        contender.compute(min(contender.measured, 20))  # imports and first calls are not timed
    taken: dict[str, dict[int, list[float]]] = {
        key: {size: [] for size in contender.sizes} for key, contender in contenders.items()
    }
    for _ in range(repeats):
        for key, contender in contenders.items():
            contender.compute(contender.sizes[-1])  # its memory is warm, and the last one's gone
            for size in contender.sizes:
                gc.collect()
                start = time.process_time()
                contender.compute(size)
                taken[key][size].append(time.process_time() - start)
    return {key: _time(contender, taken[key]) for key, contender in contenders.items()}


def _time(contender: Contender, taken: Mapping[int, list[float]]) -> Time:
    medians = {size: statistics.median(each) for size, each in taken.items()}
    best = {size: min(each) for size, each in taken.items()}
    return Time(contender.extrapolated(medians), contender.extrapolated(best))


def peak_megabytes(contender: Contender) -> float:
    """Return the most memory held during the work beyond its input, as tracemalloc sees it."""
    contender.compute(min(contender.measured, 20))
    return contender.extrapolated({size: _peak(contender, size) for size in contender.sizes})


def _peak(contender: Contender, draws: int) -> float:
    gc.collect()
    tracemalloc.start()
    contender.compute(draws)
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    return peak
