"""The page on which a remark is given its codes, one remark after another."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.posting import done, form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access, check_access, coding_actions, presenters
from commonground.rooms.themes.forms import ids_in, version_in, wanted_in
from commonground.rooms.themes.models import Remark
from commonground.rooms.themes.rules import Verb, may_do
from commonground.rooms.themes.suggesting import Offered, offered


@form_page
@signed_in
def remark(request: Asked, partnership_id: UUID, remark_id: UUID) -> HttpResponse:
    is_sent = request.method == "POST"
    verb = Verb.CODE_REMARKS if is_sent else Verb.SEE_REMARKS
    seat = access.seat(request.user, partnership_id, verb)
    try:
        found = access.remark(seat, remark_id)
    except Http404:
        blind = check_access.blind_place_of(seat, remark_id)
        if blind is None:
            raise
        return redirect("themes:check_remark", partnership_id, blind.of_id, blind.pk)
    if not is_sent:
        return _show(request, seat, found)
    given = ids_in(request.POST, "code")
    _before, after = _around(request, seat, found)
    try:
        coding_actions.code_remark(
            by=seat, about=found, codes=given, version=version_in(request.POST)
        )
    except BadInput as refused:
        return _show(request, seat, found, faults=refused.faults, status=422)
    except ChangedMeanwhile:
        said = _("Somebody else coded it meanwhile. These are your codes: save them to keep them.")
        now = access.remark(seat, remark_id)
        return _show(request, seat, now, faults=(said,), given=given, status=409)
    filters = presenters.asked_again(request.GET)
    if after is None:
        messages.success(request, _("That was the last remark of this list."))
        return redirect(presenters.address("remarks", seat) + filters)
    return redirect(presenters.address("remark", seat, after) + filters)


def _around(request: Asked, seat: Seat, found: Remark) -> tuple[UUID | None, UUID | None]:
    return access.next_to(seat, wanted_in(request.GET), found)


def _show(
    request: Asked,
    seat: Seat,
    found: Remark,
    *,
    faults: tuple[str, ...] = (),
    given: set[UUID] | None = None,
    status: int = 200,
) -> HttpResponse:
    codes = access.live_codes(seat)
    may_code = may_do(seat.roles, Verb.CODE_REMARKS)
    offer = offered(seat, found, codes) if may_code else Offered()
    page = presenters.coding_page(
        seat, found, codes, _around(request, seat, found),
        access.progress(seat), presenters.asked_again(request.GET), offer, given,
    )  # fmt: skip
    context = {"seat": seat, "page": page, "faults": faults}
    return render(request, "themes/remark.html", context, status=status)


@require_POST
@signed_in
def undo(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_REMARKS)
    filters = presenters.asked_again(request.GET)
    try:
        undone = coding_actions.undo_last(by=seat)
    except BadInput as refused:
        messages.warning(request, " ".join(refused.faults))
        return redirect(presenters.address("remarks", seat) + filters)
    if len(undone) > 1:
        said = ngettext(
            "Your last coding, of %(count)d remark, was undone.",
            "Your last coding, of %(count)d remarks, was undone.", len(undone),
        )  # fmt: skip
        return done(request, said % {"count": len(undone)}, "themes:groups", partnership_id)
    messages.success(request, _("Your last coding was undone. This is the remark."))
    return redirect(presenters.address("remark", seat, undone[0].pk) + filters)
