"""Pages of members, their roles and their personal links."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
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
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.telling import faults_told


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


@form_page
@signed_in
def add_member(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    form = AddMemberForm(
        sent(request), agencies=access.agencies(seat), role_names=access.role_names(seat)
    )

    def add() -> HttpResponse:
        given = {**form.cleaned_data, "roles": form.chosen_roles()}
        member = member_actions.add_member(by=seat, **given)
        said = _("%(name)s was added.") % {"name": member.person.name}
        return done(request, said, "people:member", partnership_id, member.pk)

    return acted(form, add) or render(
        request, "people/add_member.html", {"seat": seat, "form": form}
    )


@require_safe
@signed_in
def member(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PEOPLE)
    found = access.membership(seat, member_id)
    links = access.links(seat, found) if seat.may(Verb.INVITE) else ()
    page = presenters.member_page(seat, found, access.role_names(seat), links, timezone.now())
    return render(request, "people/member.html", {"seat": seat, "page": page})


@form_page
@signed_in
def change_member(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    found = access.membership(seat, member_id)
    agencies = access.agencies(seat)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeMemberForm:
        return ChangeMemberForm(typed, agencies=agencies, initial=_member_now(now))

    def change() -> HttpResponse:
        member_actions.change_member(by=seat, member=found, **form.cleaned_data)
        said = _("%(name)s was saved.") % {"name": found.person.name}
        return done(request, said, "people:member", partnership_id, member_id)

    form = form_of(found, sent(request))
    context = {"seat": seat, "form": form, **_whose(seat, found)}
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "people/change_member.html", context
    )


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


@form_page
@signed_in
def give_role(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    found = access.membership(seat, member_id)
    form = GiveRoleForm(
        sent(request), role_names=access.role_names(seat), initial={"since": today()}
    )

    def give() -> HttpResponse:
        member_actions.give_role(
            by=seat, member=found, role=form.chosen_role(), since=form.cleaned_data["since"]
        )
        return done(request, _("The role was given."), "people:member", partnership_id, member_id)

    return acted(form, give) or render(
        request, "people/give_role.html", {"seat": seat, "form": form, **_whose(seat, found)}
    )


@form_page
@signed_in
def end_role(request: Asked, partnership_id: UUID, held_role_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    held = access.held_role(seat, held_role_id)
    form = EndRoleForm(sent(request), initial={"until": today()})

    def end() -> HttpResponse:
        member_actions.end_role(by=seat, held=held, until=form.day())
        said = _("The role was ended.")
        return done(request, said, "people:member", partnership_id, held.membership_id)

    if answer := acted(form, end):
        return answer
    page = presenters.end_role_page(seat, held, access.role_names(seat))
    return render(request, "people/end_role.html", {"seat": seat, "form": form, "page": page})


@require_POST
@signed_in
def invite(request: Asked, partnership_id: UUID, member_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.INVITE)
    found = access.membership(seat, member_id)
    try:
        made = member_actions.make_link(by=seat, member=found, purpose=Purpose.JOIN)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    else:
        send_invitation(request, made)
        messages.success(request, _("The invitation was sent."))
    return redirect("people:member", partnership_id, member_id)


@require_POST
@signed_in
def revoke_link(request: Asked, partnership_id: UUID, link_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.INVITE)
    link = member_actions.revoke_link(by=seat, link=access.link(seat, link_id))
    said = _("The link was withdrawn.")
    return done(request, said, "people:member", partnership_id, link.membership_id)
