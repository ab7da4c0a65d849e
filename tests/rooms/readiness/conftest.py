"""What the readiness room's tests are held in."""

import pytest
from assessment_here import ranked_and_coded
from people_here import Here
from plan_here import Planned, make_planned, planned
from themes_here import Coded

__all__ = ["planned"]


@pytest.fixture
def coded_plan(here: Here) -> tuple[Planned, Coded]:
    """A plan in a partnership that ranked a round."""
    coded = ranked_and_coded(here)
    return make_planned(here), coded
