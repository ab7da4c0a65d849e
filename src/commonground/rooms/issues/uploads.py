"""A long list between its preview and its import: sealed in the page, and read back from it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from commonground.rooms.issues.importing import Draft, LongList
from commonground.rooms.issues.models import Origin
from commonground.rooms.uploads import sealed, unsealed


def packed(read: LongList, partnership_id: UUID) -> str:
    """Return what was read, sealed for one partnership, to be sent back by the page.

    Nothing where a fault stands: there is nothing to confirm, and no fault is ever kept.
    """
    if read.faults:
        return ""
    rows = [{**asdict(one), "tags": sorted(one.tags), "faults": ()} for one in read.drafts]
    return sealed({"rows": rows, "has": sorted(read.has)}, _purpose(partnership_id))


def unpacked(text: str, partnership_id: UUID) -> LongList:
    """Return what a page sent back; BadInput where it is too old, altered, or another's."""
    content = unsealed(text, _purpose(partnership_id))
    return LongList(tuple(_drafts(content["rows"])), frozenset(content["has"]), (), ())


def _purpose(partnership_id: UUID) -> str:
    return f"issues:{partnership_id}"


def _drafts(rows: Iterable[dict[str, Any]]) -> Iterable[Draft]:
    for row in rows:
        known = {
            "origin": Origin(row["origin"]),
            "tags": frozenset(row["tags"]),
            "faults": (),
        }
        yield Draft(**{**row, **known})
