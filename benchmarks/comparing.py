"""Measures every contender in this environment and prints them side by side, as ratios."""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping

import numpy as np

from contenders import WORKS
from measuring import Contender, Time, peak_megabytes, times
from promises import Measured, promises

SAME_DRAWS = 16
"""On how many draws the contenders' answers are compared."""

ROW = "{:<42}{:>10}{:>11}{:>12}{:>14}"


def main() -> int:
    """Print the tables; with --check, return 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--memory-of", nargs=2, metavar=("WORK", "CONTENDER"))
    options = parser.parse_args()
    if options.memory_of:
        work, key = options.memory_of
        sys.stdout.write(str(peak_megabytes(WORKS[work]()[key])))
        return 0
    measured = _measure(options.repeats)
    broken = 0
    print("\nPromises")
    for promise in promises(measured):
        broken += not promise.kept
        print(f"  {'kept  ' if promise.kept else 'BROKEN'}  {promise.text}: {promise.found}")
    return 1 if options.check and broken else 0


def _measure(repeats: int) -> Measured:
    measured = Measured({}, {}, {})
    for work, entrants in WORKS.items():
        contenders = entrants()
        taken = times(contenders, repeats)
        memory = {key: _memory_in_a_process_of_its_own(work, key) for key in contenders}
        _print_table(work, contenders, taken, memory)
        measured = Measured(
            {**measured.times, work: taken},
            {**measured.megabytes, work: memory},
            {**measured.differences, work: _differences(contenders)},
        )
    return measured


def _memory_in_a_process_of_its_own(work: str, key: str) -> float:
    command = [sys.executable, __file__, "--memory-of", work, key]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return float(done.stdout.splitlines()[-1])


def _differences(contenders: Mapping[str, Contender]) -> dict[str, float]:
    """Return how far each contender that does the same work is from the first one's answer."""
    ours, *_ = contenders.values()
    expected = ours.compute(SAME_DRAWS)
    others = {key: one for key, one in contenders.items() if not one.name.startswith("this")}
    others.pop("floor", None)
    return {
        key: float(np.abs(contender.compute(SAME_DRAWS) - expected).max())
        for key, contender in others.items()
    }


def _print_table(
    work: str,
    contenders: Mapping[str, Contender],
    taken: Mapping[str, Time],
    memory: Mapping[str, float],
) -> None:
    """Print one row a contender, times as multiples of the first row's, and what each one does."""
    reference = next(iter(taken.values())).median
    print(f"\n{work}")
    print(ROW.format("", "time", "seconds", "peak MB", "draws run"))
    for key, contender in contenders.items():
        median = taken[key].median
        about = "" if contender.measured == contender.whole else "~"
        cells = (f"{median / reference:.1f} x", f"{median:.2g}", f"{memory[key]:.0f}")
        print(ROW.format(contender.name, *(about + cell for cell in cells), contender.measured))
    for contender in contenders.values():
        print(f"  {contender.name}: {contender.how}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
