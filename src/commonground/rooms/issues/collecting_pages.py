"""The analyst's pages that ask partners for issues by e-mail, and show whom was asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.issues import (
    access,
    collecting_actions,
    presenters,
    proposal_access,
    proposal_presenters,
)
from commonground.rooms.issues.asking import send_asks
from commonground.rooms.issues.proposal_forms import SealedForm, SendForm
from commonground.rooms.issues.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.models import Membership, roles_on
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told
from commonground.rooms.uploads import sealed, unsealed


@require_safe
@signed_in
def sent_links(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.COLLECT_PROPOSALS)
    page = page_of(proposal_access.links(seat), request.GET)
    return render(
        request,
        "issues/sent_links.html",
        {
            "seat": seat,
            "rows": proposal_presenters.sent_rows(seat, page, timezone.now()),
            "links": page_links(page, request.GET),
            "send_href": presenters.address("send_links", seat),
        },
    )


@require_POST
@signed_in
def withdraw_link(request: Asked, partnership_id: UUID, link_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.COLLECT_PROPOSALS)
    collecting_actions.withdraw_link(by=seat, link=proposal_access.link(seat, link_id))
    return done(request, _("The link was withdrawn."), "issues:sent_links", partnership_id)


@form_page
@signed_in
def send_links(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.COLLECT_PROPOSALS)
    form = SendForm(
        None if "sealed" in request.POST else sent(request),
        agencies=people_access.agencies(seat),
        members=people_access.reachable(seat),
        role_names=people_access.role_names(seat),
    )
    if "sealed" in request.POST:
        try:
            return _send(request, seat)
        except BadInput as refused:
            messages.error(request, " ".join(faults_told(refused)))
    elif answer := acted(form, lambda: _preview(request, seat, form), onto="until"):
        return answer
    back = presenters.address("proposals", seat)
    return render(
        request, "issues/send_links.html", {"seat": seat, "form": form, "back_href": back}
    )


def _preview(request: Asked, seat: Seat, form: SendForm) -> HttpResponse:
    """Show whom links would go to: nothing is made or sent yet."""
    given = form.cleaned_data
    collecting_actions.lasts_until(given["until"])
    asked = _asked(seat, given)
    working = proposal_access.working_links(seat)
    going = [one for one in asked if given["again"] or one.pk not in working]
    replaces = [str(link.pk) for one in going for link in working.get(one.pk, ())]
    content = {
        "members": [str(one.pk) for one in going],
        "replaces": replaces,
        "until": given["until"].isoformat(),
    }
    page = proposal_presenters.send_preview(
        going, len(asked) - len(going), date_format(given["until"])
    )
    form_of_it = SealedForm(initial={"sealed": sealed(content, _purpose(seat))})
    context = {"seat": seat, "page": page, "sealed": form_of_it, "back_href": request.path}
    return render(request, "issues/send_preview.html", context)


def _asked(seat: Seat, given: dict[str, Any]) -> list[Membership]:
    """Return the members who were chosen, by whichever of the ways."""
    if given["to"] == "members":
        return list(given["members"])
    found = people_access.reachable(seat)
    if given["to"] == "agency":
        agency = given["agency"]
        return [one for one in found if one.agency and agency in _wholes(one)]
    if given["to"] == "role":
        today = timezone.localdate()
        return [one for one in found if given["role"] in roles_on(one.held_roles.all(), today)]
    return list(found)


def _wholes(member: Membership) -> tuple[object, ...]:
    """Return a member's agency, and the one that it is a department of."""
    return (member.agency, member.agency and member.agency.parent)


def _send(request: Asked, seat: Seat) -> HttpResponse:
    content = _unsealed(request, seat)
    wanted = set(content["members"])
    members = [one for one in people_access.reachable(seat) if str(one.pk) in wanted]
    until = parse_date(content["until"])
    if until is None:
        raise BadInput(_("Choose the day again."))
    made = collecting_actions.make_links(
        by=seat, members=members, until=until, replaces={UUID(one) for one in content["replaces"]}
    )
    failed = send_asks(request, made)
    for one in failed:
        collecting_actions.withdraw_link(by=seat, link=one.link)
    if failed:
        names = ", ".join(one.link.membership.person.name for one in failed)
        messages.error(request, _("These could not be sent: %(names)s.") % {"names": names})
    count = len(made) - len(failed)
    said = ngettext("%(num)d link was sent.", "%(num)d links were sent.", count)
    return done(request, said % {"num": count}, "issues:sent_links", seat.partnership.pk)


def _unsealed(request: Asked, seat: Seat) -> Any:
    try:
        return unsealed(request.POST["sealed"], _purpose(seat))
    except BadInput:
        raise BadInput(_("That was too long ago. Choose whom to ask again.")) from None


def _purpose(seat: Seat) -> str:
    return f"issues:asking:{seat.partnership.pk}"
