"""Runs the command line as a person would, in this process."""

from pathlib import Path

import pytest
from commands import run

__all__ = ["run"]


@pytest.fixture
def deck() -> Path:
    """Return the deck's twelve rows."""
    return Path(__file__).parents[1] / "fixtures" / "deck-matrix.csv"


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    """Return a small consultation: nine agencies, five issues, a five by five grid."""
    lines = ["assessor,agency,issue,theme,criterion,score,remark"]
    for person in range(12):
        for number in range(5):
            for criterion in ("likelihood", "impact"):
                score = 1 + (number + person % 3 * (number % 2)) % 5
                remark = "=1+1 happens a lot" if (person, number) == (0, 0) else ""
                lines.append(
                    f"A{person:02},Agency {person % 9},Issue {number},Theme {number % 2},"
                    f"{criterion},{score},{remark}"
                )
    path = tmp_path / "scores.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
