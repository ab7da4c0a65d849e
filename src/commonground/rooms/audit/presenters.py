"""What the page of the record shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.rooms.audit.models import Entry
from commonground.rooms.people.access import Seat

UNSAID = frozenset({"version", "id"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an entry changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry."""

    number: int
    at: str
    who: str
    who_href: str
    verb: str
    what: str
    what_href: str
    changes: list[Change]
    digest: str


def person_ids(entries: Iterable[Entry]) -> set[UUID]:
    """Return the persons whom the entries name: who did it, and whom a field points at."""
    found = set()
    for entry in entries:
        kind, _colon, name = entry.actor.partition(":")
        if kind == "person":
            found.add(UUID(name))
        if entry.object_type == "person":
            found.add(UUID(entry.object_id))
        for value in entry.changes.get("person_id", ()):
            if value:
                found.add(UUID(str(value)))
    return found


def entry_rows(here: Seat, entries: Iterable[Entry], names: Mapping[UUID, str]) -> list[EntryRow]:
    """Return the rows, persons by name where they are known."""
    page = reverse("audit:entries", args=[here.partnership.pk])
    return [
        EntryRow(
            number=entry.sequence,
            at=date_format(localtime(entry.at), "DATETIME_FORMAT"),
            who=_who(entry.actor, names),
            who_href=f"{page}?by={entry.actor.partition(':')[2]}"
            if entry.actor.startswith("person:")
            else "",
            verb=_(entry.verb),
            what=_what(entry, names),
            what_href=f"{page}?about={entry.object_id}",
            changes=[
                Change(_field(name), _value(name, before, names), _value(name, after, names))
                for name, (before, after) in entry.changes.items()
                if name not in UNSAID
            ],
            digest=entry.digest[:12],
        )
        for entry in entries
    ]


def _who(actor: str, names: Mapping[UUID, str]) -> str:
    kind, _colon, found = actor.partition(":")
    if kind == "person":
        return names.get(UUID(found), found)
    return _("The holder of a personal link") if kind == "link" else _("The system")


def _what(entry: Entry, names: Mapping[UUID, str]) -> str:
    kind = _kind(entry.object_type)
    facts = entry.changes
    name = facts.get("name", ("", ""))[1] or facts.get("role", ("", ""))[1]
    if not name and entry.object_type == "membership":
        name = names.get(UUID(str(facts["person_id"][1]))) if "person_id" in facts else ""
    return f"{kind}: {name}" if name else kind


def _kind(object_type: str) -> str:
    for model in apps.get_models():
        if model._meta.model_name == object_type:
            return str(model._meta.verbose_name)
    return object_type


def _field(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _value(name: str, value: object, names: Mapping[UUID, str]) -> str:
    if name == "person_id" and value:
        return names.get(UUID(str(value)), str(value))
    return _("(none)") if value is None or value == "" else str(value)
