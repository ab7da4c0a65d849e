"""Pages of a check by two coders: all of them, starting one, coding blind, and what came out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import (
    access,
    check_access,
    check_actions,
    check_exports,
    check_presenters,
    presenters,
)
from commonground.rooms.themes.check_forms import StartCheckForm
from commonground.rooms.themes.forms import ids_in, version_in
from commonground.rooms.themes.models import Check
from commonground.rooms.themes.rules import Verb

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@signed_in
def checks(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_REMARKS)
    found = check_access.checks(seat)
    is_running = any(one.is_running for one in found)
    href = "" if is_running else presenters.address_if("start_check", seat, Verb.START_CHECK)
    rows = check_presenters.check_rows(seat, found)
    return render(request, "themes/checks.html", {"seat": seat, "rows": rows, "start_href": href})


@form_page
@signed_in
def start_check(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.START_CHECK)
    form = StartCheckForm(sent(request), people=check_access.possible_coders(seat))

    def start() -> HttpResponse:
        made = check_actions.start_check(by=seat, **form.cleaned_data)
        said = _("The check has started. Tell both coders where to find it.")
        return done(request, said, "themes:check", partnership_id, made.pk)

    return acted(form, start) or render(
        request, "themes/start_check.html", {"seat": seat, "form": form}
    )


@require_safe
@signed_in
def check(request: Asked, partnership_id: UUID, check_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_REMARKS)
    found = check_access.check(seat, check_id)
    if found.is_running:
        page = check_presenters.running_page(seat, found, check_access.coders(found))
        return render(request, "themes/check_running.html", {"seat": seat, "page": page})
    came_out = check_presenters.result_page(seat, check_access.result(seat, found), request.GET)
    return render(request, "themes/check_result.html", {"seat": seat, "page": came_out})


@form_page
@signed_in
def check_remark(
    request: Asked, partnership_id: UUID, check_id: UUID, drawn_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_BLIND)
    found = check_access.check(seat, check_id)
    place = check_access.place(seat, found, drawn_id)
    if not found.is_running:
        return redirect("themes:check", partnership_id, check_id)
    if request.method != "POST":
        return _show(request, seat, found, place)
    given = ids_in(request.POST, "code")
    try:
        check_actions.code_blind(
            by=seat, about=found, drawn=drawn_id, codes=given, version=version_in(request.POST)
        )
    except BadInput as refused:
        return _show(request, seat, found, place, faults=refused.faults, status=422)
    except ChangedMeanwhile:
        said = _("You coded it in another window. These are your codes now: save to keep them.")
        now = check_access.place(seat, found, drawn_id)
        return _show(request, seat, found, now, faults=(said,), given=given, status=409)
    if place.after is None:
        messages.success(request, _("That was the last remark. Finish your part if all is said."))
        return redirect("themes:check", partnership_id, check_id)
    return redirect("themes:check_remark", partnership_id, check_id, place.after)


def _show(
    request: Asked,
    seat: Seat,
    about: Check,
    place: check_access.Place,
    *,
    faults: tuple[str, ...] = (),
    given: set[UUID] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = check_presenters.blind_page(seat, about, place, access.live_codes(seat), given)
    context = {"seat": seat, "page": page, "faults": faults}
    return render(request, "themes/check_remark.html", context, status=status)


@require_POST
@signed_in
def finish_part(request: Asked, partnership_id: UUID, check_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_BLIND)
    found = check_access.check(seat, check_id)
    try:
        has_ended = check_actions.finish_part(by=seat, about=found)
    except BadInput as refused:
        messages.warning(request, " ".join(refused.faults))
    else:
        over = _("Both coders have finished. This is what came out.")
        messages.success(request, over if has_ended else _("Your part is finished. Thank you."))
    return redirect("themes:check", partnership_id, check_id)


@require_POST
@signed_in
def end_check(request: Asked, partnership_id: UUID, check_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.START_CHECK)
    found = check_access.check(seat, check_id)
    try:
        check_actions.end_check(by=seat, about=found)
    except BadInput as refused:
        messages.warning(request, " ".join(refused.faults))
        return redirect("themes:check", partnership_id, check_id)
    return done(request, _("The check has ended."), "themes:check", partnership_id, check_id)


@require_POST
@signed_in
def settle(request: Asked, partnership_id: UUID, check_id: UUID, drawn_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_REMARKS)
    found = check_access.check(seat, check_id)
    try:
        check_actions.settle(
            by=seat, about=found, drawn=drawn_id, letters=request.POST.get("letters", "")
        )
    except BadInput as refused:
        messages.warning(request, " ".join(refused.faults))
    else:
        messages.success(request, _("Settled."))
    # where one was: fifty of them stand on a page
    page = request.GET.get("page", "")
    at = presenters.address("check", seat, check_id)
    return redirect(f"{at}?page={page}" if page.isdecimal() else at)


@require_POST
@signed_in
def take_agreed(request: Asked, partnership_id: UUID, check_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_REMARKS)
    count = check_actions.take_agreed(by=seat, about=check_access.check(seat, check_id))
    said = ngettext("%(count)d remark got its codes.", "%(count)d remarks got their codes.", count)
    return done(request, said % {"count": count}, "themes:check", partnership_id, check_id)


@require_safe
@signed_in
def export_check(request: Asked, partnership_id: UUID, check_id: UUID, kind: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_THEMES)
    found = check_access.result(seat, check_access.check(seat, check_id))
    if kind == "xlsx":
        content: bytes | str = check_exports.comparison_workbook(found)
        answer = HttpResponse(content, content_type=XLSX)
    elif kind == "csv":
        # the mark at the start tells Excel that it is UTF-8
        content = f"\ufeff{check_exports.comparison_csv(found)}"
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="check-by-two-coders.{kind}"'
    return answer
