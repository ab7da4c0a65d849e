"""Pages of the remarks: the list, and how remarks come in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.issues import access as issues_access
from commonground.rooms.issues.models import Status as IssueStatus
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people import access as people_access
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.themes import access, gathering_actions, presenters
from commonground.rooms.themes.forms import FilterForm, PasteForm, wanted_in
from commonground.rooms.themes.rules import Verb


@require_safe
@signed_in
def remarks(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_REMARKS)
    asked = FilterForm(
        request.GET,
        codes=access.live_codes(seat),
        issues=access.issues_spoken_of(seat),
        agencies=access.agencies_heard(seat),
    )
    page = page_of(access.remarks(seat, wanted_in(request.GET)), request.GET)
    filters = presenters.asked_again(request.GET)
    first = page.object_list[0] if page.object_list else None
    context = {
        "seat": seat,
        "rows": presenters.remark_rows(seat, page, filters),
        "links": page_links(page, request.GET),
        "asked": asked,
        "is_part": bool(filters),
        "progress": presenters.told(access.progress(seat)),
        "start_href": presenters.address_if("remark", seat, Verb.CODE_REMARKS, first.pk) + filters
        if first
        else "",
        "gather_href": presenters.address_if("gather", seat, Verb.GATHER_REMARKS),
        "paste_href": presenters.address_if("paste", seat, Verb.GATHER_REMARKS),
        "groups_href": presenters.address_if("groups", seat, Verb.CODE_REMARKS) if first else "",
        "import_href": presenters.address_if("import_survey", seat, Verb.GATHER_REMARKS),
        "codes_href": presenters.address("codes", seat),
    }
    return render(request, "themes/remarks.html", context)


@require_safe
@signed_in
def gather(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    waiting = access.proposals_waiting(seat)
    sources = presenters.gather_sources(seat, access.closed_rounds(seat), len(waiting))
    return render(request, "themes/gather.html", {"seat": seat, "sources": sources})


@require_POST
@signed_in
def gather_round(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    about = consultation_access.round_(seat, round_id)
    try:
        count = gathering_actions.gather_round(by=seat, about=about)
    except BadInput as refused:
        messages.error(request, " ".join(refused.faults))
        return redirect("themes:gather", partnership_id)
    return done(request, _gathered(count), "themes:remarks", partnership_id)


@require_POST
@signed_in
def gather_proposals(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    count = gathering_actions.gather_proposals(by=seat)
    return done(request, _gathered(count), "themes:remarks", partnership_id)


@form_page
@signed_in
def paste(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    live = issues_access.Wanted(status=IssueStatus.LIVE)
    form = PasteForm(
        sent(request),
        issues=issues_access.issues(seat, live).prefetch_related(None),
        agencies=people_access.agencies(seat),
    )

    def write() -> HttpResponse:
        count = gathering_actions.paste_notes(by=seat, **form.cleaned_data)
        return done(request, _gathered(count), "themes:remarks", partnership_id)

    return acted(form, write, onto="text") or render(
        request, "themes/paste.html", {"seat": seat, "form": form}
    )


def _gathered(count: int) -> str:
    if not count:
        return _("There was nothing new to gather.")
    said = ngettext("%(count)d new remark.", "%(count)d new remarks.", count)
    return said % {"count": count}
