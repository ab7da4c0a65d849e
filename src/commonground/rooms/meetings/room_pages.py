"""Pages of those who lead a meeting, and the big screen. All that they show is in the database."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation.access import round_issue
from commonground.rooms.consultation.agreeing_actions import Agreed
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.shown_scores import agreed_now
from commonground.rooms.meetings import (
    access,
    presenters,
    room_access,
    room_actions,
    room_presenters,
)
from commonground.rooms.meetings.models import Meeting
from commonground.rooms.meetings.room_presenters import NowPart
from commonground.rooms.meetings.rules import Verb
from commonground.rooms.meetings.spread_presenters import CriterionPart, spread_part
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.posting import form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told

MOVED_ON = 409


@require_safe
@signed_in
def lead(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    return _lead(request, seat, access.meeting(seat, meeting_id))


def _lead(
    request: Asked, seat: Seat, found: Meeting, faults: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    now = _now(seat, found, "lead_now")[0] if found.is_running else None
    notes = access.notes_of_issue(found)
    page = room_presenters.lead_page(seat, found, now, _parts(found), notes)
    context = {"seat": seat, "page": page, "faults": faults, "typed": request.POST.get("text", "")}
    return render(request, "meetings/lead.html", context, status=status)


def _now(seat: Seat, found: Meeting, name: str, shown: str = "") -> tuple[NowPart, str]:
    """Return the counts of a meeting, and the mark of what a screen that shows them knows."""
    counts = room_access.counts(found, len(published_method(found.round).criteria))
    version = room_access.mark_of(found)
    mark = f"{version}-{counts.here}-{counts.done}-{counts.asked}-{counts.afar}"
    at = presenters.address(name, seat, found.pk)
    is_moved_on = bool(shown) and not shown.startswith(f"{version}-")
    # a page goes on saying that it is out of date until it is shown anew
    kept = shown if is_moved_on else mark
    return room_presenters.now_part(at, kept, counts, is_moved_on=is_moved_on), mark


def _parts(found: Meeting) -> list[CriterionPart]:
    """Return how the agencies scored the issue before the meeting; nothing before it is shown."""
    issue = found.issue
    if issue is None or (seen := room_access.shown(issue)) is None:
        return []
    return spread_part(published_method(found.round), seen, agreed_now(issue))


@require_safe
@signed_in
def lead_now(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    shown = request.GET.get("seen", "")
    now, mark = _now(seat, found, "lead_now", shown)
    if mark == shown:
        return HttpResponse(status=204)
    lead_href = presenters.address("lead", seat, found.pk)
    context = {"now": now, "lead_href": lead_href}
    return render(request, "meetings/lead_now.html", context)


@require_safe
@signed_in
def screen(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    return _screen(request, seat, found, "meetings/screen.html")


@require_safe
@signed_in
def screen_now(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    return _screen(request, seat, found, "meetings/screen_now.html", request.GET.get("seen", ""))


def _screen(
    request: Asked, seat: Seat, found: Meeting, template: str, shown: str = ""
) -> HttpResponse:
    now, mark = _now(seat, found, "screen_now")
    if shown == mark:
        return HttpResponse(status=204)
    join = request.build_absolute_uri(reverse("meetings:join_by_code", args=[found.code or "-"]))
    page = room_presenters.screen_page(found, now, _parts(found), join)
    context = {"seat": seat, "page": page, "back_href": presenters.address("lead", seat, found.pk)}
    return render(request, template, context)


@require_POST
@signed_in
def start(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    try:
        room_actions.start_meeting(by=seat, about=found)
    except BadInput as refused:
        return _lead(request, seat, found, faults_told(refused), 422)
    return redirect("meetings:lead", partnership_id, meeting_id)


@require_POST
@signed_in
def end(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    try:
        room_actions.end_meeting(by=seat, about=found)
    except BadInput as refused:
        return _lead(request, seat, found, faults_told(refused), 422)
    messages.success(request, _("The meeting is over. Look through the register."))
    return redirect("meetings:meeting", partnership_id, meeting_id)


@require_POST
@signed_in
def reveal(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    try:
        room_actions.reveal_issue(by=seat, about=found, version=_version(request.POST))
    except BadInput as refused:
        return _lead(request, seat, found, faults_told(refused), 422)
    except ChangedMeanwhile:
        return _moved_on(request, seat, found)
    return redirect("meetings:lead", partnership_id, meeting_id)


@require_POST
@signed_in
def note(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    try:
        room_actions.take_note(
            by=seat, about=found, text=request.POST.get("text", ""),
            issue=round_issue(found.round, _id(request.POST.get("issue", ""))),
        )  # fmt: skip
    except BadInput as refused:
        return _lead(request, seat, found, faults_told(refused), 422)
    return redirect("meetings:lead", partnership_id, meeting_id)


@form_page
@signed_in
def next_issue(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    if request.method == "POST":
        about = round_issue(found.round, _id(request.POST.get("issue", "")))
        version = _version(request.POST)
        try:
            room_actions.put_issue(by=seat, about=found, issue=about, version=version)
        except BadInput as refused:
            return _lead(request, seat, found, faults_told(refused), 422)
        except ChangedMeanwhile:
            return _moved_on(request, seat, found)
        return redirect("meetings:lead", partnership_id, meeting_id)
    rows = room_presenters.candidate_rows(found, room_access.candidates(found.round))
    context = {
        "seat": seat,
        "name": found.name,
        "rows": rows,
        "version": found.version,
        "is_after_a_stage": found.round.stage > 1,
        "back_href": presenters.address("lead", seat, found.pk),
    }
    return render(request, "meetings/next_issue.html", context)


@form_page
@signed_in
def agree(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    issue = found.issue
    if issue is None:
        return redirect("meetings:lead", partnership_id, meeting_id)
    method = published_method(found.round)
    faults: tuple[str, ...] = ()
    status = 200
    rows = room_presenters.agree_rows(method, agreed_now(issue))
    if request.method == "POST":
        try:
            about = round_issue(found.round, _id(request.POST.get("issue", "")))
            room_actions.agree_scores(
                by=seat, about=found, issue=about,
                said=_agreed(request.POST, method.criterion_ids),
            )  # fmt: skip
        except BadInput as refused:
            faults, status = faults_told(refused), 422
            rows = room_presenters.as_typed(rows, request.POST)
        except ChangedMeanwhile:
            return _moved_on(request, seat, found)
        else:
            messages.success(request, _("What was agreed was kept."))
            return redirect("meetings:lead", partnership_id, meeting_id)
    context = {
        "seat": seat,
        "name": str(issue),
        "issue": issue.pk,
        "rows": rows,
        "spread": {one.id: one for one in _parts(found)},
        "faults": faults,
        "back_href": presenters.address("lead", seat, found.pk),
    }
    return render(request, "meetings/agree.html", context, status=status)


def _agreed(given: QueryDict, criteria: tuple[str, ...]) -> dict[str, Agreed]:
    """Return what a form says was agreed, of each criterion that it names."""
    found = {}
    for one in criteria:
        level = given.get(f"level-{one}")
        if level is not None:
            is_place = level.isascii() and level.isdigit() and len(level) < 4
            found[one] = Agreed(
                level=None if not level else int(level) if is_place else -1,
                reason=given.get(f"reason-{one}", ""),
                version=_version(given, f"version-{one}"),
            )
    return found


@form_page
@signed_in
def here(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.LEAD_MEETINGS)
    found = access.meeting(seat, meeting_id)
    if request.method == "POST":
        joined = access.joined(found, _id(request.POST.get("joined", "")))
        room_actions.free_name(by=seat, about=found, joined=joined)
        messages.success(request, _("The name is free again."))
        return redirect("meetings:here", partnership_id, meeting_id)
    context = {
        "seat": seat,
        "name": found.name,
        "groups": room_presenters.here_groups(access.in_the_room(found)),
        "back_href": presenters.address("lead", seat, found.pk),
    }
    return render(request, "meetings/here.html", context)


def _moved_on(request: Asked, seat: Seat, found: Meeting) -> HttpResponse:
    """Show the meeting as it is now, and that this press did nothing."""
    said = _("Somebody else moved the meeting on. This is how it is now; your press did nothing.")
    now = access.meeting(seat, found.pk)
    return _lead(request, seat, now, (said,), MOVED_ON)


def _version(given: QueryDict, name: str = "version") -> int:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _id(text: str) -> UUID:
    """Return an id as a form sent it; one that nothing has, where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
