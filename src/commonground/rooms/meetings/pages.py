"""Pages that plan meetings: the list, one meeting, whom to invite, and the register."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.meetings import access, actions, presenters
from commonground.rooms.meetings.actions import Mark
from commonground.rooms.meetings.forms import ChangeMeetingForm, MeetingForm
from commonground.rooms.meetings.models import Attendance, Invited
from commonground.rooms.meetings.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told


@require_safe
@signed_in
def meetings(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_MEETINGS)
    about = access.round_(seat, round_id)
    page = page_of(access.meetings(seat, about), request.GET)
    context = {
        "seat": seat,
        "name": about.name,
        "rows": presenters.meeting_rows(seat, page),
        "links": page_links(page, request.GET),
        "add_href": ""
        if about.is_closed
        else presenters.address_if("plan_meeting", seat, Verb.PLAN_MEETINGS, about.pk),
    }
    return render(request, "meetings/meetings.html", {**context, "round_id": about.pk})


@form_page
@signed_in
def plan_meeting(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    about = access.round_(seat, round_id)
    form = MeetingForm(sent(request), chairs=access.chairs(seat))
    if form.is_valid():
        try:
            made = actions.plan_meeting(by=seat, about=about, plan=form.plan())
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        else:
            return redirect("meetings:meeting", partnership_id, made.pk)
    context = {"seat": seat, "form": form, "name": about.name, "round_id": about.pk}
    return render(request, "meetings/plan_meeting.html", context)


@require_safe
@signed_in
def meeting(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_MEETINGS)
    found = access.meeting(seat, meeting_id)
    page = presenters.meeting_page(seat, found, access.register(found))
    context = {"seat": seat, "page": page, "round": found.round}
    return render(request, "meetings/meeting.html", context)


@form_page
@signed_in
def change_meeting(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    chairs = access.chairs(seat)
    form = ChangeMeetingForm(sent(request), chairs=chairs, initial=_meeting_now(found))
    if form.is_valid():
        try:
            actions.change_meeting(
                by=seat, about=found, version=form.cleaned_data["version"], plan=form.plan()
            )
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        except ChangedMeanwhile as changed:
            theirs = ChangeMeetingForm(chairs=chairs, initial=_meeting_now(changed.current))
            return conflict(
                request, yours=form, theirs=theirs, version=changed.current.version,
                back=request.path, seat=seat,
            )  # fmt: skip
        else:
            messages.success(request, _("The meeting was saved."))
            return redirect("meetings:meeting", partnership_id, meeting_id)
    back = presenters.address("meeting", seat, found.pk)
    context = {"seat": seat, "form": form, "name": found.name, "back_href": back}
    return render(request, "meetings/change_meeting.html", context)


def _meeting_now(found: Any) -> dict[str, object]:
    starts = found.starts_at and localtime(found.starts_at)
    return {
        "name": found.name,
        "place": found.place,
        "day": starts and starts.strftime("%d/%m/%Y"),
        "time": starts and starts.time(),
        "minutes": found.minutes,
        "chair": found.chair_id or "",
        "notes": found.notes,
        "version": found.version,
    }


@form_page
@signed_in
def invite(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    members = access.can_be_invited(seat, found)
    if request.method == "POST":
        ticked = set(request.POST.getlist("member"))
        wanted = [one for one in members if str(one.pk) in ticked]
        actions.invite(by=seat, about=found, members=wanted)
        messages.success(request, _("Who is invited was saved."))
        return redirect("meetings:meeting", partnership_id, meeting_id)
    everybody = request.GET.get("tick") == "all"
    register = access.register(found)
    context = {
        "seat": seat,
        "groups": presenters.invite_groups(members, register, everybody=everybody),
        "faults": (),
        "name": found.name,
        "back_href": presenters.address("meeting", seat, found.pk),
    }
    return render(request, "meetings/invite.html", context)


@form_page
@signed_in
def register(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    is_sent = request.method == "POST"
    verb = Verb.LEAD_MEETINGS if is_sent else Verb.SEE_MEETINGS
    seat = access.seat(request.user, partnership_id, verb)
    found = access.meeting(seat, meeting_id)
    faults: tuple[str, ...] = ()
    status = 200
    if is_sent:
        marks = _marks(request.POST, access.register(found))
        try:
            actions.mark_attendance(by=seat, about=found, marks=marks)
        except BadInput as refused:
            faults, status = faults_told(refused), 422
        except ChangedMeanwhile:
            faults = (_("Somebody else changed the register. It is shown as it is now."),)
            status = 409
        else:
            messages.success(request, _("The register was saved."))
            return redirect("meetings:register", partnership_id, meeting_id)
    page = presenters.register_page(seat, found, found.round, access.register(found))
    context = {"seat": seat, "page": page, "faults": faults}
    return render(request, "meetings/register.html", context, status=status)


def _marks(given: QueryDict, lines: list[Invited]) -> dict[UUID, Mark]:
    """Return what a form says of each line that it names; what makes no sense is left out."""
    marks = {}
    for one in lines:
        attendance, version = given.get(f"attendance-{one.pk}"), given.get(f"version-{one.pk}", "")
        is_known = attendance is not None and attendance in {"", *Attendance.values}
        if is_known and version.isascii() and version.isdigit() and len(version) < 10:
            stand_in = given.get(f"stand_in-{one.pk}", "").replace("\0", " ")[:150]
            marks[one.pk] = Mark(attendance or "", stand_in, int(version))
    return marks


@require_safe
@signed_in
def sheet(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_MEETINGS)
    found = access.meeting(seat, meeting_id)
    page = presenters.register_page(seat, found, found.round, access.register(found))
    return render(request, "meetings/sheet.html", {"seat": seat, "page": page})
