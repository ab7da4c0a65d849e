"""Pages of community tension: the log with its trend, a new entry, and withdrawing one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people import access as people_access
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.profile import access, tension_access, tension_actions
from commonground.rooms.profile import tension_presenters as presenters
from commonground.rooms.profile.addresses import address_if
from commonground.rooms.profile.rules import Verb
from commonground.rooms.profile.tension_actions import NoticedFields
from commonground.rooms.profile.tension_forms import NoticedForm, WithdrawForm
from commonground.rooms.profile.tension_steps import by_month, first_day


@require_safe
@signed_in
def tension(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_TENSION)
    page = page_of(tension_access.noticed(seat), request.GET)
    today = timezone.localdate()
    standing = tension_access.standing_since(seat, first_day(today))
    months = by_month([(on, step) for on, step, _marking in standing], today)
    context = {
        "seat": seat,
        "rows": presenters.rows(seat, page),
        "links": page_links(page, request.GET),
        "months": presenters.month_rows(months),
        "trend": presenters.trend(months),
        "add_href": address_if("add_tension", seat, Verb.NOTE_TENSION),
        "page_marking": highest(
            [OFFICIAL, *(one.marking for one in page), *(each for _on, _step, each in standing)]
        ),
    }
    return render(request, "profile/tension.html", context)


@form_page
@signed_in
def add_tension(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.NOTE_TENSION)
    agencies = [(str(one.pk), one.name) for one in people_access.agencies(seat)]
    form = NoticedForm(sent(request), agencies=agencies)

    def add() -> HttpResponse:
        tension_actions.notice(by=seat, fields=NoticedFields(**form.cleaned_data))
        return done(request, _("It was entered."), "profile:tension", partnership_id)

    return acted(form, add) or render(
        request, "profile/add_tension.html", {"seat": seat, "form": form}
    )


@form_page
@signed_in
def withdraw_tension(request: Asked, partnership_id: UUID, noticed_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WITHDRAW_TENSION)
    about = tension_access.one_noticed(seat, noticed_id)
    form = WithdrawForm(sent(request))

    def leave() -> HttpResponse:
        tension_actions.withdraw(by=seat, about=about, **form.cleaned_data)
        return done(request, _("It was withdrawn."), "profile:tension", partnership_id)

    context = {"seat": seat, "form": form, "about": about, "page_marking": about.marking}
    return acted(form, leave) or render(request, "profile/withdraw_tension.html", context)
