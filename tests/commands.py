"""Runs the command line as a person would, for tests, and says what it told."""

from dataclasses import dataclass
from typing import Protocol

import pytest

from commonground.cli import main as command_line


@dataclass(frozen=True, slots=True)
class Told:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


class Run(Protocol):
    """Runs `commonground` with its arguments."""

    def __call__(self, *arguments: object) -> Told: ...


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `commonground` with its arguments, in this process."""

    def run_command(*arguments: object) -> Told:
        monkeypatch.setattr("sys.argv", ["commonground", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        told = capsys.readouterr()
        code = ended.value.code
        return Told(code if isinstance(code, int) else 0, told.out, told.err)

    return run_command
