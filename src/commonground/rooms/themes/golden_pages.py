"""Pages of the golden themes: all of them with the matrix, one with why it stands, and files."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.themes import (
    access,
    golden_access,
    golden_actions,
    golden_exports,
    golden_presenters,
    presenters,
)
from commonground.rooms.themes.forms import ChangeThemeForm, ThemeForm, VersionForm
from commonground.rooms.themes.models import GoldenTheme
from commonground.rooms.themes.rules import Verb

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@signed_in
def themes(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_REMARKS)
    page = golden_presenters.themes_page(
        seat, golden_access.themes(seat), golden_access.codes(seat), golden_access.said(seat),
        access.issues_spoken_of(seat), ranking_access.latest_ranks(seat),
    )  # fmt: skip
    return render(request, "themes/themes.html", {"seat": seat, "page": page})


@require_safe
@signed_in
def theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_REMARKS)
    found = golden_access.theme(seat, theme_id)
    page = golden_presenters.theme_page(
        seat, found, golden_access.codes(seat), golden_access.said(seat),
        access.issues_spoken_of(seat), ranking_access.latest_ranks(seat),
    )  # fmt: skip
    # all of them would be hundreds: the first stand here, the others by their codes
    said = page_of(golden_access.remarks_of(seat, found), request.GET, per_page=20)
    context = {
        "seat": seat,
        "page": page,
        "remarks": presenters.remark_rows(seat, said),
        "links": page_links(said, request.GET),
    }
    return render(request, "themes/theme.html", context)


@form_page
@signed_in
def add_theme(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    form = ThemeForm(sent(request), codes=golden_access.codes(seat))

    def add() -> HttpResponse:
        made = golden_actions.add_theme(by=seat, **form.cleaned_data)
        said = _("%(name)s was added.") % {"name": made.name}
        return done(request, said, "themes:theme", partnership_id, made.pk)

    return acted(form, add) or _show(request, "themes/add_theme.html", seat, form)


@form_page
@signed_in
def change_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = golden_access.theme(seat, theme_id)
    codes = golden_access.codes(seat)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeThemeForm:
        held = [str(one.pk) for one in golden_access.codes(seat) if one.golden_theme_id == now.pk]
        initial = {
            "name": now.name, "reach": now.reach, "why": now.why, "codes": held,
            "version": now.version,
        }  # fmt: skip
        return ChangeThemeForm(typed, codes=codes, initial=initial)

    def change() -> HttpResponse:
        golden_actions.change_theme(by=seat, about=found, **form.cleaned_data)
        said = _("The golden theme was saved.")
        return done(request, said, "themes:theme", partnership_id, found.pk)

    form = form_of(found, sent(request))
    return saved(request, form, change, form_of, seat=seat) or _show(
        request, "themes/change_theme.html", seat, form, found
    )


@form_page
@signed_in
def delete_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = golden_access.theme(seat, theme_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> VersionForm:
        return VersionForm(typed, initial={"version": now.version})

    def delete() -> HttpResponse:
        golden_actions.delete_theme(by=seat, about=found, **form.cleaned_data)
        return done(request, _("The golden theme was deleted."), "themes:themes", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, delete, form_of, seat=seat) or _show(
        request, "themes/delete_theme.html", seat, form, found
    )


@require_safe
@signed_in
def export(request: Asked, partnership_id: UUID, kind: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_THEMES)
    if kind not in ("xlsx", "csv"):
        raise Http404
    taken = golden_exports.Taken(
        golden_access.themes(seat), golden_access.said(seat), access.issues_spoken_of(seat),
        ranking_access.latest_ranks(seat), list(access.remarks(seat)) if kind == "xlsx" else (),
    )  # fmt: skip
    if kind == "xlsx":
        answer = HttpResponse(golden_exports.themes_workbook(taken), content_type=XLSX)
    else:
        # the mark at the start tells Excel that it is UTF-8
        text = f"\ufeff{golden_exports.matrix_csv(taken)}"
        answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="golden-themes.{kind}"'
    return answer


def _show(
    request: Asked,
    template: str,
    seat: Seat,
    form: forms.Form,
    about: GoldenTheme | None = None,
) -> HttpResponse:
    back = presenters.address("theme", seat, about.pk) if about else ""
    name = about.name if about else ""
    context = {"seat": seat, "form": form, "name": name, "back_href": back}
    return render(request, template, context)
