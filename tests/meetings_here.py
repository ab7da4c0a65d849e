"""A meeting for tests: of an open round, its six assessors invited."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from people_here import Here
from rounds_here import Consulted, ready_round

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import RoundIssue
from commonground.rooms.meetings import access, actions, date_actions, joining_actions, room_actions
from commonground.rooms.meetings.models import Invited, Meeting, ProposedDate

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

    def propose(self, day: date) -> ProposedDate:
        """Propose an afternoon for the meeting."""
        starts_at = datetime.combine(day, time(14), tzinfo=UTC)
        return date_actions.propose_date(by=self.here.seat, about=self.meeting, starts_at=starts_at)

    def start(self) -> "Met":
        """Start the meeting, and put the first issue before it."""
        room_actions.start_meeting(by=self.here.seat, about=self.meeting)
        return self.put(0)

    @property
    def issues(self) -> list[RoundIssue]:
        return list(consultation_access.round_issues(self.of.round))

    def put(self, at: int) -> "Met":
        """Put an issue before the meeting, by its place in the round."""
        meeting = self.meeting
        room_actions.put_issue(
            by=self.here.seat, about=meeting, issue=self.issues[at], version=meeting.version
        )
        return self

    def reveal(self) -> "Met":
        """Reveal the issue that is before the meeting."""
        meeting = self.meeting
        room_actions.reveal_issue(by=self.here.seat, about=meeting, version=meeting.version)
        return self

    def joined(self, at: int) -> str:
        """Let an assessor in by their name, and return where their phone is."""
        who = self.of.assessors[at]
        token = joining_actions.join_by_name(about=self.meeting, assessor_id=who.pk)
        return f"/take-part/{token}/"


def planned(here: Here, of: Consulted | None = None) -> Met:
    """Return a meeting that is planned."""
    of = of or ready_round(here).open()
    made = actions.plan_meeting(by=here.seat, about=of.round, plan=PLAN)
    actions.invite(by=here.seat, about=made, members=[one.membership for one in of.assessors])
    return Met(of, made.pk)
