"""What is wrong as of the latest run, a rule or a heading at a time."""

from collections.abc import Collection

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.readiness.access import open_rows
from commonground.rooms.readiness.models import FindingRow
from commonground.rooms.readiness.rules import Verb, check_may_do

MOST_SHOWN = 10


def rows(here: Seat, rule_id: str) -> QuerySet[FindingRow]:
    """Return everything that one rule finds wrong."""
    check_may_do(here.roles, Verb.SEE_READINESS)
    return open_rows(here.partnership).filter(rule=rule_id)


def first_rows(here: Seat, rule_ids: Collection[str], number: int) -> dict[str, list[FindingRow]]:
    """Return the first so many rows of each of these rules, in one query."""
    check_may_do(here.roles, Verb.SEE_READINESS)
    place = Window(RowNumber(), partition_by=[F("rule")], order_by=F("id").asc())
    found = open_rows(here.partnership).filter(rule__in=rule_ids).annotate(place=place)
    held: dict[str, list[FindingRow]] = {}
    for one in found.filter(place__lte=number):
        held.setdefault(one.rule, []).append(one)
    return held


def asked_about(here: Seat, rule_id: str, key: str) -> list[FindingRow]:
    """Return the row that is to be answered for, or the first rows of the whole rule.

    Http404 where the latest run found nothing there.
    """
    found = rows(here, rule_id)
    held = list((found.filter(key=key) if key else found)[:MOST_SHOWN])
    if not held:
        raise Http404
    return held
