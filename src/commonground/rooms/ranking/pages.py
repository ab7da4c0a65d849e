"""The page of a ranking, of one issue in it, the matrix, and the board's decisions about it."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Closing, Round
from commonground.rooms.consultation.score_access import Stages
from commonground.rooms.consultation.shown_scores import remarks_on
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.meetings import access as meetings_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.ranking import access, actions, issue_presenters, presenters, running
from commonground.rooms.ranking.cycle_presenters import ranking_name, stood_before
from commonground.rooms.ranking.cycles import Cycle, compared_with
from commonground.rooms.ranking.forms import DecisionForm
from commonground.rooms.ranking.kept import read_back
from commonground.rooms.ranking.models import Direction, Ranking
from commonground.rooms.ranking.presenters import Subject
from commonground.rooms.ranking.rules import Verb, may_do
from commonground.rooms.telling import faults_told


def stage_asked(request: Asked) -> int | None:
    """Return the stage that an address names, if any; Http404 where it is no number."""
    asked = request.GET.get("stage", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        raise Http404
    return int(asked) if asked else None


def subject_of(seat: Seat, about: Round, closing: Closing, found: Ranking) -> Subject:
    """Return a ranking with all that its pages are made of."""
    return Subject(
        seat, about, closing, found, read_back(found), access.round_issues(about),
        access.decisions(found),
    )  # fmt: skip


@require_safe
@signed_in
def ranking(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_RANKING)
    closings = access.closings(seat, round_id)
    closing = access.of_stage(closings, stage_asked(request))
    about, found = closing.round, access.ranking(closing)
    if found is None:
        return _not_yet(request, seat, closing)
    subject, then = _with_last_cycle(seat, about, closing, found)
    page = presenters.ranking_page(
        subject, *_stood(subject, then), presenters.links(subject, closings)
    )
    return render(request, "ranking/ranking.html", {"seat": seat, "page": page})


def _not_yet(request: Asked, seat: Seat, closing: Closing) -> HttpResponse:
    """Answer how far the ranking has come, or offer to compute it."""
    about, stands = closing.round, running.standing(closing)
    context: dict[str, object] = {"seat": seat, "name": about.name}
    if stands.percent is not None:
        answer = render(request, "ranking/computing.html", context | {"percent": stands.percent})
        # asks again by itself, with JavaScript or without
        answer["Refresh"] = "1"
        return answer
    may_make = may_do(seat.roles, Verb.MAKE_RANKING)
    context["make_href"] = presenters.address("make", seat, about) if may_make else ""
    context["faults"] = stands.faults
    return render(request, "ranking/not_yet.html", context)


def _with_last_cycle(
    seat: Seat, about: Round, closing: Closing, found: Ranking
) -> tuple[Subject, Cycle | None]:
    """Return a ranking with all that its pages are made of, and the cycle before, if any."""
    then = access.last_cycle(closing)
    if then is None:
        return subject_of(seat, about, closing, found), None
    issues, before = access.issues_of_both(about, then.closing.round)
    decided = access.decisions(found)
    subject = Subject(seat, about, closing, found, read_back(found), issues, decided)
    return subject, Cycle(then, before)


def _stood(subject: Subject, then: Cycle | None) -> tuple[dict[str, str], str]:
    """Return where each issue stood in the cycle before, and what that is called."""
    if then is None:
        return {}, ""
    comparison = compared_with(subject.here, then, subject.kept, subject.issues.values())
    name = ranking_name(then.ranking)
    if not comparison.is_comparable:
        name = _("%(name)s, by another way of scoring") % {"name": name}
    # what was on the list then and is no more counts among them all the same
    length = sum(len(row.then) for row in comparison.rows)
    return stood_before(comparison, length), name


@require_safe
@signed_in
def issue(
    request: Asked, partnership_id: UUID, round_id: UUID, round_issue_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_RANKING)
    about, closing = access.closed_round(seat, round_id, stage_asked(request))
    subject, then = _with_last_cycle(seat, about, closing, access.made_ranking(closing))
    row = next((one for one in subject.issues.values() if one.pk == round_issue_id), None)
    if row is None:
        raise Http404
    one = next((one for one in subject.kept.computed.issues if one.issue == row.name), None)
    if one is None:
        back_href = presenters.staged(presenters.address("ranking", seat, about), closing)
        context = {"seat": seat, "name": row.name, "back_href": back_href}
        return render(request, "ranking/not_ranked.html", context)
    before, before_name = _stood(subject, then)
    remarks = remarks_on(row, Viewer.BOARD, Stages.up_to(closing.stage))
    notes = meetings_access.notes_on(seat, row, closing.at)
    page = issue_presenters.issue_page(
        subject, one, issue_presenters.Heard(remarks, notes), before.get(row.name, ""), before_name
    )
    return render(request, "ranking/issue.html", {"seat": seat, "page": page})


@require_safe
@signed_in
def matrix(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_RANKING)
    about, closing = access.closed_round(seat, round_id, stage_asked(request))
    subject = subject_of(seat, about, closing, access.made_ranking(closing))
    page = issue_presenters.matrix_page(subject)
    return render(request, "ranking/matrix.html", {"seat": seat, "page": page})


@require_POST
@signed_in
def make(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.MAKE_RANKING)
    _about, closing = access.closed_round(seat, round_id)
    if access.ranking(closing) is None:
        running.begin(by=seat, closing=closing)
    return redirect("ranking:ranking", partnership_id, round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decide(
    request: Asked, partnership_id: UUID, round_id: UUID, round_issue_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.MOVE_LINE)
    about, closing = access.closed_round(seat, round_id)
    found = access.made_ranking(closing)
    row = consultation_access.round_issue(about, round_issue_id)
    stands = access.standing(access.decisions(found)).get(row.pk)
    ranked = {one["issue"]: one["in_shortlist"] for one in json.loads(found.result)["issues"]}
    is_in = stands.direction == Direction.IN if stands else ranked.get(row.name, False)
    asked = request.POST.get("direction", "")
    usual = Direction.OUT if is_in else Direction.IN
    direction = Direction(asked) if asked in Direction.values else usual
    form = DecisionForm(sent(request))
    if form.is_valid():
        try:
            actions.decide(
                by=seat, ranking=found, about=row, direction=direction, **form.cleaned_data
            )
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        else:
            messages.success(request, _("The decision was kept."))
            return redirect("ranking:ranking", partnership_id, round_id)
    context = {
        "seat": seat,
        "form": form,
        "name": row.name,
        "direction": direction.value,
        "is_in": is_in,
        "stands": stands.reason if stands else "",
        "back_href": presenters.address("ranking", seat, about),
    }
    return render(request, "ranking/decide.html", context)
