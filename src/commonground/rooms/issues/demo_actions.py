"""Gives the invented partnership its long list: the pilot's 106 issues in 11 themes."""

from commonground.demo.plan import PilotIssue, read_plan
from commonground.rooms.audit.recording import action
from commonground.rooms.issues.actions import add_issue, theme_named
from commonground.rooms.issues.models import Origin, Theme
from commonground.rooms.people.access import Seat

ORIGINS = {
    "previous assessment": Origin.PREVIOUS,
    "horizon scan": Origin.HORIZON_SCAN,
    "meeting": Origin.MEETING,
}


@action
def fill_demo(*, by: Seat) -> None:
    """Add the pilot's issues to a demo that has just been made."""
    plan = read_plan()
    themes = {
        name: theme_named(by=by, name=name)
        for name in dict.fromkeys(one.theme for one in plan.issues)
    }
    for one in plan.issues:
        _add(by, one, themes[one.theme], plan.mark)


def _add(by: Seat, one: PilotIssue, theme: Theme, mark: str) -> None:
    add_issue(
        by=by, name=one.name, theme=theme, description=one.description,
        origin=ORIGINS[one.source], origin_note=mark,
    )  # fmt: skip
