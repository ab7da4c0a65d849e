"""The e-mail by which a release reaches those on its distribution list."""

from collections.abc import Iterable
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.profile.distributing_actions import Addressed, note_sent
from commonground.rooms.profile.models import Release


def send_release(
    request: HttpRequest, by: Seat, about: Release, some: Iterable[Addressed]
) -> tuple[int, int]:
    """Send each recipient their own link; return how many went, and how many did not.

    What became of each is kept with them. One that does not go holds up no other.
    """
    went = refused = 0
    for one in some:
        fault = _sent(request, by, about, one)
        note_sent(by=by, about=one.recipient, fault=fault)
        went, refused = (went, refused + 1) if fault else (went + 1, refused)
    return went, refused


def _sent(request: HttpRequest, by: Seat, about: Release, one: Addressed) -> str:
    title = about.edition.profile.document.title
    subject = _("%(partnership)s: please read %(title)s") % {
        "partnership": by.partnership.name, "title": title,
    }  # fmt: skip
    link = one.recipient.link
    text = render_to_string(
        "profile/release.txt",
        {
            "name": one.recipient.member.person.name,
            "partnership": by.partnership.name,
            "title": title,
            "href": request.build_absolute_uri(reverse("profile:read", args=[one.token])),
            "until": date_format(link.expires_at, "DATE_FORMAT") if link else "",
            "sender": by.person.name,
        },
    )
    letter = EmailMessage(
        " ".join(subject.split()), text, None, [one.recipient.member.person.email or ""],
        reply_to=[by.person.email] if by.person.email else None,
    )  # fmt: skip
    try:
        letter.send()
    except (OSError, SMTPException) as refused:
        return str(refused) or refused.__class__.__name__
    return ""
