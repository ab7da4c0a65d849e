"""Pages about many issues at once: import, export, merging, and one change to those chosen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.issues import access, list_actions, merging_actions, presenters
from commonground.rooms.issues.exports import csv_answer
from commonground.rooms.issues.forms import (
    BulkForm,
    ConfirmForm,
    FilterForm,
    MergeForm,
    ReasonForm,
    UploadForm,
)
from commonground.rooms.issues.importing import already_there, read_long_list
from commonground.rooms.issues.models import Issue
from commonground.rooms.issues.rules import Verb
from commonground.rooms.issues.uploads import packed, unpacked
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told
from commonground.rooms.uploads import read_upload


@form_page
@signed_in
def import_issues(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.IMPORT_ISSUES)
    form = UploadForm(sent(request), request.FILES or None)
    return acted(form, lambda: _preview(request, seat, form), onto="file") or render(
        request, "issues/import_issues.html", {"seat": seat, "form": form}
    )


def _preview(request: Asked, seat: Seat, form: UploadForm) -> HttpResponse:
    table = read_upload(form.cleaned_data["file"])
    read = read_long_list(table)
    there = already_there(read.drafts, access.live_keys(seat))
    return render(
        request,
        "issues/import_preview.html",
        {
            "seat": seat,
            "page": presenters.preview(table.source, read, there),
            "confirm": ConfirmForm(initial={"read": packed(read, seat.partnership.pk)}),
            "again": UploadForm(),
        },
        status=422 if read.faults else 200,
    )


@form_page
@signed_in
def confirm_import(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.IMPORT_ISSUES)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            read = unpacked(form.cleaned_data["read"], seat.partnership.pk)
            written = list_actions.import_issues(
                by=seat, read=read, repeats=list_actions.Repeats(form.cleaned_data["repeats"])
            )
        except BadInput as refused:
            messages.error(request, " ".join(faults_told(refused)[:5]))
            return redirect("issues:import_issues", partnership_id)
        return done(request, presenters.told(written), "issues:issues", partnership_id)
    return redirect("issues:import_issues", partnership_id)


@require_safe
@signed_in
def export_issues(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_ISSUES)
    asked = FilterForm(request.GET, themes=access.themes(seat))
    return csv_answer(access.issues(seat, asked.wanted()))


def _chosen(request: Asked, seat: Seat) -> list[Issue]:
    return access.chosen(seat, request.GET.getlist("issue"))


def _none_chosen(request: Asked, seat: Seat, least: int) -> HttpResponse:
    said = _("Tick at least two issues first.") if least > 1 else _("Tick some issues first.")
    messages.warning(request, said)
    return redirect("issues:issues", seat.partnership.pk)


@form_page
@signed_in
def merge(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CLOSE_ISSUES)
    found = _chosen(request, seat)
    if len(found) < 2:
        return _none_chosen(request, seat, 2)
    initial = {
        "name": found[0].name,
        "theme": found[0].theme_id,
        "description": "\n\n".join(one.description for one in found if one.description),
    }
    form = MergeForm(sent(request), themes=access.themes(seat), initial=initial)

    def join() -> HttpResponse:
        whole = merging_actions.merge_issues(by=seat, issues=found, **form.cleaned_data)
        said = _("%(name)s was made of them.") % {"name": whole.name}
        return done(request, said, "issues:issue", partnership_id, whole.pk)

    return acted(form, join) or _about_many(request, seat, "issues/merge.html", form, found)


@form_page
@signed_in
def bulk(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = _chosen(request, seat)
    if not found:
        return _none_chosen(request, seat, 1)
    form = BulkForm(sent(request), themes=access.themes(seat))

    def change() -> HttpResponse:
        held = form.cleaned_data
        tags = {name: frozenset(held[name]) for name in ("add_tags", "remove_tags")}
        count = list_actions.change_many(by=seat, issues=found, **{**held, **tags})
        said = _("Issues changed: %(count)d") % {"count": count}
        return done(request, said, "issues:issues", partnership_id)

    return acted(form, change) or _about_many(request, seat, "issues/bulk.html", form, found)


@form_page
@signed_in
def retire_many(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CLOSE_ISSUES)
    found = _chosen(request, seat)
    if not found:
        return _none_chosen(request, seat, 1)
    form = ReasonForm(sent(request))

    def retire() -> HttpResponse:
        count = list_actions.retire_many(by=seat, issues=found, **form.cleaned_data)
        said = _("Issues retired: %(count)d") % {"count": count}
        return done(request, said, "issues:issues", partnership_id)

    return acted(form, retire) or _about_many(request, seat, "issues/retire_many.html", form, found)


def _about_many(
    request: Asked, seat: Seat, template: str, form: object, found: list[Issue]
) -> HttpResponse:
    about = presenters.links_to(seat, found)
    return render(request, template, {"seat": seat, "form": form, "about": about})
