"""`@action` opens the one transaction of a write; `record` writes its audit entry inside it."""

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from commonground.rooms.audit.chain import digest_of
from commonground.rooms.audit.models import INSTALLATION, Chain, Entry

Given = ParamSpec("Given")
Result = TypeVar("Result")
Facts = Mapping[str, object]
"""What is known of an object, by the names of its fields."""

NEVER_RECORDED = frozenset({"password", "token_hash", "last_login", "last_used_at"})

_in_action: ContextVar[bool] = ContextVar("in_action", default=False)


class NotInAction(RuntimeError):
    """`record` was called outside an action, where it and the write could come apart."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a person, somebody with a personal link, or the system itself."""

    label: str

    @classmethod
    def person(cls, person_id: UUID) -> "Actor":
        return cls(f"person:{person_id}")

    @classmethod
    def link(cls, link_id: UUID) -> "Actor":
        return cls(f"link:{link_id}")


SYSTEM = Actor("system")
SOMEBODY = Actor("somebody")
"""Whoever typed an address and did not get in, or scored by a program: neither is recorded."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One write to be recorded: what was done to which object, and its facts on both sides.

    `verb` is a past tense that reads well between a name and a kind of object: "added", "withdrew".
    """

    verb: str
    about: models.Model
    before: Facts | None = None
    after: Facts | None = None


def action(write: Callable[Given, Result]) -> Callable[Given, Result]:
    """Make a function an action: all of it and its entries are written, or none of it.

    An action called by another is part of that one's transaction.
    """

    @functools.wraps(write)
    def written(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        token = _in_action.set(True)
        try:
            with transaction.atomic():
                return write(*args, **kwargs)
        finally:
            _in_action.reset(token)

    return written


def record(
    *,
    partnership_id: UUID | None,
    by: Actor,
    verb: str,
    about: models.Model,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Record one deed; NotInAction outside an action."""
    record_all(partnership_id=partnership_id, by=by, deeds=[Deed(verb, about, before, after)])


def record_all(*, partnership_id: UUID | None, by: Actor, deeds: Sequence[Deed]) -> None:
    """Add an entry for each deed to a partnership's record, or the installation's.

    A thousand take a few inserts, in the deeds' order. NotInAction outside an action.
    """
    if deeds:
        _add(partnership_id or INSTALLATION, by, deeds)


def record_of_account(
    *,
    person: models.Model,
    by: Actor,
    verb: str,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Add an entry to a person's own record, of what becomes of their account.

    It has a chain of its own, whose id is the person's: signing in belongs to no partnership, and
    must wait for no other writer.
    """
    _add(UUID(str(person.pk)), by, [Deed(verb, person, before, after)])


def _add(chain_id: UUID, by: Actor, deeds: Sequence[Deed]) -> None:
    if not _in_action.get() or not transaction.get_connection().in_atomic_block:
        raise NotInAction(
            f"{deeds[0].verb} {deeds[0].about._meta.label}: a write is recorded inside its action."
        )
    chain, _ = Chain.objects.select_for_update().get_or_create(id=chain_id)
    entries = list(_entries(chain, by, deeds))
    Entry.objects.bulk_create(entries)
    chain.sequence, chain.digest = entries[-1].sequence, entries[-1].digest
    chain.save()


def _entries(chain: Chain, by: Actor, deeds: Iterable[Deed]) -> Iterator[Entry]:
    """Yield an entry for each deed, each holding the digest of the one before it."""
    now, digest = timezone.now(), chain.digest
    for sequence, deed in enumerate(deeds, chain.sequence + 1):
        entry = Entry(
            chain=chain,
            sequence=sequence,
            at=now,
            actor=by.label,
            verb=deed.verb,
            object_type=str(deed.about._meta.model_name),
            object_id=str(deed.about.pk),
            before=_json(deed.before),
            after=_json(deed.after),
            previous=digest,
        )
        entry.digest = digest = digest_of(entry.line)
        yield entry


def facts(instance: models.Model) -> dict[str, object]:
    """Return what an object's own columns hold, but for secrets, ready to be recorded."""
    return {
        field.attname: _plain(getattr(instance, field.attname))
        for field in instance._meta.concrete_fields
        if field.attname not in NEVER_RECORDED
    }


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        # as it is meant: a column gives back 5.00 where 5 was written
        return format(value.normalize(), "f")
    return value


def _json(facts: Facts | None) -> str:
    if facts is None:
        return ""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
