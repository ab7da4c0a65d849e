"""Pages of the partnership itself and of its agencies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
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
from commonground.rooms.refusals import ChangedMeanwhile


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_partnership(request: Asked) -> HttpResponse:
    check_may_make_partnership(access.standing(request.user))
    form = PartnershipForm(sent(request))
    if form.is_valid():
        partnership = actions.make_partnership(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is ready.") % {"name": partnership.name})
        return redirect("people:agencies", partnership.pk)
    return render(request, "people/new_partnership.html", {"form": form})


@require_POST
@signed_in
def look_round(request: Asked) -> HttpResponse:
    demo = demo_actions.look_round(by=request.user)
    return redirect("people:members", demo.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_partnership(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PARTNERSHIP)
    members = access.memberships(seat)
    form = ChangePartnershipForm(
        sent(request), members=members, initial=_partnership_now(seat.partnership)
    )
    if form.is_valid():
        try:
            actions.change_partnership(by=seat, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            now = _partnership_now(changed.current)
            theirs = ChangePartnershipForm(members=members, initial=now)
            return conflict(
                request, yours=form, theirs=theirs, version=changed.current.version,
                back=request.path, seat=seat,
            )  # fmt: skip
        messages.success(request, _("The partnership was saved."))
        return redirect("people:change_partnership", partnership_id)
    return render(request, "people/change_partnership.html", {"seat": seat, "form": form})


def _partnership_now(partnership: Any) -> dict[str, object]:
    names = ("name", "area", "board_kind", "version")
    now = {name: getattr(partnership, name) for name in names}
    return now | {"chair": partnership.chair_id, "police_lead": partnership.police_lead_id}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def role_names(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PARTNERSHIP)
    form = RoleNamesForm(sent(request), initial=access.own_role_names(seat))
    if form.is_valid():
        actions.name_roles(by=seat, names=form.names())
        messages.success(request, _("The names of the roles were saved."))
        return redirect("people:role_names", partnership_id)
    return render(request, "people/role_names.html", {"seat": seat, "form": form})


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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_agency(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_AGENCIES)
    form = AgencyForm(sent(request), agencies=access.agencies(seat))
    if form.is_valid():
        try:
            agency = actions.add_agency(by=seat, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": agency.name})
            return redirect("people:agencies", partnership_id)
    return render(request, "people/add_agency.html", {"seat": seat, "form": form})


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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_agency(request: Asked, partnership_id: UUID, agency_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_AGENCIES)
    found = access.agency(seat, agency_id)
    others = access.agencies(seat).exclude(pk=found.pk)
    form = ChangeAgencyForm(sent(request), agencies=others, initial=_agency_now(found))
    if form.is_valid():
        try:
            actions.change_agency(by=seat, agency=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        except ChangedMeanwhile as changed:
            theirs = ChangeAgencyForm(agencies=others, initial=_agency_now(changed.current))
            return conflict(
                request, yours=form, theirs=theirs, version=changed.current.version,
                back=request.path, seat=seat,
            )  # fmt: skip
        else:
            messages.success(request, _("The agency was saved."))
            return redirect("people:agency", partnership_id, agency_id)
    return render(
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
