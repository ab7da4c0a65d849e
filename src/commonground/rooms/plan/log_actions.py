"""Writes a dated row into an action's log, with each field before and after."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max
from django.utils import timezone

from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.plan.models import Action, Change, Entry, Kind, Via

By = Seat | Holder
"""Somebody who is signed in, or the holder of a personal link."""

Words = Mapping[str, str]
"""What fields hold, as they are shown to people, by the names of the fields."""


def enter(
    by: By, about: Action, kind: Kind, *, via: Via, note: str = "", before: Words | None = None,
    after: Words | None = None, reviewed_on: date | None = None, reviewed_by: str = "",
) -> Entry:  # fmt: skip
    """Add a row to the log of an action that this transaction has locked."""
    last = Entry.objects.filter(action=about).aggregate(last=Max("number"))["last"] or 0
    made = Entry.objects.create(
        action=about, number=last + 1, kind=kind, via=via, status=about.status, note=note,
        by=by.person if isinstance(by, Seat) else None,
        member=by.member if isinstance(by, Holder) else None,
        reviewed_on=reviewed_on, reviewed_by=reviewed_by,
    )  # fmt: skip
    Change.objects.bulk_create(_changes(made, before or {}, after or {}))
    return made


def enter_first(by: By, actions: Iterable[Action], via: Via) -> None:
    """Add the first row to the logs of actions that were made just now."""
    person = by.person if isinstance(by, Seat) else None
    member = by.member if isinstance(by, Holder) else None
    Entry.objects.bulk_create(
        Entry(action=one, number=1, kind=Kind.ADDED, via=via, status=one.status, by=person,
              member=member, at=timezone.now())
        for one in actions
    )  # fmt: skip


def _changes(entry: Entry, before: Words, after: Words) -> list[Change]:
    return [
        Change(entry=entry, field=field, before=before.get(field, ""), after=after.get(field, ""))
        for field in dict.fromkeys([*before, *after])
        if before.get(field, "") != after.get(field, "")
    ]
