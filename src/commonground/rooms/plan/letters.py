"""The e-mails about a plan: what each says, and sending them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.audit.recording import Actor
from commonground.rooms.people.models import Membership, Partnership
from commonground.rooms.plan.digests import Listed, digest, listed
from commonground.rooms.plan.letter_lines import (
    action_words,
    date_words,
    dates_words,
    owner_words,
)
from commonground.rooms.plan.models import Letter
from commonground.rooms.plan.reminding import Asking, Due, counted, without_address
from commonground.rooms.plan.reminding_actions import (
    Envelope,
    TakenUp,
    note_sent,
    take_up,
    tell_sent,
    write_down,
)

_BLANK_LINES = re.compile(r"\n{3,}")
AT_ONCE = 25
"""How many e-mails are taken up at a time: with a slow mail server, fewer than take ON_ITS_WAY."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What an e-mail says."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said against one e-mail, if anything, and whether of its address alone."""

    fault: str = ""
    is_of_address: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a run did for one partnership."""

    due: dict[Letter, int]
    sent: int
    failed: int
    unreachable: int


class Writer:
    """Writes the e-mails of one partnership on one day."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    @cached_property
    def _digest(self) -> list[Listed]:
        return digest(self.asking)

    def mail(self, envelope: Envelope, href: str) -> Mail:
        """Return all that a member is written, with the address of their link."""
        held: dict[Letter, list[Due]] = {}
        for one in envelope.due:
            held.setdefault(one.letter, []).append(one)
        name = self.asking.partnership.name
        context = {
            "name": envelope.member.person.name,
            "partnership": name,
            "href": href,
            "plan_href": _whole(reverse("plan:plans", args=[self.asking.partnership.pk])),
            "escalated": listed("", self._late(held.get(Letter.ESCALATION, ()))),
            "asked": listed("", self._own(envelope.member) if Letter.ASK in held else ()),
            "soon": listed("", self._soon(held)),
            "digest": self._digest if Letter.DIGEST in held else (),
        }
        subject = _subject(next(one for one in _FIRST if one in held)) % {"partnership": name}
        # a header is one line, whatever the name was once
        text = render_to_string("plan/letter.txt", context).strip()
        return Mail(" ".join(subject.split()), _BLANK_LINES.sub("\n\n", text) + "\n")

    def _own(self, member: Membership) -> Iterator[str]:
        for one in self.asking.owned.get(member.pk, ()):
            yield f"{action_words(one)} {dates_words(one, self.asking.day)}"

    def _soon(self, held: dict[Letter, list[Due]]) -> Iterator[str]:
        # whoever is asked has the dates of all their actions in the list of them
        if Letter.ASK not in held:
            yield from self._dates([*held.get(Letter.DUE_SOON, ()),
                                    *held.get(Letter.REVIEW_SOON, ())])  # fmt: skip

    def _dates(self, due: Sequence[Due]) -> Iterator[str]:
        for one in sorted(due, key=lambda one: one.on or date.max):
            if one.action and one.field:
                said = date_words(one.action, one.field, self.asking.day)
                yield f"{action_words(one.action)} {said}"

    def _late(self, due: Sequence[Due]) -> Iterator[str]:
        for one, line in zip(
            sorted(due, key=lambda one: one.on or date.max), self._dates(due), strict=True
        ):
            if one.action:
                yield f"{line} {owner_words(self.asking.owners[one.action.pk])}"


def remind(*, by: Actor, partnership: Partnership, day: date) -> Reminded:
    """Write to all who are to be written to on a day, and say what became of it.

    A letter that the mail server refuses is kept with what it said, and a later run tries again, a
    few times. Where it takes nothing of a whole batch, whatever the address, the rest waits for the
    next run.
    """
    asking, to_send = write_down(by=by, partnership=partnership, day=day)
    writer, connection, sent, failed = Writer(asking), get_connection(), 0, 0
    for start in range(0, len(to_send), AT_ONCE):
        some = to_send[start : start + AT_ONCE]
        outcomes = [
            _sent(writer, taken, connection)
            for taken in take_up(by=by, partnership=partnership, day=day, some=some)
        ]
        refused = sum(bool(one.fault) for one in outcomes)
        sent, failed = sent + len(outcomes) - refused, failed + refused
        if outcomes and all(one.fault and not one.is_of_address for one in outcomes):
            break
    tell_sent(by=by, rules=asking.rules, sent=sent, failed=failed)
    due = counted(due for one in to_send for due in one.due)
    unreachable = without_address(asking) if asking.rules.is_on else 0
    return Reminded(due, sent, failed, unreachable)


def _sent(writer: Writer, taken: TakenUp, connection: BaseEmailBackend) -> Outcome:
    """Send one e-mail; keep and return what became of it."""
    href = _whole(reverse("plan:answer", args=[taken.token])) if taken.token else ""
    mail = writer.mail(taken.envelope, href)
    address = taken.envelope.member.person.email or ""
    reply_to = [one.person.email for one in writer.asking.officers.analysts if one.person.email]
    letter = EmailMessage(
        mail.subject, mail.text, None, [address], connection=connection, reply_to=reply_to[:1]
    )
    outcome = Outcome()
    try:
        letter.send()
    except (OSError, SMTPException) as refused:
        said = str(refused) or refused.__class__.__name__
        outcome = Outcome(said, isinstance(refused, SMTPRecipientsRefused))
    note_sent(taken=taken, fault=outcome.fault)
    return outcome


def _whole(path: str) -> str:
    return f"{settings.ADDRESS.url}{path}"


_FIRST = (Letter.ESCALATION, Letter.ASK, Letter.DUE_SOON, Letter.REVIEW_SOON, Letter.DIGEST)
"""Which of several letters in one e-mail gives it its subject."""


def _subject(letter: Letter) -> str:
    return {
        Letter.ESCALATION: _("Actions past their dates, %(partnership)s"),
        Letter.ASK: _("%(partnership)s asks how your actions go"),
        Letter.DUE_SOON: _("Dates of your actions are coming, %(partnership)s"),
        Letter.REVIEW_SOON: _("Dates of your actions are coming, %(partnership)s"),
        Letter.DIGEST: _("How the action plan stands, %(partnership)s"),
    }[letter]
