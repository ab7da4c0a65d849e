"""Every write to the tokens of programs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import ApiToken, Membership, Scope
from commonground.rooms.people.rules import Verb, check_may_do
from commonground.rooms.people.tokens import hash_of, new_api_token

LONGEST = timedelta(days=366)
NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token and its secret, which is shown now and never known again."""

    token: ApiToken
    secret: str


@action
def make_token(*, by: Seat, name: str, scope: Scope, lasts: timedelta) -> MadeToken:
    """Make a token for a program that acts for oneself; BadInput where one has that name."""
    check_may_do(by.roles, Verb.HOLD_TOKENS)
    if not timedelta() < lasts <= LONGEST:
        raise BadInput(_("A token lasts at most %(days)d days.") % {"days": LONGEST.days})
    secret = new_api_token()
    token = ApiToken(
        membership=Membership.objects.get(partnership=by.partnership, person=by.person),
        name=name, scope=scope, token_hash=hash_of(secret), expires_at=timezone.now() + lasts,
    )  # fmt: skip
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError as refused:
        raise BadInput(
            _("You have a token called %(name)s already. Withdraw it, or choose another name.")
            % {"name": name}
        ) from refused
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="made", about=token,
        after=facts(token),
    )  # fmt: skip
    return MadeToken(token, secret)


@action
def revoke_token(*, by: Seat, token: ApiToken) -> ApiToken:
    """Withdraw one's own token at once; one that is withdrawn already stays as it is."""
    check_may_do(by.roles, Verb.HOLD_TOKENS)
    current = ApiToken.objects.select_for_update().get(
        pk=token.pk, membership__person=by.person, membership__partnership=by.partnership
    )
    if current.revoked_at is None:
        before = facts(current)
        current.revoked_at, current.version = timezone.now(), current.version + 1
        current.save(update_fields=["revoked_at", "version"])
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb="withdrew", about=current,
            before=before, after=facts(current),
        )  # fmt: skip
    return current


@action
def note_use(*, token: ApiToken, now: datetime) -> None:
    """Note when a token was last used, to ten minutes: a note like the last sign-in, no record.

    Most requests write nothing, so that programs that read do not wait for those that write.
    """
    before = now - NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < before:
        unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lt=before)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
