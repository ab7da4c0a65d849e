"""Runs the command line as a person would, in this process."""

from pathlib import Path

import pytest
from commands import Run, Told

from commonground.cli import main as command_line


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `commonground` with its arguments."""

    def run_command(*arguments: object) -> Told:
        monkeypatch.setattr("sys.argv", ["commonground", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        told = capsys.readouterr()
        code = ended.value.code
        return Told(code if isinstance(code, int) else 0, told.out, told.err)

    return run_command


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
