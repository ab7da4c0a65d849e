"""When a data set is late: by its last period, and by what was asked of it. No clock is read."""

import calendar
from collections.abc import Iterable
from datetime import date

from commonground.rooms.profile.models import Cadence, Request, Supply

MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}


def expected_by(cadence: Cadence, period_to: date) -> date | None:
    """Return the day by which the period after one is to be here; None where none is agreed.

    It is the end of the period that follows it, as for the sets of section 17A: the quarter that
    begins in April is due by the end of September.

    >>> expected_by(Cadence.QUARTERLY, date(2026, 3, 31))
    datetime.date(2026, 9, 30)
    """
    months = MONTHS.get(cadence)
    if months is None:
        return None
    year, month = divmod(period_to.year * 12 + period_to.month - 1 + 2 * months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def open_request(requests: Iterable[Request], supplies: Iterable[Supply]) -> Request | None:
    """Return the first request since which nothing came; None where each was answered."""
    last = max((one.received_on for one in supplies), default=date.min)
    waiting = [one for one in requests if one.asked_on > last]
    return min(waiting, key=lambda one: (one.asked_on, one.number), default=None)
