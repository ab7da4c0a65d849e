"""The e-mail by which an agency is asked for a data set, and asked again."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.profile.models import DataSet, Gateway, Request
from commonground.rooms.profile.source_actions import note_sent
from commonground.rooms.profile.source_dates import open_request
from commonground.rooms.profile.source_presenters import day


def send_request(by: Seat, about: DataSet, made: Request) -> str:
    """Send a request that names whom it goes to; return why it did not go, or nothing.

    What went is not sent again. What became of it is kept with the request.
    """
    if made.to is None or made.sent_at is not None:
        return ""
    subject = _("%(partnership)s asks for data: %(name)s") % {
        "partnership": by.partnership.name, "name": about.name,
    }  # fmt: skip
    letter = EmailMessage(
        " ".join(subject.split()), _text(by, about, made), None, [made.to.person.email or ""],
        reply_to=[by.person.email] if by.person.email else None,
    )  # fmt: skip
    fault = ""
    try:
        letter.send()
    except (OSError, SMTPException) as refused:
        fault = str(refused) or refused.__class__.__name__
    note_sent(by=by, about=made, fault=fault)
    return fault


def _text(by: Seat, about: DataSet, made: Request) -> str:
    first = open_request(about.requests.all(), about.supplies.all())
    return render_to_string(
        "profile/request.txt",
        {
            "name": made.to.person.name if made.to else "",
            "partnership": by.partnership.name,
            "data_set": about.name,
            "agency": about.agency.name,
            "gateway": Gateway(about.gateway).label if about.gateway else "",
            "agreement": about.agreement,
            "due": day(made.due_on),
            "first": day(first.asked_on) if first and first.pk != made.pk else "",
            "asker": by.person.name,
        },
    )
