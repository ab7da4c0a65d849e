"""Scoring by a personal link: one issue after another, saved at every press.

The link is the only key. It signs nobody in, and opening it uses nothing up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import (
    paper_access,
    score_access,
    scoring_presenters,
    shown_scores,
)
from commonground.rooms.consultation.answers import (
    Answers,
    as_fields,
    changed,
    read_answers,
    read_seen,
    replaced,
)
from commonground.rooms.consultation.describing import texts_of
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import Assessor, Assignment
from commonground.rooms.consultation.score_access import ScoringLink, scoring_link
from commonground.rooms.consultation.scoring_actions import Sender, take_scores, taken_back
from commonground.rooms.consultation.scoring_presenters import ScorePage
from commonground.rooms.people.access import LinkState
from commonground.rooms.telling import faults_told
from commonground.scoring.methods import Method

CONFLICT, GONE, UNPROCESSABLE = 409, 410, 422


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
    return render(request, "consultation/start.html", {"page": page, **frame_of(who)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, token: str, number: int) -> HttpResponse:
    opened = scoring_link(token, timezone.now())
    who = opened.assessor
    if opened.state is not LinkState.GOOD or who is None or opened.link is None:
        return _gone(request, opened)
    asked = score_access.own_pages(who)
    if not 1 <= number <= len(asked) or not score_access.may_score_now(who):
        return _over(request, token)
    by = Sender.link(opened.link)
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            page = take_page(request.POST, by, who, asked[number - 1])
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            return saved_answer(request, page, _next(request.POST, token, number, len(asked)))
        if is_script(request):
            return JsonResponse({"faults": faults}, status=UNPROCESSABLE)
    about = score_access.own_page(who, asked[number - 1])
    if not faults and not score_access.may_score_issue(who, about.round_issue):
        return redirect("consultation:start", token)
    context = {
        "page": page_to_score(token, by, who, asked, about),
        "faults": faults,
        **frame_of(who),
    }
    status = UNPROCESSABLE if faults else 200
    return render(request, "consultation/score.html", context, status=status)


def frame_of(who: Assessor) -> dict[str, object]:
    """Return what the frame of a page says of the round that a link leads to."""
    return {"marked": True, "invented": who.round.partnership.is_demo}


def page_to_score(
    token: str, by: Sender, who: Assessor, asked: Sequence[int], about: Assignment
) -> ScorePage:
    """Return one of the pages that somebody is asked to score, with what they may see of it."""
    stage = who.round.stage
    now = _shown_to(by, who)
    sees_all = by.shown_since is None
    said = scoring_presenters.Said(
        now=now,
        standing=score_access.own_standing(who, stage) if sees_all and stage > 1 else now,
        others=shown_scores.spread_before(about.round_issue, stage),
        own_agency=who.counts_as,
        descriptors=texts_of(who.round),
    )
    return scoring_presenters.score_page(
        token, published_method(who.round), asked, about, said, uuid4()
    )


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What became of a page: its answers as they are stored, and whether others were replaced."""

    method: Method
    stored: Answers
    replaced: Sequence[str]

    @property
    def told(self) -> str:
        """What is to be said of answers that another window had changed; mostly empty."""
        if not self.replaced:
            return ""
        names = [_(self.method.label_of(one)) if one else _("the remark") for one in self.replaced]
        return _("Another window had changed this too; what you saved last stands: %(names)s.") % {
            "names": ", ".join(names)
        }


def take_page(sent: QueryDict, by: Sender, who: Assessor, assignment_id: int) -> SavedPage:
    """Take what a page of scores says, as far as it was changed on that page."""
    method = published_method(who.round)
    fields = {name: str(value) for name, value in sent.items()}
    answers, seen = read_answers(method, fields), read_seen(method, fields)
    is_taken_back = "take_back" in sent
    changes = taken_back(answers) if is_taken_back else changed(answers, seen)
    # what else is stored matters only to a page that says what it showed
    before = _shown_on(assignment_id, by, who) if seen else {}
    if changes:
        take_scores(
            by=by,
            assessor=who,
            assignment_id=assignment_id,
            submission_id=_submission(sent.get("submission", "")),
            answers=changes,
        )
    lost = [] if is_taken_back else replaced(changes, seen, before)
    return SavedPage(method, {**before, **changes}, lost)


def _shown_to(by: Sender, who: Assessor) -> Mapping[int, Answers]:
    """Return the answers that whoever sends a page may see: their own, or those they typed in.

    By a link made in the room, those given there alone.
    """
    if by.typed_by is not None:
        return paper_access.typed_answers(who, by.typed_by)
    if by.shown_since is not None:
        return score_access.answers_in_room(who, by.shown_since)
    return score_access.own_answers(who, who.round.stage)


def _shown_on(assignment_id: int, by: Sender, who: Assessor) -> Answers:
    """Return those of one page."""
    if by.typed_by is None and by.shown_since is None:
        return score_access.own_answers_on(assignment_id, who)
    return _shown_to(by, who).get(assignment_id, {})


def is_script(request: HttpRequest) -> bool:
    """Return whether the page's own script asks, which saves as the page is filled in."""
    return request.headers.get("Accept") == "application/json"


def saved_answer(request: HttpRequest, page: SavedPage, onto: str) -> HttpResponse:
    """Answer a page that was saved by the page that comes next, or a script by what is stored."""
    if not is_script(request):
        if page.told:
            messages.info(request, page.told)
        return redirect(onto)
    return JsonResponse({"answers": as_fields(page.stored), "told": page.told, "next": onto})


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """Answer where nothing can be scored any more."""
    if is_script(request):
        return JsonResponse({"faults": [str(scoring_presenters.OVER)]}, status=CONFLICT)
    return redirect("consultation:start", token)


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
    if is_script(request):
        return JsonResponse({"faults": [str(scoring_presenters.GONE[opened.state])]}, status=GONE)
    context = {"what": scoring_presenters.GONE[opened.state]}
    return render(request, "consultation/gone.html", context, status=GONE)
