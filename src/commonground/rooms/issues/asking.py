"""The e-mails that ask members for issues, each with its own link; the token is in them only."""

from collections.abc import Iterable
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.issues.proposal_presenters import day
from commonground.rooms.people.member_actions import MadeLink


def send_asks(request: HttpRequest, links: Iterable[MadeLink]) -> list[MadeLink]:
    """Send each link to whom it is for, over one connection; return those that could not be sent.

    An address that is refused keeps nobody else from being asked.
    """
    failed = []
    connection = get_connection()
    for one in links:
        message = _message(request, one)
        message.connection = connection
        try:
            connection.open()
            message.send()
        except (SMTPException, OSError):
            failed.append(one)
            connection.close()
    connection.close()
    return failed


def _message(request: HttpRequest, made: MadeLink) -> EmailMessage:
    member = made.link.membership
    context = {
        "name": member.person.name,
        "partnership": member.partnership.name,
        "agency": member.agency.name if member.agency else "",
        "href": request.build_absolute_uri(reverse("issues:propose", args=[made.token])),
        "until": day(made.link.expires_at),
    }
    subject = _("What should %(name)s look at?") % {"name": member.partnership.name}
    text = render_to_string("issues/ask.txt", context)
    return EmailMessage(subject, text, None, [member.person.email or ""])
