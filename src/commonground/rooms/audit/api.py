"""The API of the record: it is only ever read."""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Any
from uuid import UUID

from ninja import Query, Router
from pydantic import BaseModel, Field

from commonground.rooms.answers import REFUSALS, Listed, Paging, listed
from commonground.rooms.audit import access
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.api import HERE, seat_of
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.people.rules import Verb
from commonground.rooms.themes.blindness import unseen_in_record

router = Router(tags=["Audit"])


class EntryFilter(Paging):
    """Which entries to list."""

    about: UUID | None = Field(None, description="Those about one object alone.")
    by: UUID | None = Field(None, description="Those of one person alone.")


class EntryOut(BaseModel):
    """One thing that was done, never changed afterwards."""

    sequence: int = Field(description="Its number in the partnership's record, without gaps.")
    at: datetime
    actor: str = Field(description="`person:` or `link:` and an id, or `system`.")
    verb: str
    object_type: str
    object_id: str
    before: dict[str, Any] | None = Field(description="Its fields before; null where it was new.")
    after: dict[str, Any] | None = Field(description="Its fields after.")
    previous: str = Field(description="The digest of the entry before, which chains them.")
    digest: str


def entries_out(some: Iterable[Entry]) -> list[EntryOut]:
    """Return entries as they are stored."""
    return [
        EntryOut(
            sequence=one.sequence, at=one.at, actor=one.actor, verb=one.verb,
            object_type=one.object_type, object_id=one.object_id,
            before=loads(one.before) if one.before else None,
            after=loads(one.after) if one.after else None,
            previous=one.previous, digest=one.digest,
        )
        for one in some
    ]  # fmt: skip


@router.get(HERE + "/audit", response={200: Listed[EntryOut], **REFUSALS})
def list_entries(
    request: AskedByProgram, partnership_id: UUID, asked: Query[EntryFilter]
) -> Listed[EntryOut]:
    """List what was done, the latest first."""
    seat = seat_of(request, partnership_id, Verb.READ_AUDIT)
    found = access.entries(seat, asked.about, asked.by, without=unseen_in_record(seat))
    return listed(found, asked, entries_out)
