"""A link by which somebody answers, made by hand: for who gets no e-mail, or lost it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import access, answering_actions
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.owning import owners_on
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import done


@never_cache
@require_POST
@signed_in
def answer_link(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    """Show, once, a new link for whoever leads an action now."""
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)
    about = access.action(seat, action_id)
    owner = owners_on(seat.partnership, [about], timezone.localdate())[about.pk]
    if owner.member is None:
        return done(
            request, _("Nobody leads the action now, so there is nobody to give a link to."),
            "plan:action", partnership_id, about.pk,
        )  # fmt: skip
    made = answering_actions.make_link(by=seat, member=owner.member)
    context = {
        "seat": seat, "name": about.ref, "who": owner.member.person.name,
        "link": request.build_absolute_uri(reverse("plan:answer", args=[made.token])),
        "back_href": address("action", seat, about.pk),
    }  # fmt: skip
    return render(request, "plan/answer_link.html", context)
