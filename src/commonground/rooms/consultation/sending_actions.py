"""Writes to assessors, each with a personal link, and keeps a log of what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, record
from commonground.rooms.consultation.models import Assessor, Kind, Message, Round
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.people.member_actions import make_link
from commonground.rooms.people.models import Purpose

LINK_LASTS_AT_MOST = timedelta(days=365)
"""A link to score is good until the round closes, which somebody does; this is if nobody does."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message and the secret of its link, which is sent now and never known again."""

    message: Message
    token: str


def to_invite(about: Round) -> list[Assessor]:
    """Return who has an address and has not been sent an invitation."""
    sent = Message.objects.filter(
        assessor__round=about, kind=Kind.INVITATION, sent_at__isnull=False
    )
    found = Assessor.objects.filter(round=about, withdrawn_because="")
    found = found.exclude(pk__in=sent.values("assessor_id"))
    found = found.exclude(membership__person__email=None).select_related("membership__person")
    return list(found.order_by("code"))


@action
def write_message(*, by: Seat, about: Round, assessor: Assessor, kind: Kind) -> Written:
    """Write one e-mail's row with its own link; BadInput where the round is not open."""
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    if not Round.objects.get(pk=about.pk, partnership=by.partnership).is_open:
        raise BadInput(_("Invitations go out while the round is open."))
    member = assessor.membership
    made = make_link(by=by, member=member, purpose=Purpose.SCORE, lasts=LINK_LASTS_AT_MOST)
    message = Message.objects.create(
        assessor=assessor, kind=kind, link=made.link, address=member.person.email or ""
    )
    return Written(message, made.token)


@action
def mark_sent(*, by: Seat, about: Round, messages: Iterable[Message]) -> None:
    """Keep what became of messages after they were handed to the mail server, or refused by it."""
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    done = list(messages)
    Message.objects.bulk_update(done, ["sent_at", "fault"], batch_size=500)
    told = {
        "sent": sum(one.sent_at is not None for one in done),
        "failed": sum(one.sent_at is None for one in done),
    }
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("wrote to the assessors of"),
        about=about, after=told,
    )  # fmt: skip


def now_sent(message: Message) -> Message:
    """Return a message that the mail server took just now."""
    message.sent_at = timezone.now()
    return message
