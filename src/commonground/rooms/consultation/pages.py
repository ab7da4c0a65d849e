"""Pages of rounds: the list, one round, and what prepares it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.consultation import (
    access,
    actions,
    preparing_presenters,
    presenters,
    recipients,
    running_presenters,
)
from commonground.rooms.consultation.describing import own_descriptors
from commonground.rooms.consultation.forms import (
    ChangeRoundForm,
    FactorsForm,
    RoundForm,
    ShareForm,
    today,
)
from commonground.rooms.consultation.methods import published_method, rules_of, shipped_methods
from commonground.rooms.consultation.models import Round
from commonground.rooms.consultation.readiness import readiness
from commonground.rooms.consultation.rules import Verb, may_do
from commonground.rooms.issues import access as issues_access
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def rounds(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ROUNDS)
    page = page_of(access.rounds(seat), request.GET)
    return render(
        request,
        "consultation/rounds.html",
        {
            "seat": seat,
            "rows": presenters.round_rows(seat, page),
            "links": page_links(page, request.GET),
            "add_href": presenters.address_if("add_round", seat, Verb.EDIT_ROUNDS),
        },
    )


@require_safe
@signed_in
def round_(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ROUNDS)
    found = access.round_(seat, round_id)
    method = access.method(found)
    plan = access.plan(found) if found.is_draft else access.plan_without_coverage(found)
    ready = readiness(method, rules_of(found), plan)
    counted = {} if found.is_draft else access.pages(found, len(method.criteria))
    letters = recipients.due(found, counted, plan.assessors) if counted else {}
    closing = access.closing(found) if found.is_closed else None
    return render(
        request,
        "consultation/round.html",
        {
            "seat": seat,
            "page": presenters.round_page(
                seat,
                found,
                method,
                plan,
                ready,
                letters,
                has_descriptors=found.is_draft and bool(own_descriptors(found)),
            ),
            "progress": running_presenters.progress_part(
                found, access.summed(counted.values()), len(plan.assessors)
            )
            if found.is_open
            else None,
            "closed": running_presenters.closed_part(closing, method) if closing else None,
        },
    )


@form_page
@signed_in
def add_round(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    form = RoundForm(sent(request), methods=shipped_methods())
    if form.is_valid():
        try:
            made = actions.make_round(by=seat, **form.given())
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        else:
            return redirect("consultation:round", partnership_id, made.pk)
    return render(request, "consultation/add_round.html", {"seat": seat, "form": form})


@form_page
@signed_in
def change_round(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    methods = shipped_methods()
    form = ChangeRoundForm(sent(request), methods=methods, initial=_round_now(found))
    if form.is_valid():
        try:
            actions.change_round(by=seat, about=found, **form.given())
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        except ChangedMeanwhile as changed:
            theirs = ChangeRoundForm(methods=methods, initial=_round_now(changed.current))
            return conflict(
                request, yours=form, theirs=theirs, version=changed.current.version,
                back=request.path, seat=seat,
            )  # fmt: skip
        else:
            messages.success(request, _("The round was saved."))
            return redirect("consultation:round", partnership_id, round_id)
    return _form(request, "consultation/change_round.html", seat, found, form)


def _round_now(about: Any) -> dict[str, object]:
    names = (
        "name",
        "method_id",
        "held_by",
        "anonymity",
        "scored_in_room",
        "opens_on",
        "closes_on",
        "shortlist_length",
    )
    return {name: getattr(about, name) for name in (*names, "version")}


def _form(request: Asked, template: str, seat: Seat, about: Round, form: object) -> HttpResponse:
    context = {"seat": seat, "form": form, "name": about.name, "back_href": _back(seat, about)}
    return render(request, template, context)


def _back(seat: Seat, about: Round) -> str:
    return presenters.address("round", seat, about.pk)


@form_page
@signed_in
def factors(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    lookup = published_method(found).lookup
    held = access.own_factors(found)
    initial: dict[str, object] = {f"at_{one.total}": one.factor.normalize() for one in held}
    initial |= {
        "set_by": held[0].set_by if held else "",
        "set_on": held[0].set_on if held else today(),
    }
    form = FactorsForm(sent(request), totals=lookup.gaps if lookup else (), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        chosen = actions.FactorSet(
            {total: given[f"at_{total}"] for total in form.totals}, given["set_by"], given["set_on"]
        )
        try:
            actions.set_factors(by=seat, about=found, chosen=chosen)
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        else:
            messages.success(request, _("The factors were saved."))
            return redirect("consultation:round", partnership_id, round_id)
    return _form(request, "consultation/factors.html", seat, found, form)


@form_page
@signed_in
def choose_issues(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        linking = {one.pk for one in issues_access.chosen(seat, request.POST.getlist("linking"))}
        # what everybody scores is in the round, whether or not it was ticked for that too
        ids = {*request.POST.getlist("issue"), *map(str, linking)}
        try:
            actions.choose_issues(
                by=seat, about=found, issues=issues_access.chosen(seat, ids), linking=linking
            )
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            messages.success(request, _("The issues of the round were saved."))
            return redirect("consultation:round", partnership_id, round_id)
    live = issues_access.issues(seat, issues_access.Wanted(status="live", sort="theme"))
    themes = [(one.name, f"?tick={one.pk}") for one in issues_access.themes(seat)]
    return render(
        request,
        "consultation/choose_issues.html",
        {
            "seat": seat,
            "groups": preparing_presenters.issue_choices(
                live, access.round_issues(found), request.GET.get("tick", "")
            ),
            "ticks": [(_("All live issues"), "?tick=all"), *themes],
            "faults": faults,
            "name": found.name,
            "back_href": _back(seat, found),
        },
        status=422 if faults else 200,
    )


@form_page
@signed_in
def choose_assessors(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    members = list(access.can_assess(seat))
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        ticked = set(request.POST.getlist("member"))
        wanted = [one for one in members if str(one.pk) in ticked]
        try:
            actions.choose_assessors(by=seat, about=found, members=wanted)
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            messages.success(request, _("The assessors of the round were saved."))
            return redirect("consultation:round", partnership_id, round_id)
    return render(
        request,
        "consultation/choose_assessors.html",
        {
            "seat": seat,
            "groups": preparing_presenters.assessor_choices(
                members, access.assessors(found), everybody=request.GET.get("tick") == "all"
            ),
            "faults": faults,
            "name": found.name,
            "back_href": _back(seat, found),
        },
        status=422 if faults else 200,
    )


@form_page
@signed_in
def assignment(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    is_sent = request.method == "POST"
    verb = Verb.EDIT_ROUNDS if is_sent else Verb.SEE_ROUNDS
    seat = access.seat(request.user, partnership_id, verb)
    found = access.round_(seat, round_id)
    plan = access.plan(found)
    each = max(plan.load.values(), default=min(20, len(plan.issues)))
    form = ShareForm(sent(request), initial={"each": each})
    if form.is_valid():
        try:
            actions.assign(by=seat, about=found, **form.given())
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        else:
            messages.success(request, _("The issues were shared out."))
            return redirect("consultation:assignment", partnership_id, round_id)
    least = rules_of(found).fewest_agencies_per_issue
    may_share = found.is_draft and may_do(seat.roles, Verb.EDIT_ROUNDS)
    return render(
        request,
        "consultation/assignment.html",
        {
            "seat": seat,
            "form": form if may_share else None,
            "page": preparing_presenters.coverage_page(plan, least),
            "expertise_href": presenters.address("expertise", seat, found.pk) if may_share else "",
            "name": found.name,
            "back_href": _back(seat, found),
        },
    )
