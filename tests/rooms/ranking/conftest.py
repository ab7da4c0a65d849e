"""A ranked round, and the command line, for the tests of this room."""

import pytest
from commands import Run, Told
from people_here import Here
from rounds_here import Consulted, ready_round

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
def ranked(here: Here) -> Consulted:
    """Return a closed round with its ranking."""
    found = ready_round(here).open().score_everything().close()
    here.analysts_browser.post(f"{found.at}ranking/make/")
    return found
