"""Scoring by a personal link: one issue after another, saved at every press.

The link is the only key. It signs nobody in, and opening it uses nothing up.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import score_access, scoring_presenters
from commonground.rooms.consultation.answers import read_answers
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import Assessor, Assignment
from commonground.rooms.consultation.score_access import ScoringLink, scoring_link
from commonground.rooms.consultation.scoring_actions import Sender, take_scores, taken_back
from commonground.rooms.consultation.scoring_presenters import ScorePage
from commonground.rooms.people.access import LinkState
from commonground.rooms.telling import faults_told

GONE = 410


@never_cache
@require_safe
def start(request: HttpRequest, token: str) -> HttpResponse:
    opened = scoring_link(token, timezone.now())
    who = opened.assessor
    if opened.state is not LinkState.GOOD or who is None:
        return _gone(request, opened)
    page = scoring_presenters.start_page(
        token,
        who,
        published_method(who.round),
        score_access.own_assignments(who),
        score_access.own_answers(who, who.round.stage),
        score_access.revealed(who.round),
        is_over=not score_access.may_score_now(who),
    )
    return render(request, "consultation/start.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, token: str, number: int) -> HttpResponse:
    opened = scoring_link(token, timezone.now())
    who = opened.assessor
    if opened.state is not LinkState.GOOD or who is None or opened.link is None:
        return _gone(request, opened)
    asked = score_access.own_pages(who)
    if not 1 <= number <= len(asked) or not score_access.may_score_now(who):
        return redirect("consultation:start", token)
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            take_page(request.POST, Sender.link(opened.link), who, asked[number - 1])
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            return redirect(_next(request.POST, token, number, len(asked)))
    about = score_access.own_page(who, asked[number - 1])
    if not faults and not score_access.may_score_issue(who, about.round_issue):
        return redirect("consultation:start", token)
    context = {"page": page_to_score(token, who, asked, about), "faults": faults}
    return render(request, "consultation/score.html", context, status=422 if faults else 200)


def page_to_score(token: str, who: Assessor, asked: Sequence[int], about: Assignment) -> ScorePage:
    """Return one of the pages that somebody is asked to score, with what they have said of it."""
    stage = who.round.stage
    now = score_access.own_answers(who, stage)
    said = scoring_presenters.Said(
        now=now,
        standing=score_access.own_standing(who, stage) if stage > 1 else now,
        others=score_access.spread_before(about.round_issue, stage),
        own_agency=who.counts_as,
    )
    return scoring_presenters.score_page(
        token, published_method(who.round), asked, about, said, uuid4()
    )


def take_page(sent: QueryDict, by: Sender, who: Assessor, assignment_id: int) -> None:
    """Take what a page of scores says."""
    method = published_method(who.round)
    answers = read_answers(method, {name: str(value) for name, value in sent.items()})
    take_scores(
        by=by,
        assessor=who,
        assignment_id=assignment_id,
        submission_id=_submission(sent.get("submission", "")),
        answers=taken_back(answers) if "take_back" in sent else answers,
    )


def _submission(text: str) -> UUID:
    """Return the id that the page was sent under; a new one where a browser sent none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _next(sent: QueryDict, token: str, number: int, count: int) -> str:
    """Return where the button that was pressed leads."""
    if "stay" in sent or "take_back" in sent:
        return scoring_presenters.address(token, number)
    is_last = number == count
    return scoring_presenters.address(token, 0 if is_last or "list" in sent else number + 1)


def _gone(request: HttpRequest, opened: ScoringLink) -> HttpResponse:
    context = {"what": scoring_presenters.GONE[opened.state]}
    return render(request, "consultation/gone.html", context, status=GONE)
