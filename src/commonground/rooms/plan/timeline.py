"""What happens to the actions of a plan in some months: what is due, reviewed or to be reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from commonground.rooms.plan.lateness import is_overdue, is_review_late, months_after
from commonground.rooms.plan.models import ENDED, Action, Milestone

MONTHS = 12
"""How many months a timeline shows; our design, so that it stands on one sheet."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some whole months, by the first day of the first."""

    first: date
    months: int

    @property
    def starts(self) -> list[date]:
        """The first day of each month."""
        return [months_after(self.first, at) for at in range(self.months)]

    @property
    def last(self) -> date:
        """The last day of the last month."""
        return months_after(self.first, self.months) - timedelta(days=1)


def window_of(since: date | None, until: date | None, today: date) -> Window:
    """Return the months to show: twelve from the first day, or fewer until the last.

    >>> window_of(date(2027, 5, 20), date(2027, 7, 1), date(2026, 1, 1))
    Window(first=datetime.date(2027, 5, 1), months=3)
    >>> window_of(None, date(2027, 7, 1), date(2026, 1, 1))
    Window(first=datetime.date(2026, 8, 1), months=12)
    """
    if since is None and until is not None:
        return Window(months_after(until.replace(day=1), 1 - MONTHS), MONTHS)
    first = (since or today).replace(day=1)
    if until is None:
        return Window(first, MONTHS)
    months = (until.year - first.year) * 12 + until.month - first.month + 1
    return Window(first, max(1, min(MONTHS, months)))


def within(found: QuerySet[Action], window: Window) -> QuerySet[Action]:
    """Return those of some actions to which something happens in a window."""
    days = (window.first, window.last)
    reached = Milestone.objects.annotate(day=Coalesce("done_on", "due_on")).filter(
        action=OuterRef("pk"), is_removed=False, day__range=days
    )
    review = ~Q(status__in=ENDED) & Q(review_on__range=days)
    return found.filter(Q(due_on__range=days) | review | Exists(reached))


class What(StrEnum):
    """What happens on a day."""

    DUE = "due"
    REVIEW = "review"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """Something that happens to an action on a day; a milestone has its text."""

    on: date
    what: What
    text: str = ""
    is_late: bool = False
    is_done: bool = False


def happenings(about: Action, today: date) -> Iterator[Happening]:
    """Yield what happens to an action, from what was read with it."""
    if about.due_on:
        yield Happening(about.due_on, What.DUE, is_late=is_overdue(about, today))
    if about.review_on and about.is_live:
        yield Happening(about.review_on, What.REVIEW, is_late=is_review_late(about, today))
    for one in about.milestones.all():
        day = one.done_on or one.due_on
        if day:
            is_done = one.done_on is not None
            is_late = about.is_live and not is_done and day < today
            yield Happening(day, What.MILESTONE, one.text, is_late=is_late, is_done=is_done)


def is_under_way(about: Action, month: date) -> bool:
    """Return whether a month lies between the start of an action and the day it is due."""
    if about.starts_on is None or about.due_on is None:
        return False
    return about.starts_on.replace(day=1) <= month <= about.due_on
