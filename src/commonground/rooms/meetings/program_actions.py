"""What a program shows and agrees on beside a meeting: the phones of one under way follow it."""

from collections.abc import Mapping

from commonground.rooms.audit.recording import action
from commonground.rooms.consultation.agreeing_actions import Agreed, agree
from commonground.rooms.consultation.models import RoundIssue
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.meetings.models import Meeting, State
from commonground.rooms.people.access import Seat


@action
def reveal_by_program(*, by: Seat, about: RoundIssue) -> None:
    """Reveal an issue as `reveal` does, and let the screens of a meeting under way know."""
    _screens_follow(about)
    reveal(by=by, about=about)


@action
def agree_by_program(*, by: Seat, about: RoundIssue, said: Mapping[str, Agreed]) -> None:
    """Keep what was agreed as `agree` does, and let the screens of a meeting under way know."""
    _screens_follow(about)
    agree(by=by, about=about, said=said)


def _screens_follow(about: RoundIssue) -> None:
    """Put out of date what shows the issue; first, as the meeting's own presses do."""
    shown = Meeting.objects.filter(round=about.round, state=State.RUNNING, present_issue=about)
    for current in shown.select_for_update():
        current.version += 1
        current.save(update_fields=["version"])
