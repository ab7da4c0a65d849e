"""The priority locations as csv, marked as highly as the highest of them."""

from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.audiences import highest
from commonground.documents.flat import csv_text, flat
from commonground.documents.markings import OFFICIAL
from commonground.rooms.assessment.exporting import Taken
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.places import location_access
from commonground.rooms.places.models import PriorityLocation
from commonground.rooms.places.rules import Verb, check_may_do


@action
def take_locations(*, by: Seat) -> Taken:
    """Return every location, open and closed, as csv. That it was taken is recorded."""
    check_may_do(by.roles, Verb.EXPORT)
    found = list(location_access.every_location(by))
    held = csv_text(flat(_records(found))).encode("utf-8-sig")
    name = f"priority-locations-{highest([OFFICIAL, *(one.marking for one in found)])}.csv"
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"),
        about=by.partnership, after={"file": name, "sha256": sha256(held).hexdigest()},
    )  # fmt: skip
    return Taken(name, "text/csv; charset=utf-8", held)


def _records(found: list[PriorityLocation]) -> Iterator[dict[str, object]]:
    areas = location_access.areas_of_all(found)
    for one in found:
        yield {
            "name": one.name,
            "areas": ", ".join(area.name for area in areas[one.pk]),
            "codes": ", ".join(area.code for area in areas[one.pk]),
            "reason": one.reason,
            "evidence": one.evidence,
            "confidence": one.confidence,
            "first_month": one.first_month,
            "last_month": one.last_month,
            "incidents": "" if one.incidents is None else one.incidents,
            "taken_on": one.made_at.date().isoformat(),
            "closed_because": one.closed_reason,
            "marking": one.marking,
        }
