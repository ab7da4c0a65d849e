"""Pages of the gap matrix: what of the shortlist is covered, and why the rest is not."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, gap_actions, gap_exporting, gap_presenters, gaps
from commonground.rooms.plan.action_forms import PressForm
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.gap_forms import GapForm
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import done, form_page, saved
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.taking import recorded_file


@require_safe
@signed_in
def matrix(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = access.plan(seat, plan_id)
    lines = gaps.matrix_of(seat, about)
    context = {
        "seat": seat, "about": about, "page_marking": gaps.marking_of_matrix(about, lines),
        "strands": [_(one.strand.label) for one in lines[0].cells] if lines else [],
        "rows": gap_presenters.shown(seat, about, lines),
        "counts": gap_presenters.counts(lines), "has_ranking": about.ranking_id is not None,
        "change_href": address_if("change_plan", seat, Verb.EDIT_PLANS, about.pk),
        "file_href": address_if("gaps_file", seat, Verb.EXPORT, about.pk),
        "back_href": address("plan", seat, about.pk),
    }  # fmt: skip
    return render(request, "plan/gaps.html", context)


@recorded_file
@signed_in
def matrix_file(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    taken = gap_exporting.take_gaps(by=seat, about=access.plan(seat, plan_id))
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


@form_page
@signed_in
def answer_gap(
    request: Asked, partnership_id: UUID, plan_id: UUID, issue_id: UUID, strand: str
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    cell = gaps.cell_of(seat, about, issue_id, strand)

    def form_of(now: Any, typed: QueryDict | None = None) -> GapForm:
        names = ("reason", "decided_by", "version")
        held = {name: getattr(now, name) for name in names} if now else {}
        return GapForm(typed, initial=held)

    def answer() -> HttpResponse:
        gap_actions.answer_gap(
            by=seat, about=about, issue=issue_id, strand=strand, **form.cleaned_data
        )
        return done(request, _("The reason was kept."), "plan:gaps", partnership_id, plan_id)

    form = form_of(cell.answer, sent(request))
    context = {
        "seat": seat, "form": form, "issue": cell.issue.name, "strand": _(cell.strand.label),
        "meaning": _(cell.strand.meaning), "stands": cell.answer if cell.is_answered else None,
        "rows": gap_presenters.reason_rows(cell),
        "take_back_href": address("take_back_gap", seat, plan_id, issue_id, strand),
        "back_href": address("gaps", seat, about.pk),
    }  # fmt: skip
    return saved(request, form, answer, form_of, seat=seat) or render(
        request, "plan/answer_gap.html", context
    )


@require_POST
@signed_in
def take_back_gap(
    request: Asked, partnership_id: UUID, plan_id: UUID, issue_id: UUID, strand: str
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    gaps.cell_of(seat, about, issue_id, strand)
    form = PressForm(request.POST)
    if form.is_valid():
        try:
            gap_actions.take_back_answer(
                by=seat, about=about, issue=issue_id, strand=strand,
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except ChangedMeanwhile:
            return redirect("plan:answer_gap", partnership_id, plan_id, issue_id, strand)
    return done(request, _("The reason was taken back."), "plan:gaps", partnership_id, plan_id)
