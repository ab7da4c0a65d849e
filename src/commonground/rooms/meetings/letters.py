"""The e-mails of a meeting: which dates suit, and which was chosen."""

from collections.abc import Sequence
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.meetings.calendars import calendar_file
from commonground.rooms.meetings.date_actions import MadeAsk
from commonground.rooms.meetings.models import Invited, Meeting
from commonground.rooms.meetings.presenters import when


def send_asks(request: HttpRequest, about: Meeting, made: Sequence[MadeAsk]) -> list[MadeAsk]:
    """Ask each by their own link which dates suit; return those who could not be written to."""
    connection = get_connection()
    failed = []
    for one in made:
        href = request.build_absolute_uri(reverse("meetings:answer", args=[one.token]))
        text = render_to_string("meetings/ask_dates.txt", _context(about, one.invited, href=href))
        subject = _("Which dates suit you for %(name)s?") % {"name": about.name}
        if not _sent(connection, one.invited, subject, text):
            failed.append(one)
    return failed


def send_date(about: Meeting, to: Sequence[Invited]) -> int:
    """Tell those invited the date, with a file for their calendar; return how many it reached."""
    connection = get_connection()
    calendar = calendar_file(about)
    subject = _("%(name)s: %(when)s") % {"name": about.name, "when": when(about.starts_at)}
    return sum(
        _sent(
            connection, one, subject,
            render_to_string("meetings/date_chosen.txt", _context(about, one)), calendar,
        )
        for one in to
        if one.membership.person.email
    )  # fmt: skip


def _context(about: Meeting, to: Invited, **more: str) -> dict[str, object]:
    return {
        "name": to.membership.person.name,
        "partnership": about.round.partnership.name,
        "meeting": about.name,
        "when": when(about.starts_at),
        "place": about.place,
        "minutes": about.minutes,
        **more,
    }


def _sent(
    connection: BaseEmailBackend, to: Invited, subject: str, text: str, calendar: bytes = b""
) -> bool:
    """Send one letter; return whether the mail server took it."""
    address = to.membership.person.email or ""
    # a header is one line, whatever the name was once
    letter = EmailMessage(" ".join(subject.split()), text, None, [address], connection=connection)
    if calendar:
        letter.attach("meeting.ics", calendar, "text/calendar")
    try:
        letter.send()
    except (OSError, SMTPException):
        return False
    return True
