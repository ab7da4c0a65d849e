"""An action plan with the deck's two example rows in it, for tests."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from people_here import Here

from commonground.rooms.people import actions as people_actions
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency
from commonground.rooms.plan import action_actions, milestone_actions, plan_actions
from commonground.rooms.plan.action_fields import ActionFields, fields_of
from commonground.rooms.plan.models import Action, Plan, Recommendation
from commonground.rooms.plan.plan_actions import PlanFields, RecommendationFields

DECK = (
    (
        "prevent",
        "Social services and addiction agencies to highlight those at risk of being drawn into"
        " SOC due to drug use",
        "Briefing to partnership in March 2016",
        date(2016, 3, 31),
        ("Social Services", "Addaction", "Bristol Drugs Project"),
    ),
    (
        "protect",
        "Ensure awareness is raised with all stakeholders so that individuals, businesses and local"
        " infrastructures are not undermined by cyber threats",
        "Arrange local media coverage of the threat posed to people and businesses",
        None,
        ("Local authority and private sector",),
    ),
)
"""The deck's examples: strand, recommendation, milestone with its date, and who owns it."""
REVIEW = date(2016, 4, 30)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan under the 4Ps, with the deck's two recommendations and an action under each."""

    here: Here
    plan: Plan
    recommendations: tuple[Recommendation, ...]
    actions: tuple[Action, ...]

    @property
    def seat(self) -> Seat:
        return self.here.seat

    @property
    def at(self) -> str:
        return f"/p/{self.here.partnership.pk}/plans/{self.plan.pk}/"

    def change(self, action: Action, **fields: object) -> Action:
        """Change some fields of an action as it stands now."""
        current = Action.objects.get(pk=action.pk)
        told = replace(fields_of(current), **fields)  # type: ignore[arg-type]
        return action_actions.change_action(
            by=self.seat, about=current, version=current.version, fields=told
        )


def make_planned(here: Here) -> Planned:
    """Enter the deck's two example rows."""
    by = here.seat
    plan = plan_actions.make_plan(
        by=by, fields=PlanFields("Plan 2016", "four-ps", date(2016, 1, 1))
    )
    made = [_enter(by, plan, *row) for row in DECK]
    return Planned(here, plan, tuple(one for one, _ in made), tuple(one for _, one in made))


def _enter(
    by: Seat, plan: Plan, strand: str, text: str, milestone: str, due: date | None,
    owners: tuple[str, ...],
) -> tuple[Recommendation, Action]:  # fmt: skip
    about = plan_actions.add_recommendation(
        by=by, about=plan, fields=RecommendationFields(strand, text)
    )
    agencies = [_agency(by, name) for name in owners]
    made = action_actions.add_action(
        by=by,
        fields=ActionFields(
            milestone, recommendations=frozenset({about.pk}), lead_agency=agencies[0].pk,
            lead_role="Head of service", review_on=REVIEW,
            supporting_agencies=frozenset(one.pk for one in agencies[1:]),
        ),
    )  # fmt: skip
    milestone_actions.add_milestone(by=by, about=made, text=milestone, due_on=due)
    return about, Action.objects.get(pk=made.pk)


def _agency(by: Seat, name: str) -> Agency:
    found = Agency.objects.filter(partnership=by.partnership, name=name).first()
    return found or people_actions.add_agency(by=by, name=name)


@pytest.fixture
def planned(here: Here) -> Planned:
    """A plan with the deck's two example rows."""
    return make_planned(here)
