"""Pages of the register of sources: the list, one data set, and each change to it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.profile import access, source_actions
from commonground.rooms.profile import source_presenters as presenters
from commonground.rooms.profile.addresses import address_if
from commonground.rooms.profile.models import Cadence, Gateway
from commonground.rooms.profile.rules import Verb
from commonground.rooms.profile.source_actions import DataSetFields
from commonground.rooms.profile.source_forms import DataSetForm, RequestForm, SupplyForm
from commonground.rooms.profile.source_letters import send_request


@require_safe
@signed_in
def sources(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_SOURCES)
    context = {
        "seat": seat,
        "rows": presenters.rows(seat, access.data_sets(seat), timezone.localdate()),
        "silent": [one.name for one in access.silent_agencies(seat)],
        "add_href": address_if("add_source", seat, Verb.KEEP_SOURCES),
    }
    return render(request, "profile/sources.html", context)


@require_safe
@signed_in
def source(request: Asked, partnership_id: UUID, data_set_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_SOURCES)
    about = access.data_set(seat, data_set_id)
    page = presenters.page(seat, about, timezone.localdate())
    return render(request, "profile/source.html", {"seat": seat, "page": page})


@form_page
@signed_in
def add_source(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_SOURCES)
    form = _form(seat, None, sent(request))

    def add() -> HttpResponse:
        made = source_actions.add_data_set(by=seat, fields=_fields(form))
        said = _("“%(name)s” was entered.") % {"name": made.name}
        return done(request, said, "profile:source", partnership_id, made.pk)

    return acted(form, add) or render(
        request, "profile/add_source.html", {"seat": seat, "form": form}
    )


@form_page
@signed_in
def change_source(request: Asked, partnership_id: UUID, data_set_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_SOURCES)
    about = access.data_set(seat, data_set_id)
    form_of = partial(_form, seat)
    form = form_of(about, sent(request))

    def keep() -> HttpResponse:
        source_actions.change_data_set(
            by=seat, about=about, version=form.cleaned_data["version"] or 0, fields=_fields(form)
        )
        said = _("“%(name)s” was changed.") % {"name": form.cleaned_data["name"]}
        return done(request, said, "profile:source", partnership_id, about.pk)

    return saved(request, form, keep, form_of, seat=seat) or render(
        request, "profile/change_source.html", {"seat": seat, "form": form, "about": about}
    )


@form_page
@signed_in
def receive(request: Asked, partnership_id: UUID, data_set_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_SOURCES)
    about = access.data_set(seat, data_set_id)
    form = SupplyForm(sent(request))

    def enter() -> HttpResponse:
        source_actions.receive(by=seat, about=about, **form.cleaned_data)
        return done(request, _("It was entered."), "profile:source", partnership_id, about.pk)

    return acted(form, enter) or render(
        request, "profile/receive.html", {"seat": seat, "form": form, "about": about}
    )


@form_page
@signed_in
def ask(request: Asked, partnership_id: UUID, data_set_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_SOURCES)
    about = access.data_set(seat, data_set_id)
    people = [(str(one.pk), one.person.name) for one in access.reachable(seat, about)]
    form = RequestForm(sent(request), people=people)

    def enter() -> HttpResponse:
        made = source_actions.ask(by=seat, about=about, **form.cleaned_data)
        if fault := send_request(seat, access.data_set(seat, about.pk), made):
            said = _("It was entered. The e-mail was not sent: %(fault)s") % {"fault": fault}
            messages.error(request, said)
            return redirect("profile:source", partnership_id, about.pk)
        said = _("It was entered and sent.") if made.to_id else _("It was entered.")
        return done(request, said, "profile:source", partnership_id, about.pk)

    return acted(form, enter) or render(
        request, "profile/ask.html", {"seat": seat, "form": form, "about": about}
    )


def _form(seat: Seat, now: Any, typed: QueryDict | None = None) -> DataSetForm:
    agencies = [(str(one.pk), one.name) for one in people_access.agencies(seat)]
    return DataSetForm(typed, initial=presenters.initial(now) if now else {}, agencies=agencies)


def _fields(form: DataSetForm) -> DataSetFields:
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    data |= {"gateway": Gateway(data["gateway"]), "cadence": Cadence(data["cadence"])}
    return DataSetFields(**data)
