"""Plans a meeting of the invented partnership's open round, for its invented people."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from commonground.rooms.audit.recording import action
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Round, Status
from commonground.rooms.meetings.actions import Plan, invite, plan_meeting
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Way

AHEAD = timedelta(days=7)
STARTS = time(14)


@action
def fill_demo(*, by: Seat) -> None:
    """Plan one meeting a week ahead, and invite those who take part in meetings."""
    about = Round.objects.get(partnership=by.partnership, status=Status.OPEN)
    day = timezone.localdate() + AHEAD
    plan = Plan(
        name="First meeting (invented)", place="Committee room 2, Larkenmere (invented)",
        starts_at=timezone.make_aware(datetime.combine(day, STARTS)), minutes=120, chair=None,
        notes="Bring a phone: everybody scores on their own (invented).",
    )  # fmt: skip
    made = plan_meeting(by=by, about=about, plan=plan)
    people = consultation_access.assessors(about).filter(way=Way.MEETING)
    invite(by=by, about=made, members=[one.membership for one in people])
