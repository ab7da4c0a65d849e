"""Pages of the partnership itself and of its agencies."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.people import access, actions, demo_actions, presenters
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.forms import (
    AgencyForm,
    ChangeAgencyForm,
    ChangePartnershipForm,
    PartnershipForm,
    RoleNamesForm,
)
from commonground.rooms.people.rules import Verb, check_may_make_partnership
from commonground.rooms.posting import acted, done, form_page, saved


@form_page
@signed_in
def new_partnership(request: Asked) -> HttpResponse:
    check_may_make_partnership(access.standing(request.user))
    form = PartnershipForm(sent(request))

    def make() -> HttpResponse:
        partnership = actions.make_partnership(by=request.user, **form.cleaned_data)
        said = _("%(name)s is ready.") % {"name": partnership.name}
        return done(request, said, "people:agencies", partnership.pk)

    return acted(form, make) or render(request, "people/new_partnership.html", {"form": form})


@require_POST
@signed_in
def look_round(request: Asked) -> HttpResponse:
    demo = demo_actions.look_round(by=request.user)
    return redirect("people:members", demo.pk)


@form_page
@signed_in
def change_partnership(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PARTNERSHIP)
    members = access.memberships(seat)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangePartnershipForm:
        return ChangePartnershipForm(typed, members=members, initial=_partnership_now(now))

    def change() -> HttpResponse:
        actions.change_partnership(by=seat, **form.cleaned_data)
        said = _("The partnership was saved.")
        return done(request, said, "people:change_partnership", partnership_id)

    form = form_of(seat.partnership, sent(request))
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "people/change_partnership.html", {"seat": seat, "form": form}
    )


def _partnership_now(partnership: Any) -> dict[str, object]:
    names = ("name", "area", "board_kind", "version")
    now = {name: getattr(partnership, name) for name in names}
    return now | {"chair": partnership.chair_id, "police_lead": partnership.police_lead_id}


@form_page
@signed_in
def role_names(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PARTNERSHIP)
    form = RoleNamesForm(sent(request), initial=access.own_role_names(seat))

    def name() -> HttpResponse:
        actions.name_roles(by=seat, names=form.names())
        said = _("The names of the roles were saved.")
        return done(request, said, "people:role_names", partnership_id)

    return acted(form, name) or render(
        request, "people/role_names.html", {"seat": seat, "form": form}
    )


@require_safe
@signed_in
def agencies(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_AGENCIES)
    found = list(access.agencies(seat))
    return render(
        request,
        "people/agencies.html",
        {
            "seat": seat,
            "rows": presenters.agency_rows(seat, found),
            "voices": presenters.voices(found),
            "add_href": presenters.address_if("add_agency", seat, Verb.EDIT_AGENCIES),
            "import_href": presenters.address_if("import_contacts", seat, Verb.EDIT_PEOPLE),
        },
    )


@form_page
@signed_in
def add_agency(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_AGENCIES)
    form = AgencyForm(sent(request), agencies=access.agencies(seat))

    def add() -> HttpResponse:
        agency = actions.add_agency(by=seat, **form.cleaned_data)
        said = _("%(name)s was added.") % {"name": agency.name}
        return done(request, said, "people:agencies", partnership_id)

    return acted(form, add) or render(
        request, "people/add_agency.html", {"seat": seat, "form": form}
    )


@require_safe
@signed_in
def agency(request: Asked, partnership_id: UUID, agency_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_AGENCIES)
    found = access.agency(seat, agency_id)
    return render(
        request,
        "people/agency.html",
        {"seat": seat, "page": presenters.agency_page(seat, found, access.members_of(seat, found))},
    )


@form_page
@signed_in
def change_agency(request: Asked, partnership_id: UUID, agency_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_AGENCIES)
    found = access.agency(seat, agency_id)
    others = access.agencies(seat).exclude(pk=found.pk)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeAgencyForm:
        return ChangeAgencyForm(typed, agencies=others, initial=_agency_now(now))

    def change() -> HttpResponse:
        actions.change_agency(by=seat, agency=found, **form.cleaned_data)
        return done(request, _("The agency was saved."), "people:agency", partnership_id, agency_id)

    form = form_of(found, sent(request))
    return saved(request, form, change, form_of, seat=seat) or render(
        request,
        "people/change_agency.html",
        {"seat": seat, "form": form, "page": presenters.agency_page(seat, found, None)},
    )


def _agency_now(agency: Any) -> dict[str, object]:
    return {
        "name": agency.name,
        "parent": agency.parent_id,
        "counts_as": agency.counts_as_id,
        "version": agency.version,
    }
