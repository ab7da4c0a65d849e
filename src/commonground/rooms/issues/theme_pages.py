"""Pages of the themes: the list, and renaming, merging and deleting one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.issues import access, presenters, proposal_presenters, theme_actions
from commonground.rooms.issues.models import Theme
from commonground.rooms.issues.pages import form_page
from commonground.rooms.issues.proposal_forms import MergeThemeForm, RenameThemeForm, VersionForm
from commonground.rooms.issues.rules import Verb
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.refusals import ChangedMeanwhile


@require_safe
@signed_in
def themes(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ISSUES)
    rows = proposal_presenters.theme_rows(seat, access.themes(seat))
    return render(request, "issues/themes.html", {"seat": seat, "rows": rows})


@form_page
@signed_in
def rename_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = access.theme(seat, theme_id)
    form = RenameThemeForm(sent(request), initial=_now(found))
    if form.is_valid():
        try:
            theme_actions.rename_theme(by=seat, theme=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        except ChangedMeanwhile as changed:
            theirs = RenameThemeForm(initial=_now(changed.current))
            return _conflict(request, seat, form, theirs, changed)
        else:
            return _done(request, seat, _("The theme was renamed."))
    return _show(request, seat, "issues/rename_theme.html", form, found)


@form_page
@signed_in
def merge_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = access.theme(seat, theme_id)
    others = access.themes(seat).exclude(pk=found.pk)
    form = MergeThemeForm(sent(request), themes=others, initial=_now(found))
    if form.is_valid():
        try:
            count = theme_actions.merge_theme(by=seat, theme=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        except ChangedMeanwhile as changed:
            form = MergeThemeForm(themes=others, initial=_now(changed.current))
            _warn(request)
            return _show(request, seat, "issues/merge_theme.html", form, changed.current, 409)
        else:
            return _done(request, seat, _("Issues moved: %(count)d") % {"count": count})
    return _show(request, seat, "issues/merge_theme.html", form, found)


@form_page
@signed_in
def delete_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = access.theme(seat, theme_id)
    form = VersionForm(sent(request), initial=_now(found))
    if form.is_valid():
        try:
            theme_actions.delete_theme(by=seat, theme=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        except ChangedMeanwhile as changed:
            form = VersionForm(initial=_now(changed.current))
            _warn(request)
            return _show(request, seat, "issues/delete_theme.html", form, changed.current, 409)
        else:
            return _done(request, seat, _("The theme was deleted."))
    return _show(request, seat, "issues/delete_theme.html", form, found)


def _now(theme: Any) -> dict[str, object]:
    return {"name": theme.name, "version": theme.version}


def _warn(request: Asked) -> None:
    messages.warning(request, _("Somebody else renamed it meanwhile. Look again before you go on."))


def _conflict(
    request: Asked, seat: Seat, form: Any, theirs: Any, changed: ChangedMeanwhile
) -> HttpResponse:
    return conflict(
        request, yours=form, theirs=theirs, version=changed.current.version,
        back=request.path, seat=seat,
    )  # fmt: skip


def _done(request: Asked, seat: Seat, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("issues:themes", seat.partnership.pk)


def _show(
    request: Asked, seat: Seat, template: str, form: object, found: Any, status: int = 200
) -> HttpResponse:
    theme: Theme = found
    context = {
        "seat": seat,
        "form": form,
        "name": theme.name,
        "back_href": presenters.address("themes", seat),
    }
    return render(request, template, context, status=status)
