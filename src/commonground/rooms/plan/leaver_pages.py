"""Pages of who left: what names them still, and handing it on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, choices, leaver_access
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.leaver_actions import hand_over as give_on
from commonground.rooms.plan.leaver_forms import HandOverForm
from commonground.rooms.plan.leaver_presenters import action_choices, leaver_parts
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page


@require_safe
@signed_in
def leavers(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    parts = leaver_parts(seat, leaver_access.leavers(seat))
    return render(request, "plan/leavers.html", {"seat": seat, "parts": parts})


@form_page
@signed_in
def hand_over(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = leaver_access.leaver(seat, member_id)
    if not about.left:
        said = _("Nothing names %(name)s any more.") % {"name": about.member.person.name}
        return done(request, said, "plan:leavers", partnership_id)
    some = action_choices(about)
    form = HandOverForm(
        sent(request), initial={"actions": [pk for pk, _text in some]}, actions=some,
        members=choices.members(seat),
    )  # fmt: skip

    def give() -> HttpResponse:
        given = give_on(by=seat, left=about.member, day=timezone.localdate(), **form.cleaned_data)
        said = ngettext(
            "%(count)d action was handed over.", "%(count)d actions were handed over.", len(given)
        ) % {"count": len(given)}
        return done(request, said, "plan:leavers", partnership_id)

    context = {"seat": seat, "form": form, "name": about.member.person.name,
               "back_href": address("leavers", seat)}  # fmt: skip
    return acted(form, give) or render(request, "plan/hand_over.html", context)
