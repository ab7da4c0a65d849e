"""A ranked round, and the command line, for the tests of this room."""

from copy import deepcopy

import pytest
from commands import run
from people_here import make_here
from rounds_here import Consulted, ready_round

__all__ = ["run"]


@pytest.fixture(scope="module")
def kept_ranked(kept_db: None) -> Consulted:
    """A closed round with its ranking, made once for a module."""
    here = make_here("Rankingham")
    found = ready_round(here).open().score_everything().close()
    here.analysts_browser.post(f"{found.at}ranking/make/")
    return found


@pytest.fixture
def ranked(kept_ranked: Consulted, db: None) -> Consulted:
    """Return a closed round with its ranking, as each test finds it."""
    return deepcopy(kept_ranked)
