"""Pages on the phones of those in a meeting: joining, one's own page, and scoring in the room.

A link or the code on the screen is the only key. Neither signs anybody in.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import score_access
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import Assessor
from commonground.rooms.consultation.scoring_actions import Sender
from commonground.rooms.consultation.scoring_pages import (
    frame_of,
    is_script,
    page_to_score,
    saved_answer,
    take_page,
)
from commonground.rooms.consultation.shown_scores import agreed_now
from commonground.rooms.meetings import joining_actions, joining_presenters, room_access
from commonground.rooms.meetings.codes import read_code
from commonground.rooms.meetings.guessing import has_guessed_too_often, note_wrong_code
from commonground.rooms.meetings.joining_presenters import PartPage
from commonground.rooms.meetings.models import Meeting
from commonground.rooms.meetings.room_access import Part
from commonground.rooms.meetings.spread_presenters import spread_part
from commonground.rooms.people.access import LinkState
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.rooms.telling import faults_told

GONE = 410
TOO_MANY = 429
STOP_ASKING = 286
"""What htmx takes as the end of its asking."""
NOBODY = UUID(int=0)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        code = read_code(request.POST.get("code", ""))
        if _found(request, code):
            return redirect("meetings:join_by_code", code)
        return _wrong_code(request)
    return render(request, "meetings/join.html", {"fault": ""})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_code(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, read_code(code))
    if found is None:
        return _wrong_code(request)
    fault = ""
    if request.method == "POST":
        try:
            token = joining_actions.join_by_name(
                about=found, assessor_id=_id(request.POST.get("name", "")) or NOBODY
            )
        except BadInput as refused:
            fault = " ".join(faults_told(refused))
        else:
            return redirect("meetings:take_part", token)
    context = {
        "meeting": found,
        "groups": joining_presenters.name_groups(room_access.can_join(found)),
        "fault": fault,
    }
    status = 422 if fault else 200
    return render(request, "meetings/choose_name.html", context, status=status)


def _found(request: HttpRequest, code: str) -> Meeting | None:
    """Return the meeting of a code, unless too many wrong ones came from the same address."""
    return None if has_guessed_too_often(request) else room_access.meeting_by_code(code)


def _wrong_code(request: HttpRequest) -> HttpResponse:
    """Say what to do next about a wrong code, and count it."""
    if has_guessed_too_often(request):
        fault = _("Too many wrong codes came from here. Wait five minutes, or use your own link.")
        return render(request, "meetings/join.html", {"fault": fault}, status=TOO_MANY)
    note_wrong_code(request)
    fault = _("There is no meeting with this code now. Look at the screen again.")
    return render(request, "meetings/join.html", {"fault": fault}, status=422)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def by_link(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever holds a good link; tell anybody else what to do next."""

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, **more: int) -> HttpResponse:
        part = room_access.part(token, timezone.now())
        if part.state is not LinkState.GOOD or part.link is None or part.assessor is None:
            context = {"what": joining_presenters.GONE[part.state]}
            return render(request, "meetings/gone.html", context, status=GONE)
        return page(request, token, part, part.link, part.assessor, **more)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def take_part(
    request: HttpRequest, token: str, part: Part, link: PersonalLink, who: Assessor
) -> HttpResponse:
    if request.method == "POST":
        if part.meeting is not None and link.purpose == Purpose.SCORE:
            try:
                joining_actions.join_by_link(link=link, who=who, about=part.meeting)
            except BadInput as refused:
                messages.info(request, " ".join(faults_told(refused)))
        return redirect("meetings:take_part", token)
    context = {"page": _page(token, part, link, who), **frame_of(who)}
    return render(request, "meetings/take_part.html", context)


def _page(token: str, part: Part, link: PersonalLink, who: Assessor) -> PartPage:
    told = joining_presenters.Told()
    about = part.meeting
    if about is not None and part.is_joined:
        method = published_method(about.round)
        issue = about.issue
        number, own = room_access.own_page(part, who, issue) if issue else (0, {})
        seen = room_access.shown(issue) if issue else None
        parts = spread_part(method, seen, agreed_now(issue), own) if issue and seen else []
        is_for_all = issue is not None and room_access.is_for_all(issue)
        told = joining_presenters.told(about, method, number, own, parts, is_for_all=is_for_all)
    return joining_presenters.part_page(
        token, who, about, is_joined=part.is_joined, told=told,
        is_own_link=link.purpose == Purpose.SCORE,
    )  # fmt: skip


@require_safe
def now(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a phone that asks whether its page is out of date: 204 where it is not."""
    mark = room_access.seen_by(token)
    if mark and mark == request.GET.get("seen"):
        return HttpResponse(status=204)
    part = room_access.part(token, timezone.now())
    if part.link is None or part.assessor is None or not part.is_joined:
        href = joining_presenters.address("take_part", token)
        return render(request, "meetings/over.html", {"href": href}, status=STOP_ASKING)
    context = {"page": _page(token, part, part.link, part.assessor)}
    return render(request, "meetings/part_now.html", context)


@require_POST
@by_link
def ask(
    request: HttpRequest, token: str, part: Part, _link: PersonalLink, who: Assessor
) -> HttpResponse:
    """Let somebody score the issue before the meeting that was not shared out to them."""
    if part.meeting is None or not part.is_joined:
        return redirect("meetings:take_part", token)
    issue_id = _id(request.POST.get("issue", "")) or NOBODY
    try:
        made = joining_actions.ask_about(about=part.meeting, who=who, issue_id=issue_id)
    except BadInput as refused:
        messages.info(request, " ".join(faults_told(refused)))
        return redirect("meetings:take_part", token)
    return redirect("meetings:score", token, score_access.own_pages(who).index(made.pk) + 1)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def score(
    request: HttpRequest, token: str, part: Part, link: PersonalLink, who: Assessor, number: int
) -> HttpResponse:
    asked = score_access.own_pages(who)
    if not part.is_joined or not 1 <= number <= len(asked):
        return redirect("meetings:take_part", token)
    by = Sender.room(link, part.shown_since)
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        # of what the page was opened on, also where the meeting has moved on since
        try:
            taken = take_page(request.POST, by, who, asked[number - 1])
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            return saved_answer(request, taken, joining_presenters.address("take_part", token))
        if is_script(request):
            return JsonResponse({"faults": faults}, status=422)
    about = score_access.own_page(who, asked[number - 1])
    if not faults and not score_access.may_score_issue(who, about.round_issue):
        return redirect("meetings:take_part", token)
    back = joining_presenters.address("take_part", token)
    page = replace(page_to_score(token, by, who, asked, about), start_href=back, back_href=back)
    context = {"page": page, "faults": faults, **frame_of(who)}
    return render(request, "meetings/score.html", context, status=422 if faults else 200)
