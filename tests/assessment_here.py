"""A ranked round with golden themes, and an assessment that was begun from it, for tests."""

from copy import deepcopy
from dataclasses import dataclass

import pytest
from people_here import Here, make_here
from rounds_here import Consulted
from themes_here import Coded, coded

from commonground.documents.assessment.sources import snapshot_of
from commonground.documents.assessment.templates import templates
from commonground.rooms.assessment import access, starting_actions
from commonground.rooms.assessment.access import Outline
from commonground.rooms.assessment.models import Assessment, Block, Kind
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.themes import golden_actions


def ranking_of(of: Consulted) -> Ranking:
    """Return the ranking of a round."""
    return Ranking.objects.get(closing__round=of.round_id)


def ranked_and_coded(here: Here) -> Coded:
    """Return a ranked round with two golden themes; the first two of its remarks speak of both."""
    made = coded(here)
    for name in ("Youth", "Housing"):
        code = next(one for one in made.codes if one.name == name)
        golden_actions.add_theme(
            by=here.seat,
            name=f"Golden {name}",
            reach="cross_cutting",
            why="Often said",
            codes=[code],
        )
    made.give(1, *made.codes)
    made.give(2, *made.codes)
    made.give(3, made.codes[0])
    here.analysts_browser.post(f"{made.of.at}ranking/make/")
    return made


@dataclass(frozen=True, slots=True)
class Begun:
    """An assessment that was begun, and where it is."""

    here: Here
    assessment: Assessment

    @property
    def seat(self) -> Seat:
        return self.here.seat

    @property
    def at(self) -> str:
        return f"/p/{self.here.partnership.pk}/assessments/{self.assessment.pk}/"

    @property
    def outline(self) -> Outline:
        return access.outline(self.assessment)

    @property
    def texts(self) -> list[Block]:
        """Its texts in the order of their sections."""
        return [one for one in self.outline.blocks if one.kind == Kind.TEXT]

    def remarks_in(self, theme: str) -> list[str]:
        """Return what was said of a golden theme, as it was frozen first."""
        held = snapshot_of(self.assessment.freezes.get(number=1).snapshot).themes
        return [one.text for golden in held if golden.name == theme for one in golden.remarks]

    def block_at(self, block: Block) -> str:
        return f"{self.at}blocks/{block.pk}/"


def begin(found: Coded) -> Begun:
    """Begin an assessment of a ranked round."""
    here = found.here
    template = templates()["strategic-assessment-1"]
    made = starting_actions.begin(
        by=here.seat,
        ranking=ranking_of(found.of),
        template=template,
        title="Strategic assessment 2026",
        author="The community safety team",
    )
    return Begun(here, made)


@pytest.fixture(scope="module")
def kept_found(kept_db: None) -> Coded:
    """A ranked round with two golden themes, made once for a module."""
    return ranked_and_coded(make_here())


@pytest.fixture(scope="module")
def kept_begun(kept_found: Coded) -> Begun:
    """An assessment of that round, made once for a module."""
    return begin(kept_found)


@pytest.fixture
def found(kept_found: Coded, db: None) -> Coded:
    """A ranked round with two golden themes, as each test finds it."""
    return deepcopy(kept_found)


@pytest.fixture
def begun(kept_begun: Begun, db: None) -> Begun:
    """An assessment of that round, as each test finds it."""
    return deepcopy(kept_begun)
