"""The e-mails to assessors: what each says, how it looks before it goes, and sending them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.consultation.methods import closing_day, published_method
from commonground.rooms.consultation.models import Kind, Message, Round
from commonground.rooms.consultation.promises import anonymity_words, minutes_for
from commonground.rooms.consultation.recipients import Recipient
from commonground.rooms.consultation.sending_actions import mark_sent, now_sent, write_if_due
from commonground.rooms.people.access import Seat

FAULT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Post:
    """One press of the button: who writes to the assessors of which round, what, in whose words."""

    request: HttpRequest
    by: Seat
    about: Round
    kind: Kind
    own_words: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says."""

    subject: str
    text: str


def preview(post: Post, to: Recipient) -> Letter:
    """Return the letter as one person would get it, but for the link: nobody else may see that."""
    return _letter(post, to, _("(the link of their own)"))


def send_letters(post: Post, to: Sequence[Recipient]) -> tuple[int, int]:
    """Write to assessors over one connection; return how many went out and how many did not.

    A letter that the mail server refuses is kept in the log with what it said, and the next press
    tries again; one that went out is not sent twice.
    """
    done = list(_sent(post, to))
    mark_sent(by=post.by, about=post.about, kind=post.kind, messages=done)
    sent = sum(one.sent_at is not None for one in done)
    return sent, len(done) - sent


def _sent(post: Post, to: Sequence[Recipient]) -> Iterator[Message]:
    connection = get_connection()
    for recipient in to:
        written = write_if_due(
            by=post.by, about=post.about, to=recipient, kind=post.kind, own_words=post.own_words
        )
        if written is None:
            continue
        path = reverse("consultation:start", args=[written.token]) if written.token else ""
        letter = _letter(post, recipient, post.request.build_absolute_uri(path))
        message = written.message
        mail = EmailMessage(
            letter.subject, letter.text, None, [message.address], connection=connection
        )
        try:
            mail.send()
        except (OSError, SMTPException) as refused:
            message.fault = str(refused)[:FAULT_LENGTH]
            yield message
        else:
            yield now_sent(message)


def _letter(post: Post, to: Recipient, href: str) -> Letter:
    about, asker = post.about, post.by.person
    context = {
        "name": to.assessor.membership.person.name,
        "partnership": about.partnership.name,
        "round": about.name,
        "is_second": about.stage > 1,
        "agency": to.assessor.counts_as,
        "href": href,
        "closes": closing_day(about),
        "anonymity": anonymity_words(about),
        "minutes": minutes_for(published_method(about), to.pages.left),
        "asked": to.pages.asked,
        "left": to.pages.left,
        "own_words": post.own_words,
        "asker": asker.name,
        "asker_address": asker.email or "",
    }
    subject = _subject(post.kind) % {"partnership": about.partnership.name}
    # a header is one line, whatever the name was once
    return Letter(
        " ".join(subject.split()), render_to_string(f"consultation/{post.kind.value}.txt", context)
    )


def _subject(kind: Kind) -> str:
    return {
        Kind.INVITATION: _("%(partnership)s asks for your scores"),
        Kind.REMINDER: _("%(partnership)s is still waiting for some of your scores"),
        Kind.THANKS: _("Thank you for your scores, from %(partnership)s"),
    }[kind]
