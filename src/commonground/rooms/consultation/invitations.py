"""The e-mail that carries a link to score."""

from collections.abc import Iterator, Sequence
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.consultation.methods import closing_day
from commonground.rooms.consultation.models import Assessor, Kind, Message, Round
from commonground.rooms.consultation.sending_actions import mark_sent, now_sent, write_message
from commonground.rooms.people.access import Seat

FAULT_LENGTH = 300


def send_invitations(
    request: HttpRequest, by: Seat, about: Round, to: Sequence[Assessor]
) -> tuple[int, int]:
    """Invite assessors over one connection; return how many went out and how many did not.

    A letter that the mail server refuses is kept in the log with what it said, and the next press
    tries again; one that went out is never sent twice.
    """
    done = list(_sent(request, by, about, to))
    mark_sent(by=by, about=about, messages=done)
    sent = sum(one.sent_at is not None for one in done)
    return sent, len(done) - sent


def _sent(
    request: HttpRequest, by: Seat, about: Round, to: Sequence[Assessor]
) -> Iterator[Message]:
    connection = get_connection()
    for assessor in to:
        written = write_message(by=by, about=about, assessor=assessor, kind=Kind.INVITATION)
        message = written.message
        letter = _letter(request, about, assessor, written.token)
        letter.connection = connection
        try:
            letter.send()
        except (OSError, SMTPException) as refused:
            message.fault = str(refused)[:FAULT_LENGTH]
            yield message
        else:
            yield now_sent(message)


def _letter(request: HttpRequest, about: Round, assessor: Assessor, token: str) -> EmailMessage:
    context = {
        "name": assessor.membership.person.name,
        "partnership": about.partnership.name,
        "round": about.name,
        "agency": assessor.counts_as,
        "href": request.build_absolute_uri(reverse("consultation:start", args=[token])),
        "closes": closing_day(about),
    }
    text = render_to_string("consultation/invitation.txt", context)
    subject = _("%(partnership)s asks for your scores") % {"partnership": about.partnership.name}
    return EmailMessage(subject, text, None, [assessor.membership.person.email or ""])
