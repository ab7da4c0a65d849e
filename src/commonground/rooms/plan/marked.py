"""How highly what a page shows of a plan is marked: as its highest part."""

from collections.abc import Iterable
from typing import Protocol

from commonground.documents.contents.audiences import highest
from commonground.rooms.plan.models import Plan


class Marked(Protocol):
    """Something that carries a marking of its own."""

    @property
    def marking(self) -> str: ...


def marking_of(about: Plan, shown: Iterable[Marked]) -> str:
    """Return the highest marking of a plan and of what is shown of it."""
    return highest([about.marking, *(one.marking for one in shown)])
