"""Scores on paper: sheets to print, and typing them in on somebody's behalf.

Whoever types sees what they typed themselves and nothing else that the person has scored.
"""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import access, paper_access, presenters, score_access
from commonground.rooms.consultation.describing import texts_of
from commonground.rooms.consultation.forms import SearchForm
from commonground.rooms.consultation.methods import closing_day, published_method
from commonground.rooms.consultation.models import Assessor, Assignment
from commonground.rooms.consultation.paper_presenters import (
    paper_rows,
    printed_questions,
    sheets,
)
from commonground.rooms.consultation.promises import anonymity_words
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.scoring_actions import Sender
from commonground.rooms.consultation.scoring_pages import is_script, saved_answer, take_page
from commonground.rooms.consultation.scoring_presenters import Said, ScorePage, score_page
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.people.models import Way
from commonground.rooms.posting import form_page
from commonground.rooms.telling import faults_told

BLANK = "blank"


@require_safe
@signed_in
def paper(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.TYPE_SCORES)
    found = access.round_(seat, round_id)
    search = request.GET.get("q", "")
    page = page_of(paper_access.on_paper(found, search), request.GET)
    to_print = presenters.address("print_paper", seat, found.pk)
    return render(
        request,
        "consultation/paper.html",
        {
            "seat": seat,
            "name": found.name,
            "is_open": found.is_open,
            "rows": paper_rows(seat, found, page, paper_access.typed_pages(found, page)),
            "links": page_links(page, request.GET),
            "search": SearchForm(initial={"q": search}),
            "is_searched": bool(search.strip()),
            "print_href": to_print,
            "blank_href": f"{to_print}?who={BLANK}",
            "back_href": presenters.address("round", seat, found.pk),
        },
    )


@require_safe
@signed_in
def print_paper(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    """Show sheets to print: of one person by `?who=`, a blank one, or of everybody on paper."""
    seat = access.seat(request.user, partnership_id, Verb.TYPE_SCORES)
    found = access.round_(seat, round_id)
    who = request.GET.get("who", "")
    people = [
        one
        for one in access.assessors(found)
        if not one.withdrawn_because and (str(one.pk) == who if who else one.way == Way.PAPER)
    ]
    return render(
        request,
        "consultation/print_paper.html",
        {
            "seat": seat,
            "round": found.name,
            "closes": closing_day(found),
            "anonymity": anonymity_words(found),
            "sheets": sheets(paper_access.asked_of(people)) if people or who == BLANK else [],
            "groups": printed_questions(published_method(found), texts_of(found)),
            "back_href": presenters.address("paper", seat, found.pk),
        },
    )


@never_cache
@form_page
@signed_in
def type_in(
    request: Asked, partnership_id: UUID, round_id: UUID, assessor_id: UUID, number: int
) -> HttpResponse:
    """Type in one sheet on somebody's behalf."""
    seat = access.seat(request.user, partnership_id, Verb.TYPE_SCORES)
    found = access.round_(seat, round_id)
    who = access.assessor(found, assessor_id)
    back = presenters.address("paper", seat, found.pk)
    asked = score_access.own_pages(who)
    if not 1 <= number <= len(asked) or not score_access.may_score_now(who):
        return redirect(back)
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            taken = take_page(request.POST, Sender.paper(seat), who, asked[number - 1])
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            is_last = "list" in request.POST or number == len(asked)
            onto = back if is_last else _address(seat, who, number + 1)
            return saved_answer(request, taken, onto)
        if is_script(request):
            return JsonResponse({"faults": faults}, status=422)
    about = score_access.own_page(who, asked[number - 1])
    context = {"seat": seat, "page": _page(seat, who, asked, about), "faults": faults}
    context |= {"who": who.membership.person.name, "agency": who.counts_as, "list_href": back}
    return render(request, "consultation/type_in.html", context, status=422 if faults else 200)


def _page(seat: Seat, who: Assessor, asked: list[int], about: Assignment) -> ScorePage:
    typed = paper_access.typed_answers(who, seat.person)
    said = Said(
        now=typed, standing=typed, others={}, own_agency=who.counts_as,
        descriptors=texts_of(who.round),
    )  # fmt: skip
    page = score_page("-", published_method(who.round), asked, about, said, uuid4())
    # a draft of what was typed is kept apart from one that the person's own phone may hold
    return replace(
        page,
        draft=f"typed:{seat.person.pk}:{page.draft}",
        start_href=presenters.address("paper", seat, who.round_id),
        back_href=_address(seat, who, page.number - 1),
    )


def _address(seat: Seat, who: Assessor, number: int) -> str:
    return presenters.address("type_in", seat, who.round_id, who.pk, number)
