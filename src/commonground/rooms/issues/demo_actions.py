"""Gives the invented partnership its long list, and what its members propose for it."""

from datetime import timedelta

from django.utils import timezone

from commonground.demo.plan import PilotIssue, read_plan
from commonground.reference.demo import demo_path
from commonground.rooms.audit.recording import action
from commonground.rooms.issues.actions import add_issue, theme_named
from commonground.rooms.issues.collecting_actions import make_links
from commonground.rooms.issues.models import Issue, Origin, Theme
from commonground.rooms.issues.proposing_actions import propose_evidence, propose_issue
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.models import Membership
from commonground.scoring.file_tables import FileTable, read_toml

LINKS_LAST = timedelta(days=28)
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
    for told in read_toml(demo_path("proposals")).tables("proposals", at_least=1):
        _propose(by, told, themes)


def _add(by: Seat, one: PilotIssue, theme: Theme, mark: str) -> None:
    add_issue(
        by=by, name=one.name, theme=theme, description=one.description,
        origin=ORIGINS[one.source], origin_note=mark,
    )  # fmt: skip


def _propose(by: Seat, told: FileTable, themes: dict[str, Theme]) -> None:
    """Send a member their link, and propose by it what they have to say."""
    member = Membership.objects.get(
        partnership=by.partnership, person__email=f"{told.text('by').lower()}@example.invalid"
    )
    until = timezone.localdate() + LINKS_LAST
    (made,) = make_links(by=by, members=[member], until=until, replaces=())
    holder = Holder(made.link)
    known = {"evidence": told.text("evidence"), "source": told.text("source")}
    if told.has("about"):
        issue = Issue.objects.get(partnership=by.partnership, name=told.text("about"))
        propose_evidence(by=holder, about=issue, **known)
    else:
        propose_issue(
            by=holder, name=told.text("name"), description=told.text("description", default=""),
            theme=themes.get(told.text("theme", default="")), **known,
        )  # fmt: skip
