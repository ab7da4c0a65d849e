"""Pages of the remarks that say nearly the same: looked through by a person, and coded at once."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.paging import PER_PAGE, page_links
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.posting import done, form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access, coding_actions, group_presenters, presenters
from commonground.rooms.themes.group_presenters import Chosen
from commonground.rooms.themes.models import Remark
from commonground.rooms.themes.rules import Verb
from commonground.rooms.themes.suggesting import group_of
from commonground.rooms.themes.suggesting import groups as groups_found

MOST_SHOWN = 100
"""More remarks than that nobody looks through at once."""


@require_safe
@signed_in
def groups(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_REMARKS)
    found = groups_found(seat)
    to_read = group_presenters.to_read(found)
    is_all = request.GET.get("all") == "1"
    shown = list(found.found) if is_all else to_read
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "rows": group_presenters.group_rows(seat, found, page.object_list),
        "links": page_links(page, request.GET),
        "compared": group_presenters.compared(found.by),
        "are_read": 0 if is_all else len(found.found) - len(to_read),
        "undo_href": presenters.address("undo", seat),
    }
    return render(request, "themes/groups.html", context)


@form_page
@signed_in
def group(request: Asked, partnership_id: UUID, remark_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CODE_REMARKS)
    about = access.remark(seat, remark_id)
    if request.method != "POST":
        return _show(request, seat, about, Chosen())
    ticked = request.POST.getlist("remark")
    codes = {pk for text in request.POST.getlist("code") if (pk := presenters.id_in(text))}
    chosen = Chosen(ticked, codes)
    try:
        count = coding_actions.code_group(by=seat, chosen=_versions(ticked), codes=codes)
    except BadInput as refused:
        return _show(request, seat, about, chosen, faults=refused.faults, status=422)
    except ChangedMeanwhile:
        said = _("Somebody else coded one of these meanwhile. Look at it, and tick it again.")
        return _show(request, seat, about, chosen, faults=(said,), status=409)
    said = ngettext("%(count)d remark was coded.", "%(count)d remarks were coded.", count)
    return done(request, said % {"count": count}, "themes:groups", partnership_id)


def _versions(ticked: list[str]) -> dict[UUID, int]:
    """Return which remarks were ticked, and the version of each as it was looked at."""
    found = {}
    for text in ticked:
        pk, _dot, version = text.partition(".")
        one = presenters.id_in(pk)
        if one:
            found[one] = int(version) if version.isdecimal() and len(version) < 9 else 0
    return found


def _show(
    request: Asked,
    seat: Seat,
    about: Remark,
    chosen: Chosen,
    *,
    faults: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found = group_of(seat, about)
    members = list(access.remarks(seat).filter(pk__in=found.members).order_by("is_read", "number"))
    shown = members[:MOST_SHOWN]
    if request.GET.get("tick") == "all" and request.method != "POST":
        chosen = Chosen([group_presenters.tick_of(one) for one in shown])
    context = {
        "seat": seat,
        "page": group_presenters.group_page(
            seat, shown, access.live_codes(seat), chosen, len(members) - len(shown)
        ),
        "faults": faults,
        "undo_href": presenters.address("undo", seat),
    }
    return render(request, "themes/group.html", context, status=status)
