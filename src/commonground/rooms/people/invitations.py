"""The e-mail that carries an invitation."""

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.rooms.people.member_actions import MadeLink


def send_invitation(request: HttpRequest, made: MadeLink) -> None:
    """Send somebody their link to set up how they sign in; the token is in this e-mail only."""
    member = made.link.membership
    context = {
        "name": member.person.name,
        "partnership": member.partnership.name,
        "href": request.build_absolute_uri(reverse("people:link", args=[made.token])),
        "expires": date_format(made.link.expires_at, "DATE_FORMAT"),
    }
    text = render_to_string("people/invitation.txt", context)
    subject = _("You are invited to %(name)s") % {"name": member.partnership.name}
    subject = " ".join(subject.split())  # a header is one line, whatever the name was once
    send_mail(subject, text, None, [member.person.email or ""])
