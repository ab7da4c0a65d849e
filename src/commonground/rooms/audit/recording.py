"""`@action` opens the one transaction of a write; `record` writes its audit entry inside it."""

import functools
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
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

NEVER_RECORDED = frozenset({"password", "token_hash", "last_login"})

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
) -> Entry:
    """Add an entry to a partnership's record, or the installation's; NotInAction outside an action.

    `verb` is a past tense that reads well between a name and a kind of object: "added", "withdrew".
    """
    if not _in_action.get() or not transaction.get_connection().in_atomic_block:
        raise NotInAction(f"{verb} {about._meta.label}: a write is recorded inside its action.")
    chain, _ = Chain.objects.select_for_update().get_or_create(id=partnership_id or INSTALLATION)
    entry = Entry(
        chain=chain,
        sequence=chain.sequence + 1,
        at=timezone.now(),
        actor=by.label,
        verb=verb,
        object_type=str(about._meta.model_name),
        object_id=str(about.pk),
        before=_json(before),
        after=_json(after),
        previous=chain.digest,
    )
    entry.digest = digest_of(entry.line)
    entry.save(force_insert=True)
    Chain.objects.filter(pk=chain.pk).update(sequence=entry.sequence, digest=entry.digest)
    return entry


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
    return value


def _json(facts: Facts | None) -> str:
    if facts is None:
        return ""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
