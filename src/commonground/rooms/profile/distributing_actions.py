"""The distribution list of a release: who receives it, and who said that they read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import Actor, action, facts, record
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.member_actions import held_member, make_link, revoke_link
from commonground.rooms.people.models import Purpose
from commonground.rooms.plan.checking import own
from commonground.rooms.profile.models import Profile, Recipient, Release
from commonground.rooms.profile.rules import Verb, check_may_do

LINK_LASTS = timedelta(days=90)
"""A quarter: from one meeting of the board to the next; our design."""
FAULT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Addressed:
    """Somebody who receives a release, with the token of their link, which is kept nowhere."""

    recipient: Recipient
    token: str


@action
def address(*, by: Seat, about: Release, members: Collection[UUID]) -> list[Addressed]:
    """Put people on the distribution list, each with a link of their own; nobody stands twice."""
    check_may_do(by.roles, Verb.DISTRIBUTE)
    _locked(by, about)
    if not members:
        raise BadInput(_("Choose who is to receive it."))
    reachable = people_access.reachable(by)
    found = own(reachable, members, _("Choose people of this partnership who have an address."))
    there = set(Recipient.objects.filter(release=about).values_list("member_id", flat=True))
    made = []
    for member in found:
        if member.pk in there:
            continue
        link = make_link(by=by, member=member, purpose=Purpose.READ, lasts=LINK_LASTS)
        one = Recipient.objects.create(release=about, member=member, link=link.link)
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=one,
            after=facts(one),
        )  # fmt: skip
        made.append(Addressed(one, link.token))
    return made


@action
def address_again(*, by: Seat, about: Release) -> list[Addressed]:
    """Give a new link to everybody on the list who has not said that they read it."""
    check_may_do(by.roles, Verb.DISTRIBUTE)
    _locked(by, about)
    found = about.recipients.select_for_update(of=("self",)).filter(read_at=None)
    made = []
    for one in found.select_related("member__person", "link").order_by("pk"):
        before = facts(one)
        if one.link is not None:
            revoke_link(by=by, link=one.link)
        link = make_link(by=by, member=one.member, purpose=Purpose.READ, lasts=LINK_LASTS)
        one.link, one.sent_at, one.fault = link.link, None, ""
        _save(by.partnership.pk, by.actor, one, before)
        made.append(Addressed(one, link.token))
    return made


@action
def note_sent(*, by: Seat, about: Recipient, fault: str = "") -> None:
    """Keep what became of an e-mail: that it went, or why it did not."""
    check_may_do(by.roles, Verb.DISTRIBUTE)
    found = Recipient.objects.select_for_update(of=("self",))
    current = found.get(pk=about.pk, member__partnership=by.partnership)
    before = facts(current)
    current.fault = fault[:FAULT_LENGTH]
    current.sent_at = None if fault else timezone.now()
    _save(by.partnership.pk, by.actor, current, before)


@action
def acknowledge(*, by: Holder) -> Recipient:
    """Say that one read what was released. Saying it again changes nothing."""
    held_member(by=by, purpose=Purpose.READ)
    current = Recipient.objects.select_for_update(of=("self",)).get(link=by.link)
    if current.read_at is not None:
        return current
    before = facts(current)
    current.read_at = timezone.now()
    _save(by.partnership.pk, by.actor, current, before, _noop("read"))
    return current


def _locked(by: Seat, about: Release) -> None:
    Profile.objects.select_for_update().get(pk=about.edition.profile_id, partnership=by.partnership)


def _save(
    partnership_id: UUID, by: Actor, current: Recipient, before: dict[str, object],
    verb: str = "changed",
) -> None:  # fmt: skip
    current.version += 1
    current.save()
    record(
        partnership_id=partnership_id, by=by, verb=verb, about=current, before=before,
        after=facts(current),
    )  # fmt: skip
