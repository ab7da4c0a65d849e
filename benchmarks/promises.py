"""What docs and issue promise of the engine's speed and memory, and whether this run keeps it.

Absolute bounds are the promises themselves, for one thread of an ordinary server, and the best of
several repeats is held against them: a busy machine only ever adds. Every ratio is of two medians
of the same run. No time that was once measured is stored here or anywhere.

The row with means handed over is in the table and not among the promises: the resampling, most of
the work, is done for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from measuring import Time

PEERS = ("pymcdm", "scikit-criteria", "pysensmcda")
TIMES_FASTER_THAN_PEERS = 20
TIMES_THE_FLOOR = 2
TWO_STAGE_SECONDS = 0.5
LONG_LIST_SECONDS = 1.0
ALPHA_SECONDS = 0.005
MEGABYTES = 100
SAME_PROBABILITY = 0.01
"""A tie that one breaks and another shares moves a probability by a draw or two."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run found, by work and contender."""

    times: Mapping[str, Mapping[str, Time]]
    megabytes: Mapping[str, Mapping[str, float]]
    differences: Mapping[str, Mapping[str, float]]
    """The furthest any probability (or alpha) is from this engine's on the same draws."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, what it allows and what was found."""

    text: str
    found: str
    kept: bool


def promises(measured: Measured) -> Iterator[Promise]:
    """Yield every promise, kept or broken."""
    times, short = measured.times, measured.times["106 issues"]
    for key in ("two-stage", "morile"):
        yield _at_most(f"{key}: seconds for 10,000 draws", short[key].best, TWO_STAGE_SECONDS)
        held = measured.megabytes["106 issues"][key]
        yield _at_most(f"{key}: megabytes of working memory", held, MEGABYTES)
    ratio = short["mean"].median / short["floor"].median
    yield _at_most("plain mean: times the matrix-product floor", ratio, TIMES_THE_FLOOR)
    long = times["10,000 issues"]["top"].best
    yield _at_most("10,000 issues, plain mean: seconds", long, LONG_LIST_SECONDS)
    yield _at_most("alpha, 156 x 1,060: seconds", times["agreement"]["alpha"].best, ALPHA_SECONDS)
    for work in ("106 issues", "10,000 issues"):
        for peer in PEERS:
            faster = times[work][peer].median / times[work]["top"].median
            kept = faster >= TIMES_FASTER_THAN_PEERS
            text = f"{work}: times faster than {peer}, at least {TIMES_FASTER_THAN_PEERS}"
            yield Promise(text, f"{faster:.0f}", kept)
    for work, differences in measured.differences.items():
        for peer, difference in differences.items():
            yield _at_most(f"{work}: {peer} answers the same", difference, SAME_PROBABILITY)


def _at_most(text: str, found: float, bound: float) -> Promise:
    return Promise(f"{text}, at most {bound:g}", f"{found:.3g}", kept=found <= bound)
