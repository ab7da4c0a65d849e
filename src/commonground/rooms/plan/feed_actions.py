"""Making and withdrawing a member's calendar address, which is a secret kept as a hash alone."""

from dataclasses import dataclass

from django.utils import timezone

from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.tokens import hash_of, new_token
from commonground.rooms.plan.asking_access import own_member
from commonground.rooms.plan.models import Feed
from commonground.rooms.plan.rules import Verb, check_may_do


@dataclass(frozen=True, slots=True)
class MadeFeed:
    """A calendar address and its secret, which is shown now and never known again."""

    feed: Feed
    token: str


@action
def make_feed(*, by: Seat) -> MadeFeed:
    """Make a calendar address of one's own actions. Earlier ones stay until they are withdrawn."""
    check_may_do(by.roles, Verb.SEE_OWN_ACTIONS)
    token = new_token()
    feed = Feed.objects.create(member=own_member(by), token_hash=hash_of(token))
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="made", about=feed, after=facts(feed)
    )
    return MadeFeed(feed, token)


@action
def revoke_feed(*, by: Seat, feed: Feed) -> Feed:
    """Withdraw a calendar address at once; one that is withdrawn already stays as it is."""
    current = Feed.objects.select_for_update().get(pk=feed.pk, member__partnership=by.partnership)
    if current.member_id != own_member(by).pk:
        check_may_do(by.roles, Verb.ASK_OWNERS)
    if current.revoked_at is None:
        before = facts(current)
        current.revoked_at, current.version = timezone.now(), current.version + 1
        current.save(update_fields=["revoked_at", "version"])
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb="withdrew", about=current,
            before=before, after=facts(current),
        )  # fmt: skip
    return current
