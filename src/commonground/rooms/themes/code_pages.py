"""Pages of the codebook: the list, and adding, changing, merging, splitting and retiring a code."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.themes import access, code_actions, presenters
from commonground.rooms.themes.forms import (
    ChangeCodeForm,
    CodeForm,
    EndCodeForm,
    MergeCodeForm,
    SplitCodeForm,
)
from commonground.rooms.themes.models import Code
from commonground.rooms.themes.rules import Verb


@require_safe
@signed_in
def codes(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_REMARKS)
    rows = presenters.code_rows(
        seat, access.live_codes(seat), access.codes(seat), access.became(seat)
    )
    add_href = presenters.address_if("add_code", seat, Verb.EDIT_CODES)
    return render(request, "themes/codes.html", {"seat": seat, "rows": rows, "add_href": add_href})


@form_page
@signed_in
def add_code(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_CODES)
    form = CodeForm(sent(request), wholes=_wholes(seat))

    def add() -> HttpResponse:
        made = code_actions.add_code(by=seat, **form.cleaned_data)
        said = _("%(name)s was added.") % {"name": made.name}
        return done(request, said, "themes:codes", partnership_id)

    return acted(form, add) or _show(request, "themes/add_code.html", seat, form)


@form_page
@signed_in
def change_code(request: Asked, partnership_id: UUID, code_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_CODES)
    found = access.live_code(seat, code_id)
    wholes = [one for one in _wholes(seat) if one.pk != found.pk]

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeCodeForm:
        return ChangeCodeForm(typed, wholes=wholes, initial=_now(now))

    def change() -> HttpResponse:
        code_actions.change_code(by=seat, about=found, **form.cleaned_data)
        return done(request, _("The code was saved."), "themes:codes", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, change, form_of, seat=seat) or _show(
        request, "themes/change_code.html", seat, form, found
    )


@form_page
@signed_in
def merge_code(request: Asked, partnership_id: UUID, code_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_CODES)
    found = access.live_code(seat, code_id)
    others = [one for one in access.live_codes(seat) if one.pk != found.pk]

    def form_of(now: Any, typed: QueryDict | None = None) -> MergeCodeForm:
        return MergeCodeForm(typed, others=others, initial={"version": now.version})

    def merge() -> HttpResponse:
        count = code_actions.merge_code(by=seat, about=found, **form.cleaned_data)
        return done(request, _moved(count), "themes:codes", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, merge, form_of, seat=seat) or _show(
        request, "themes/merge_code.html", seat, form, found
    )


@form_page
@signed_in
def split_code(request: Asked, partnership_id: UUID, code_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_CODES)
    found = access.live_code(seat, code_id)
    remarks = access.carrying(seat, found)

    def form_of(now: Any, typed: QueryDict | None = None) -> SplitCodeForm:
        return SplitCodeForm(typed, remarks=remarks, initial={"version": now.version})

    def split() -> HttpResponse:
        code_actions.split_code(by=seat, about=found, **form.cleaned_data)
        return done(request, _("The code was split."), "themes:codes", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, split, form_of, seat=seat) or _show(
        request, "themes/split_code.html", seat, form, found
    )


@form_page
@signed_in
def retire_code(request: Asked, partnership_id: UUID, code_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_CODES)
    found = access.live_code(seat, code_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> EndCodeForm:
        return EndCodeForm(typed, initial={"version": now.version})

    def retire() -> HttpResponse:
        code_actions.retire_code(by=seat, about=found, **form.cleaned_data)
        return done(request, _("The code was retired."), "themes:codes", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, retire, form_of, seat=seat) or _show(
        request, "themes/retire_code.html", seat, form, found
    )


def _wholes(seat: Seat) -> list[Code]:
    """Return the codes that others can be part of."""
    return [one for one in access.live_codes(seat) if one.parent_id is None]


def _now(code: Any) -> dict[str, object]:
    return {
        "name": code.name,
        "definition": code.definition,
        "example": code.example,
        "parent": code.parent_id or "",
        "version": code.version,
    }


def _moved(count: int) -> str:
    said = ngettext("%(count)d remark moved.", "%(count)d remarks moved.", count)
    return said % {"count": count}


def _show(
    request: Asked, template: str, seat: Seat, form: forms.Form, about: Code | None = None
) -> HttpResponse:
    carried = getattr(about, "carried", 0)
    name = about.name if about else ""
    context = {"seat": seat, "form": form, "name": name, "carried": carried}
    return render(request, template, context)
