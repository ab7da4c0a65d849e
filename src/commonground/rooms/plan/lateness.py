"""What of a plan is late on a day: past its due date, or past a review that nobody held."""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import Q

from commonground.rooms.plan.models import ENDED, Action

UNTOLD_DAYS = 90
"""How long an action may go without a word before somebody is asked about it; our design."""


def late_on(day: date) -> Q:
    """Return what finds the live actions that are past their due date or their review."""
    return ~Q(status__in=ENDED) & (Q(due_on__lt=day) | Q(review_on__lt=day))


def untold_on(day: date) -> Q:
    """Return what finds the live actions of which nothing was said for long."""
    return ~Q(status__in=ENDED) & Q(told_at__date__lt=day - timedelta(days=UNTOLD_DAYS))


def is_overdue(about: Action, day: date) -> bool:
    """Return whether a live action is past its due date."""
    return about.is_live and about.due_on is not None and about.due_on < day


def is_review_late(about: Action, day: date) -> bool:
    """Return whether a live action is past the day on which it was to be reviewed."""
    return about.is_live and about.review_on is not None and about.review_on < day


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it is shorter.

    >>> months_after(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
