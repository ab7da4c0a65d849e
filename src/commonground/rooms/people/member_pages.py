"""Pages of members, their roles and their personal links."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people import access, member_actions, presenters
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.forms import (
    AddMemberForm,
    ChangeMemberForm,
    EndRoleForm,
    GiveRoleForm,
    SearchForm,
    today,
)
from commonground.rooms.people.invitations import send_invitation
from commonground.rooms.people.models import Membership, Purpose
from commonground.rooms.people.rules import Verb
from commonground.rooms.refusals import ChangedMeanwhile


@require_safe
@signed_in
def members(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PEOPLE)
    search = request.GET.get("q", "")
    page = page_of(access.memberships(seat, search), request.GET)
    return render(
        request,
        "people/members.html",
        {
            "seat": seat,
            "rows": presenters.member_rows(
                seat, page, access.role_names(seat), timezone.localdate()
            ),
            "links": page_links(page, request.GET),
            "search": SearchForm(initial={"q": search}),
            "add_href": presenters.address_if("add_member", seat, Verb.EDIT_PEOPLE),
            "import_href": presenters.address_if("import_contacts", seat, Verb.EDIT_PEOPLE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_member(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    form = AddMemberForm(
        sent(request), agencies=access.agencies(seat), role_names=access.role_names(seat)
    )
    if form.is_valid():
        given = {**form.cleaned_data, "roles": form.chosen_roles()}
        try:
            member = member_actions.add_member(by=seat, **given)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": member.person.name})
            return redirect("people:member", partnership_id, member.pk)
    return render(request, "people/add_member.html", {"seat": seat, "form": form})


@require_safe
@signed_in
def member(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PEOPLE)
    found = access.membership(seat, member_id)
    links = access.links(seat, found) if seat.may(Verb.INVITE) else ()
    page = presenters.member_page(seat, found, access.role_names(seat), links, timezone.now())
    return render(request, "people/member.html", {"seat": seat, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_member(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    found = access.membership(seat, member_id)
    agencies = access.agencies(seat)
    form = ChangeMemberForm(sent(request), agencies=agencies, initial=_member_now(found))
    if form.is_valid():
        try:
            member_actions.change_member(by=seat, member=found, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            theirs = ChangeMemberForm(agencies=agencies, initial=_member_now(changed.current))
            return conflict(
                request, yours=form, theirs=theirs, version=changed.current.version,
                back=request.path, seat=seat,
            )  # fmt: skip
        messages.success(request, _("%(name)s was saved.") % {"name": found.person.name})
        return redirect("people:member", partnership_id, member_id)
    return render(
        request, "people/change_member.html",
        {"seat": seat, "form": form, **_whose(seat, found)},
    )  # fmt: skip


def _whose(seat: access.Seat, member: Membership) -> dict[str, str]:
    """Return whom a form is about, and where their page is."""
    return {
        "name": member.person.name,
        "back_href": presenters.address("member", seat, member.pk),
    }


def _member_now(member: Any) -> dict[str, object]:
    return {
        "agency": member.agency_id,
        "title": member.title,
        "way": member.way,
        "version": member.version,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def give_role(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    found = access.membership(seat, member_id)
    form = GiveRoleForm(
        sent(request), role_names=access.role_names(seat), initial={"since": today()}
    )
    if form.is_valid():
        member_actions.give_role(
            by=seat, member=found, role=form.chosen_role(), since=form.cleaned_data["since"]
        )
        messages.success(request, _("The role was given."))
        return redirect("people:member", partnership_id, member_id)
    return render(
        request, "people/give_role.html", {"seat": seat, "form": form, **_whose(seat, found)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_role(request: Asked, partnership_id: UUID, held_role_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    held = access.held_role(seat, held_role_id)
    form = EndRoleForm(sent(request), initial={"until": today()})
    if form.is_valid():
        try:
            member_actions.end_role(by=seat, held=held, until=form.day())
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("The role was ended."))
            return redirect("people:member", partnership_id, held.membership_id)
    names = access.role_names(seat)
    page = presenters.end_role_page(seat, held, names)
    return render(request, "people/end_role.html", {"seat": seat, "form": form, "page": page})


@require_POST
@signed_in
def invite(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.INVITE)
    found = access.membership(seat, member_id)
    try:
        made = member_actions.make_link(by=seat, member=found, purpose=Purpose.JOIN)
    except BadInput as refused:
        messages.error(request, " ".join(refused.faults))
    else:
        send_invitation(request, made)
        messages.success(request, _("The invitation was sent."))
    return redirect("people:member", partnership_id, member_id)


@require_POST
@signed_in
def revoke_link(request: Asked, partnership_id: UUID, link_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.INVITE)
    link = member_actions.revoke_link(by=seat, link=access.link(seat, link_id))
    messages.success(request, _("The link was withdrawn."))
    return redirect("people:member", partnership_id, link.membership_id)
