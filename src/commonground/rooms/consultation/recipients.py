"""Who is written to, and when: each kind of letter has its moment, and nobody gets it twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation import access
from commonground.rooms.consultation.access import Pages
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import Assessor, Kind, Message, Round

BETWEEN_REMINDERS = timedelta(days=1)
ON_ITS_WAY = timedelta(minutes=10)
"""How long a letter that was begun counts as sent, while nobody knows what became of it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is to get a letter, and how far they have come."""

    assessor: Assessor
    pages: Pages


def _has_a_page_left(pages: Pages) -> bool:
    return pages.left > 0


def _took_part(pages: Pages) -> bool:
    return pages.has_begun


_WANTED: Mapping[Kind, Callable[[Pages], bool]] = {
    Kind.INVITATION: _has_a_page_left,
    Kind.REMINDER: _has_a_page_left,
    Kind.THANKS: _took_part,
}


def is_time_for(kind: Kind, about: Round) -> bool:
    """Return whether a round is as far as a letter of this kind says it is."""
    return about.is_closed if kind == Kind.THANKS else about.is_open


def check_time_for(kind: Kind, about: Round) -> None:
    """Raise BadInput unless it is."""
    if is_time_for(kind, about):
        return
    if kind == Kind.THANKS:
        raise BadInput(_("Thanks go out after the round has closed."))
    raise BadInput(_("Invitations and reminders go out while the round is open."))


def has_it(message: Message, now: datetime) -> bool:
    """Return whether somebody has this letter, or is about to, so that no other is due.

    Not where the mail server refused it, nor where it was begun and nothing more was heard of it,
    nor where it is a reminder of another day.
    """
    if message.sent_at is None:
        return not message.fault and message.written_at > now - ON_ITS_WAY
    return message.kind != Kind.REMINDER or message.sent_at > now - BETWEEN_REMINDERS


def written(about: Round, kind: Kind, to: Assessor) -> list[Message]:
    """Return the letters of this kind that somebody was written in this stage."""
    return list(Message.objects.filter(assessor=to, kind=kind, stage=about.stage))


def recipients(about: Round, kind: Kind) -> list[Recipient]:
    """Return who is to get a letter of this kind now, by agency and name.

    They have an address and are asked about something. A reminder goes to whoever was invited and
    has pages left, thanks to whoever took part.
    """
    pages = access.pages(about, len(published_method(about).criteria))
    return due(about, pages, access.assessors(about)).get(kind, [])


def due(
    about: Round, pages: Mapping[UUID, Pages], people: Iterable[Assessor]
) -> dict[Kind, list[Recipient]]:
    """Return the same for every kind of letter that somebody is to get now."""
    now = timezone.now()
    has: dict[Kind, set[UUID]] = {kind: set() for kind in Kind}
    for one in Message.objects.filter(assessor__round=about, stage=about.stage):
        if has_it(one, now):
            has[Kind(one.kind)].add(one.assessor_id)
    # never by number: the log of letters would tell whose each number in an evidence pack is
    reachable = [one for one in people if one.pk in pages and one.membership.person.email]
    found = {
        kind: [
            Recipient(one, pages[one.pk])
            for one in reachable
            if one.pk not in has[kind]
            and _WANTED[kind](pages[one.pk])
            and (kind != Kind.REMINDER or one.pk in has[Kind.INVITATION])
        ]
        for kind in Kind
        if is_time_for(kind, about)
    }
    return {kind: some for kind, some in found.items() if some}
