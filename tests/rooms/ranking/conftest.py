"""A ranked round, and the command line, for the tests of this room."""

import pytest
from commands import run
from people_here import Here
from rounds_here import Consulted, ready_round

__all__ = ["run"]


@pytest.fixture
def ranked(here: Here) -> Consulted:
    """Return a closed round with its ranking."""
    found = ready_round(here).open().score_everything().close()
    here.analysts_browser.post(f"{found.at}ranking/make/")
    return found
