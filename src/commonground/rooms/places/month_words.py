"""Months in the reader's own words."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.geography.looking import Period
from commonground.geography.presence import MonthFound, Presence


def month_told(month: str) -> str:
    """Return a month, such as "2026-03", in words."""
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")


def span_told(first: str, last: str) -> str:
    """Return from which month to which, or the one that both are."""
    if first == last:
        return month_told(first)
    return _("%(first)s to %(last)s") % {"first": month_told(first), "last": month_told(last)}


def period_told(period: Period) -> str:
    """Return a period in words."""
    return span_told(period.first, period.last)


def months_told(months: Sequence[str]) -> list[str]:
    """Return months in words."""
    return [month_told(one) for one in months]


def presence_told(found: MonthFound) -> str:
    """Return a month in words, with what is wrong with it."""
    told = {"month": month_told(found.month)}
    if found.presence is Presence.MISSING:
        return _("%(month)s (missing)") % told
    if found.presence is Presence.PARTIAL:
        return _("%(month)s (in part)") % told
    return told["month"]


def month_choice(found: MonthFound) -> tuple[str, str]:
    """Return a month as something to choose."""
    return found.month, presence_told(found)
