"""How evidence of an action is shown: what it shows, when it came, and where it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from commonground.rooms.plan import tied
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.tied import Tie


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What shows that something was done, with where it is."""

    name: str
    when: str
    href: str
    what: str


def evidence_rows(
    some: Sequence[Tie], file_href: Callable[[UUID], str] | None = None
) -> list[EvidenceRow]:
    """Return an action's evidence, the latest first.

    `file_href` says where a file is taken away; without it files are named and not offered.
    """
    found = tied.of_kind(some, tied.EVIDENCE)
    found.sort(key=lambda one: (one.first is not None, one.first), reverse=True)
    return [_row(one, file_href) for one in found]


def _row(one: Tie, file_href: Callable[[UUID], str] | None) -> EvidenceRow:
    when = day_in_words(one.first)
    if not one.number:
        return EvidenceRow(name=one.name, when=when, href=one.word, what=one.word)
    size = _("%(name)s, %(size)s KB") % {"name": one.word, "size": max(1, one.number // 1000)}
    return EvidenceRow(
        name=one.name, when=when, href=file_href(one.id) if file_href else "", what=size
    )
