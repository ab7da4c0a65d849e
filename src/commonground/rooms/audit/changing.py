"""Saves a changed object, unless somebody else saved it since its form was opened."""

from collections.abc import Mapping
from uuid import UUID

from commonground.rooms.audit.recording import Actor, facts, record
from commonground.rooms.objects import Versioned
from commonground.rooms.refusals import ChangedMeanwhile


def save_changes(
    current: Versioned,
    *,
    version: int,
    before: Mapping[str, object],
    partnership_id: UUID,
    by: Actor,
    verb: str = "changed",
) -> None:
    """Save and record an object that was read and locked in this action, `before` being its facts.

    Raises ChangedMeanwhile where it is newer than the `version` that the form was opened on. Saving
    what is there already writes and records nothing, so doing it twice does nothing.
    """
    if facts(current) == before:
        return
    if before["version"] != version:
        current.refresh_from_db()
        raise ChangedMeanwhile(current)
    current.version = version + 1
    current.save()
    record(
        partnership_id=partnership_id, by=by, verb=verb, about=current,
        before=before, after=facts(current),
    )  # fmt: skip
