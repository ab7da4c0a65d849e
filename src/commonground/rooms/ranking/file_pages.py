"""Pages by which a ranking is taken away as files, and by which two are held against each other."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonground.documents.cycles import comparison_table
from commonground.documents.flat import csv_text
from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.ranking import access, cycle_presenters, presenters
from commonground.rooms.ranking.cycles import compared
from commonground.rooms.ranking.files import CSV, KINDS, Taken, file_answer, marking_of
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.ranking.pages import stage_asked
from commonground.rooms.ranking.rules import Verb


@require_safe
@signed_in
def files(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_RANKING)
    about, closing = access.closed_round(seat, round_id, stage_asked(request))
    access.made_ranking(closing)
    marking = marking_of(request.GET.get("marking", ""))
    context = {
        "seat": seat,
        "name": about.name,
        "rows": presenters.file_rows(seat, about, closing, KINDS.values(), marking),
        "stage": closing.stage,
        "marking": marking,
        "markings": MARKINGS,
        "back_href": presenters.staged(presenters.address("ranking", seat, about), closing),
    }
    return render(request, "ranking/files.html", context)


@require_safe
@signed_in
def file(request: Asked, partnership_id: UUID, round_id: UUID, kind: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_RANKING)
    about, closing = access.closed_round(seat, round_id, stage_asked(request))
    found = access.made_ranking(closing)
    if kind not in KINDS:
        raise Http404
    marking = marking_of(request.GET.get("marking", ""))
    taken = Taken(about, closing, found, access.decisions(found), marking)
    return file_answer(KINDS[kind], taken)


@require_safe
@signed_in
def compare(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_RANKING)
    choices = access.rankings(seat)
    pair = _pair(request, seat, choices)
    page = cycle_presenters.compare_page(seat, *pair, compared(seat, *pair)) if pair else None
    context = {
        "seat": seat,
        "page": page,
        "choices": cycle_presenters.choices(choices, pair),
    }
    return render(request, "ranking/compare.html", context)


@require_safe
@signed_in
def compare_file(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_RANKING)
    pair = _pair(request, seat, access.rankings(seat))
    if pair is None:
        raise Http404
    text = csv_text(comparison_table(compared(seat, *pair)))
    answer = HttpResponse(f"\ufeff{text}", content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="rankings-compared-{OFFICIAL}.csv"'
    return answer


def _pair(request: Asked, seat: Seat, choices: list[Ranking]) -> tuple[Ranking, Ranking] | None:
    """Return the two that are asked for, else the latest and the one of the cycle before it."""
    asked = [_asked(request, seat, side) for side in ("then", "now")]
    if len(choices) < 2 and not any(asked):
        return None
    now = asked[1] or choices[0]
    then = asked[0] or access.last_cycle(now.closing) or choices[-1]
    if then.pk == now.pk and not asked[0]:
        return None
    return then, access.one_ranking(seat, now.pk)


def _asked(request: Asked, seat: Seat, side: str) -> Ranking | None:
    asked = request.GET.get(side, "")
    if not asked:
        return None
    try:
        return access.one_ranking(seat, UUID(asked))
    except ValueError:
        raise Http404 from None
