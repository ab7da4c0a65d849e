"""The page that a board reads of a plan, on a screen or on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import access, board_presenters, board_reading
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.board_forms import SinceForm
from commonground.rooms.plan.marked import marking_of
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.viewing_presenters import views

PER_PAGE = 25


@require_safe
@signed_in
def board(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about, today = access.plan(seat, plan_id), timezone.localdate()
    asked = SinceForm(request.GET)
    since = asked.asked_day or board_reading.since_of(seat, about, today)
    page = page_of(board_reading.moved(seat, about, since, today), request.GET, PER_PAGE)
    moved = [board_reading.moved_of(row) for row in page]
    needs = board_reading.needs(seat, about, today)
    context = {
        "seat": seat, "about": about, "asked": asked,
        "page_marking": marking_of(about, [*moved, *needs.actions]),
        "board": about.board.name if about.board else "",
        "today": day_in_words(today), "since": day_in_words(since),
        "views": views(seat, about, "board", ""),
        "moved": board_presenters.moved_rows(seat, moved),
        "links": page_links(page, request.GET),
        "late": board_presenters.late_section(seat, about, needs, today),
        "waiting": board_presenters.waiting(seat, needs),
        "sections": board_presenters.decision_sections(seat, about, needs, today),
    }  # fmt: skip
    return render(request, "plan/board.html", context)
