"""A meeting for tests: of an open round, its six assessors invited."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from people_here import Here
from rounds_here import Consulted, ready_round

from commonground.rooms.meetings import access, actions
from commonground.rooms.meetings.models import Invited, Meeting

PLAN = actions.Plan(
    name="Violence, first meeting", place="Committee room 2",
    starts_at=datetime(2030, 1, 15, 14, 30, tzinfo=UTC), minutes=90, chair=None, notes="",
)  # fmt: skip


@dataclass(frozen=True)
class Met:
    """A meeting, its round, and how to get at their parts."""

    of: Consulted
    meeting_id: UUID

    @property
    def here(self) -> Here:
        return self.of.here

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        return access.meeting(self.here.seat, self.meeting_id)

    @property
    def register(self) -> list[Invited]:
        return access.register(self.meeting)

    @property
    def at(self) -> str:
        """Where its pages are."""
        return f"/p/{self.here.partnership.pk}/meetings/{self.meeting_id}/"


def planned(here: Here, of: Consulted | None = None) -> Met:
    """Return a meeting that is planned."""
    of = of or ready_round(here).open()
    made = actions.plan_meeting(by=here.seat, about=of.round, plan=PLAN)
    actions.invite(by=here.seat, about=made, members=[one.membership for one in of.assessors])
    return Met(of, made.pk)
