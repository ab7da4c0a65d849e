"""The dates that a meeting could be held on, and what a link to answer about them opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from commonground.rooms.consultation.recipients import ON_ITS_WAY
from commonground.rooms.meetings.dates import Suit, suits
from commonground.rooms.meetings.models import (
    DateAnswer,
    DateLetter,
    Invited,
    Meeting,
    ProposedDate,
)
from commonground.rooms.people.access import LinkState, opened_link
from commonground.rooms.people.models import PersonalLink, Purpose


def dates(about: Meeting) -> list[ProposedDate]:
    """Return the dates that are proposed, the earliest first."""
    return list(ProposedDate.objects.filter(meeting=about).order_by("starts_at"))


def date(about: Meeting, date_id: UUID) -> ProposedDate:
    """Return one proposed date; Http404 where the meeting has none of that id."""
    found = ProposedDate.objects.filter(meeting=about, pk=date_id).first()
    if found is None:
        raise Http404
    return found


def suited(about: Meeting) -> list[Suit[ProposedDate]]:
    """Return how far each proposed date suits the agencies of those who have answered."""
    found = DateAnswer.objects.filter(date__meeting=about).values_list(
        "date_id", "invited__membership__agency__name", "invited__membership_id", "suits"
    )
    said: dict[UUID, list[tuple[str, str]]] = {}
    for date_id, agency, member, answer in found:
        # who speaks for no agency counts as themselves
        said.setdefault(date_id, []).append((agency or str(member), answer))
    every = dates(about)
    return suits(every, {one: said.get(one.pk, []) for one in every})


def answered(about: Meeting) -> int:
    """Return how many of those invited have answered."""
    found = DateAnswer.objects.filter(date__meeting=about)
    return found.values("invited").distinct().count()


def to_ask(about: Meeting) -> list[Invited]:
    """Return who is invited, has an address, and was not asked which dates suit."""
    found = Invited.objects.filter(meeting=about, link=None)
    found = found.exclude(membership__person__email=None).select_related("membership__person")
    return list(found.order_by("membership__person__name", "pk"))


def date_letters(about: Meeting) -> QuerySet[DateLetter]:
    """Return the letters that told a meeting's date, the latest first."""
    found = DateLetter.objects.filter(meeting=about).select_related("membership__person")
    return found.order_by("-written_at", "pk")


def to_tell(about: Meeting, register: Iterable[Invited]) -> list[Invited]:
    """Return who of the register is to be told the date: not who was told it, and told no other."""
    if about.starts_at is None:
        return []
    now = timezone.now()
    latest: dict[UUID, DateLetter] = {}
    people = list(register)
    written = DateLetter.objects.filter(
        meeting=about, membership__in=[one.membership_id for one in people]
    )
    for one in written.order_by("written_at", "pk"):
        if is_told_by(one, now):
            latest[one.membership_id] = one
    return [
        one
        for one in people
        if one.membership.person.email
        and (one.membership_id not in latest
             or latest[one.membership_id].starts_at != about.starts_at)
    ]  # fmt: skip


def is_told_by(letter: DateLetter, now: datetime) -> bool:
    """Return whether somebody has a letter, or is about to.

    Not where the mail server refused it, nor where nothing more was heard of it.
    """
    if letter.sent_at is not None:
        return True
    return not letter.fault and letter.written_at > now - ON_ITS_WAY


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link to say which dates suit opens, or why it opens nothing."""

    state: LinkState
    link: PersonalLink | None
    invited: Invited | None


def asked(token: str, now: datetime) -> Asked:
    """Return whom a link asks about which meeting."""
    opened = opened_link(token, now, Purpose.DATES)
    if opened.link is None:
        return Asked(opened.state, None, None)
    found = Invited.objects.filter(link=opened.link).select_related(
        "meeting__round__partnership", "membership__person"
    )
    invited = found.first()
    state = opened.state if invited else LinkState.REVOKED
    return Asked(state, opened.link, invited)


def own_answers(of: Invited) -> dict[UUID, str]:
    """Return what somebody said of each date."""
    return dict(DateAnswer.objects.filter(invited=of).values_list("date_id", "suits"))
