"""What the page of the record shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.words import FIELDS, KINDS
from commonground.rooms.people.access import Seat, is_member

UNSAID = frozenset({"version", "id", "partnership_id", "name_key", "ranking_id", "closing_id"})
"""Fields that say nothing to a reader: a page is about one partnership, a round has one ranking."""
ACTORS = {
    "link": gettext_lazy("The holder of a personal link"),
    "somebody": gettext_lazy("Somebody"),
}
ID_LENGTH = 36
SHORT = 8
"""As much of an id as tells two people apart whose names are not for the reader."""
WHEN = "SHORT_DATETIME_FORMAT"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*[+-]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an entry changed."""

    field: str
    before: str
    """Empty where there was nothing before."""
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


def ids_in(entries: Iterable[Entry]) -> set[UUID]:
    """Return every id that the entries name: who did it, to what, and what fields point at."""
    found = set()
    for entry in entries:
        values = [value for pair in entry.changes.values() for value in pair]
        for text in (entry.actor.partition(":")[2], entry.object_id, *values):
            if (one := _id(text)) is not None:
                found.add(one)
    return found


def _id(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) and len(text) == ID_LENGTH else None
    except ValueError:
        return None


def address(here: Seat) -> str:
    """Return the address of a partnership's record."""
    return reverse("audit:entries", args=[here.partnership.pk])


def account_address(here: Seat, person_id: UUID) -> str:
    """Return where it is said what became of somebody's account; empty where they are no member."""
    return f"{address(here)}?account={person_id}" if is_member(here, person_id) else ""


def entry_rows(entries: Iterable[Entry], names: Mapping[UUID, str], page: str) -> list[EntryRow]:
    """Return the rows, persons by name where known; links go to `page`, if there is one."""
    return [
        EntryRow(
            number=entry.sequence,
            at=date_format(localtime(entry.at), WHEN),
            who=_who(entry.actor, names),
            who_href=f"{page}?by={entry.actor.partition(':')[2]}"
            if page and entry.actor.startswith("person:")
            else "",
            verb=_(entry.verb),
            what=_what(entry, names),
            what_href=f"{page}?about={entry.object_id}" if page else "",
            changes=list(_changes(entry, names)),
            digest=entry.digest[:12],
        )
        for entry in entries
    ]


def _changes(entry: Entry, names: Mapping[UUID, str]) -> Iterator[Change]:
    """Yield what an entry changed; what was empty and stays so says nothing."""
    for name, (before, after) in entry.changes.items():
        if name in UNSAID or (_is_empty(before) and _is_empty(after)):
            continue
        said = [_value(one, names, _choices(entry, name)) for one in (before, after)]
        yield Change(_field(entry, name), "" if _is_empty(before) else said[0], said[1])


def _is_empty(value: object) -> bool:
    return value is None or value == ""


def _who(actor: str, names: Mapping[UUID, str]) -> str:
    kind, _colon, found = actor.partition(":")
    if kind == "person":
        known = names.get(UUID(found))
        return known or _("Somebody else (%(id)s)") % {"id": found[:SHORT]}
    if kind == "link" and (name := names.get(UUID(found))):
        return _("%(name)s, by personal link") % {"name": name}
    return str(ACTORS.get(kind, _("The system")))


def _what(entry: Entry, names: Mapping[UUID, str]) -> str:
    kind, facts = _kind(entry.object_type), entry.changes
    one = _id(entry.object_id)
    role = _after(facts, "role")
    name = (names.get(one) if one else None) or _after(facts, "name")
    name = name or _choices(entry, "role").get(role, role)
    name = name or _before(facts, "name")
    return f"{kind}: {name}" if name else kind


def _after(facts: Mapping[str, tuple[object, object]], name: str) -> str:
    return str(facts.get(name, (None, None))[1] or "")


def _before(facts: Mapping[str, tuple[object, object]], name: str) -> str:
    return str(facts.get(name, (None, None))[0] or "")


def _kind(object_type: str) -> str:
    model = _models().get(object_type)
    return str(model._meta.verbose_name) if model else object_type


def _models() -> dict[str, type[Model]]:
    return {str(model._meta.model_name): model for model in apps.get_models()}


def _column(entry: Entry, name: str) -> object:
    """Return the model's field of this name, or None for one of an earlier release."""
    model = _models().get(entry.object_type)
    found = model._meta.concrete_fields if model else ()
    return next((one for one in found if one.attname == name), None)


def _choices(entry: Entry, name: str) -> Mapping[str, str]:
    """Return the words for what a field can hold, where it is one of a few."""
    choices = getattr(_column(entry, name), "flatchoices", None) or KINDS.items()
    return {str(value): str(label) for value, label in choices}


def _field(entry: Entry, name: str) -> str:
    """Return what a field is called: its model's words for it, or else those of the table."""
    own = getattr(_column(entry, name), "verbose_name", "")
    if isinstance(own, Promise):
        return str(own)
    return str(FIELDS.get(name, name.removesuffix("_id").replace("_", " ")))


def _value(value: object, names: Mapping[UUID, str], choices: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if _is_empty(value):
        return _("(none)")
    if str(value) in choices:
        return choices[str(value)]
    one = _id(value)
    if one is not None:
        return names.get(one, str(value))
    return _moment(str(value))


def _moment(text: str) -> str:
    """Return a day or a moment as people write it; any other text as it is."""
    if DAY.fullmatch(text):
        return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
    if not MOMENT.fullmatch(text):
        return text
    return date_format(localtime(datetime.fromisoformat(text)), WHEN)
