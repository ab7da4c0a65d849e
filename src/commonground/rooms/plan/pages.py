"""Pages of the plans: the list, a new one, one by its strands, and what is said of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, choices, plan_actions, presenters, reading, viewing
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.forms import PlanForm
from commonground.rooms.plan.marked import marking_of
from commonground.rooms.plan.models import Board
from commonground.rooms.plan.plan_actions import PlanFields
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.viewing_pages import asked_of, kept_of
from commonground.rooms.plan.viewing_presenters import views
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.ranking import access as ranking_access

PER_PAGE = 30


@require_safe
@signed_in
def plans(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    page = page_of(access.plans(seat), request.GET)
    context = {
        "seat": seat,
        "rows": presenters.plan_rows(seat, page, reading.counts(seat)),
        "links": page_links(page, request.GET),
        "begin_href": address_if("begin", seat, Verb.EDIT_PLANS),
    }
    return render(request, "plan/plans.html", context)


@require_safe
@signed_in
def plan(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = access.plan(seat, plan_id)
    asked = asked_of(seat, about, request.GET)
    page = page_of(viewing.lines_of(seat, about, asked.wanted), request.GET, PER_PAGE)
    acted = [each for one in page for each in one.actions.all()]
    add = address_if("add_recommendation", seat, Verb.EDIT_PLANS, about.pk)
    context = {
        "seat": seat,
        "about": about,
        "page_marking": marking_of(about, [*page, *acted]),
        "period": presenters.period(about),
        "board": about.board.name if about.board else "",
        "parts": presenters.strand_parts(seat, about, page),
        "links": page_links(page, request.GET),
        "asked": asked,
        "views": views(seat, about, "strand", kept_of(request.GET)),
        "all_href": address("plan", seat, about.pk),
        "go": presenters.plan_links(seat, about),
        "add_href": add,
    }
    return render(request, "plan/plan.html", context)


@form_page
@signed_in
def begin(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    rankings = choices.rankings(seat)
    latest = rankings[0][0] if rankings else ""
    initial = {"strand_set": "four-ps", "ranking": latest}
    form = _form(seat, sent(request), initial)

    def make() -> HttpResponse:
        made = plan_actions.make_plan(by=seat, fields=_told(seat, form))
        said = _("The plan was begun. Add its recommendations, under each strand.")
        return done(request, said, "plan:plan", partnership_id, made.pk)

    return acted(form, make) or render(request, "plan/begin.html", {"seat": seat, "form": form})


@form_page
@signed_in
def change_plan(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> PlanForm:
        names = ("name", "strand_set", "starts_on", "ends_on", "marking", "version")
        held = {name: getattr(now, name) for name in names}
        return _form(seat, typed, held | {"board": now.board_id, "ranking": now.ranking_id})

    def change() -> HttpResponse:
        plan_actions.change_plan(
            by=seat, about=about, version=form.cleaned_data["version"], fields=_told(seat, form)
        )
        return done(request, _("The plan was saved."), "plan:plan", partnership_id, plan_id)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "name": about.name,
               "back_href": address("plan", seat, about.pk)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_plan.html", context
    )


def _form(seat: Seat, typed: QueryDict | None, initial: dict[str, Any]) -> PlanForm:
    return PlanForm(
        typed, initial=initial, sets=choices.sets_of_strands(), boards=choices.boards(seat),
        rankings=choices.rankings(seat),
    )  # fmt: skip


def _told(seat: Seat, form: PlanForm) -> PlanFields:
    held = form.cleaned_data
    ranking = held["ranking"]
    return PlanFields(
        name=held["name"], strand_set=held["strand_set"], starts_on=held["starts_on"],
        ends_on=held["ends_on"], board=_board(seat, held["board"], held["new_board"]),
        ranking=ranking_access.one_ranking(seat, ranking) if ranking else None,
        marking=held["marking"],
    )  # fmt: skip


def _board(seat: Seat, chosen: UUID | None, named: str) -> Board | None:
    if named:
        return plan_actions.make_board(by=seat, name=named)
    return access.boards(seat).get(pk=chosen) if chosen else None
