"""Whether the stored record is whole: every chain, and the triggers that guard it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from commonground.rooms.audit import guards
from commonground.rooms.audit.chain import Break, first_break
from commonground.rooms.audit.models import Chain, Entry


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one chain: how many entries it should have, and its first break if any."""

    chain: UUID
    entries: int
    broken_at: Break | None


def check_chains() -> Iterator[Checked]:
    """Yield what is found of each chain, in the order of their ids."""
    for chain in Chain.objects.order_by("pk"):
        entries = Entry.objects.filter(chain=chain).order_by("sequence")
        lines = (entry.line for entry in entries.iterator(chunk_size=2000))
        yield Checked(chain.pk, chain.sequence, first_break(lines, chain.head))


def missing_guards() -> tuple[str, ...]:
    """Return the names of the database's triggers that should be there and are not."""
    return guards.missing(connection)
