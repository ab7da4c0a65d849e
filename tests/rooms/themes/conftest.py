"""Pages of this room as they are without the sentence model, unless a test asks for it."""

import sys

import pytest

from commonground.wording.sentences import PACKAGE


@pytest.fixture(autouse=True)
def keywords_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the sentence model, which may be installed."""
    monkeypatch.setitem(sys.modules, PACKAGE, None)
