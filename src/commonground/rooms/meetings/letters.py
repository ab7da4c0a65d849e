"""The e-mails of a meeting: which dates suit, and which was chosen."""

from collections.abc import Iterator, Sequence
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.rooms.meetings.calendars import calendar_file
from commonground.rooms.meetings.date_actions import MadeAsk, mark_date_sent, write_date_letter
from commonground.rooms.meetings.models import DateLetter, Invited, Meeting
from commonground.rooms.meetings.presenters import when
from commonground.rooms.people.access import Seat

FAULT_LENGTH = 300


def send_asks(request: HttpRequest, about: Meeting, made: Sequence[MadeAsk]) -> list[MadeAsk]:
    """Ask each by their own link which dates suit; return those who could not be written to."""
    connection = get_connection()
    failed = []
    for one in made:
        href = request.build_absolute_uri(reverse("meetings:answer", args=[one.token]))
        text = render_to_string("meetings/ask_dates.txt", _context(about, one.invited, href=href))
        subject = _("Which dates suit you for %(name)s?") % {"name": about.name}
        if _fault_of(connection, one.invited, subject, text) is not None:
            failed.append(one)
    return failed


def send_date(by: Seat, about: Meeting, to: Sequence[Invited]) -> tuple[int, int]:
    """Tell those the date who have not been told it, with a file for their calendar.

    Return how many letters went out and how many did not: those are in the log with the reason, and
    the next press tries them again.
    """
    done = list(_told(by, about, to))
    mark_date_sent(by=by, about=about, letters=done)
    went = sum(one.sent_at is not None for one in done)
    return went, len(done) - went


def _told(by: Seat, about: Meeting, to: Sequence[Invited]) -> Iterator[DateLetter]:
    connection = get_connection()
    calendar = calendar_file(about)
    subject = _("%(name)s: %(when)s") % {"name": about.name, "when": when(about.starts_at)}
    for one in to:
        letter = write_date_letter(by=by, about=about, to=one)
        if letter is None:
            continue
        text = render_to_string("meetings/date_chosen.txt", _context(about, one))
        fault = _fault_of(connection, one, subject, text, calendar)
        if fault is None:
            letter.sent_at = timezone.now()
        else:
            letter.fault = fault
        yield letter


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


def _fault_of(
    connection: BaseEmailBackend, to: Invited, subject: str, text: str, calendar: bytes = b""
) -> str | None:
    """Send one letter; return what the mail server said where it did not take it."""
    address = to.membership.person.email or ""
    # a header is one line, whatever the name was once
    letter = EmailMessage(" ".join(subject.split()), text, None, [address], connection=connection)
    if calendar:
        letter.attach("meeting.ics", calendar, "text/calendar")
    try:
        letter.send()
    except (OSError, SMTPException) as refused:
        return str(refused)[:FAULT_LENGTH] or refused.__class__.__name__
    return None
