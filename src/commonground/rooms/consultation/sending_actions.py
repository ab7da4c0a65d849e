"""Writes to assessors, each with a personal link, and keeps a log of what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, record
from commonground.rooms.consultation.models import (
    OWN_WORDS_LENGTH,
    Assessor,
    Kind,
    Message,
    Round,
)
from commonground.rooms.consultation.recipients import Recipient, check_time_for, has_it, written
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


@action
def write_message(
    *, by: Seat, about: Round, assessor: Assessor, kind: Kind, own_words: str = ""
) -> Written:
    """Write one e-mail's row, with its own link unless it is thanks.

    BadInput where the round is not as far as such a letter says it is.
    """
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    current = Round.objects.get(pk=about.pk, partnership=by.partnership)
    check_time_for(kind, current)
    if len(own_words) > OWN_WORDS_LENGTH:
        raise BadInput(
            _("Your own words are at most %(most)d characters.") % {"most": OWN_WORDS_LENGTH}
        )
    member = assessor.membership
    link, token = None, ""
    if kind != Kind.THANKS:
        made = make_link(by=by, member=member, purpose=Purpose.SCORE, lasts=LINK_LASTS_AT_MOST)
        link, token = made.link, made.token
    message = Message.objects.create(
        assessor=assessor, kind=kind, link=link, address=member.person.email or "",
        stage=current.stage, own_words=own_words,
    )  # fmt: skip
    return Written(message, token)


@action
def write_if_due(
    *, by: Seat, about: Round, to: Recipient, kind: Kind, own_words: str
) -> Written | None:
    """Write one e-mail's row as `write_message` does, unless somebody else just did.

    Two presses of one button meet here, and the second writes nothing.
    """
    # whoever comes second waits for the first one's row, and then sees it
    Assessor.objects.select_for_update().get(pk=to.assessor.pk)
    now = timezone.now()
    if any(has_it(one, now) for one in written(about, kind, to.assessor)):
        return None
    return write_message(by=by, about=about, assessor=to.assessor, kind=kind, own_words=own_words)


@action
def mark_sent(*, by: Seat, about: Round, kind: Kind, messages: Iterable[Message]) -> None:
    """Keep what became of messages after they were handed to the mail server, or refused by it."""
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    done = list(messages)
    if not done:
        return
    Message.objects.bulk_update(done, ["sent_at", "fault"], batch_size=500)
    told = {
        "kind": str(kind),
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
