"""Pages of the themes: the list, and renaming, merging and deleting one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.issues import access, presenters, proposal_presenters, theme_actions
from commonground.rooms.issues.models import Theme
from commonground.rooms.issues.proposal_forms import MergeThemeForm, RenameThemeForm, VersionForm
from commonground.rooms.issues.rules import Verb
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
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

    def form_of(now: Any, typed: QueryDict | None = None) -> RenameThemeForm:
        return RenameThemeForm(typed, initial=_now(now))

    def rename() -> HttpResponse:
        theme_actions.rename_theme(by=seat, theme=found, **form.cleaned_data)
        return done(request, _("The theme was renamed."), "issues:themes", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, rename, form_of, seat=seat) or _show(
        request, "issues/rename_theme.html", seat, form, found
    )


@form_page
@signed_in
def merge_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = access.theme(seat, theme_id)
    others = access.themes(seat).exclude(pk=found.pk)

    def form_of(now: Any, typed: QueryDict | None = None) -> MergeThemeForm:
        return MergeThemeForm(typed, themes=others, initial=_now(now))

    def merge() -> HttpResponse:
        count = theme_actions.merge_theme(by=seat, theme=found, **form.cleaned_data)
        said = _("Issues moved: %(count)d") % {"count": count}
        return done(request, said, "issues:themes", partnership_id)

    form = form_of(found, sent(request))
    return _agreed(request, "issues/merge_theme.html", seat, form, merge, form_of) or _show(
        request, "issues/merge_theme.html", seat, form, found
    )


@form_page
@signed_in
def delete_theme(request: Asked, partnership_id: UUID, theme_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_THEMES)
    found = access.theme(seat, theme_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> VersionForm:
        return VersionForm(typed, initial=_now(now))

    def delete() -> HttpResponse:
        theme_actions.delete_theme(by=seat, theme=found, **form.cleaned_data)
        return done(request, _("The theme was deleted."), "issues:themes", partnership_id)

    form = form_of(found, sent(request))
    return _agreed(request, "issues/delete_theme.html", seat, form, delete, form_of) or _show(
        request, "issues/delete_theme.html", seat, form, found
    )


def _now(theme: Any) -> dict[str, object]:
    return {"name": theme.name, "version": theme.version}


def _agreed(
    request: Asked,
    template: str,
    seat: Seat,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    form_of: Callable[[Any], forms.Form],
) -> HttpResponse | None:
    """Act; ask again where the theme was renamed meanwhile, for there is nothing to compare."""
    try:
        return acted(form, act)
    except ChangedMeanwhile as changed:
        now: Any = changed.current
        said = _("Somebody else renamed it meanwhile. Look again before you go on.")
        messages.warning(request, said)
        answer = _show(request, template, seat, form_of(now), now)
        answer.status_code = 409
        return answer


def _show(
    request: Asked, template: str, seat: Seat, form: forms.Form, theme: Theme
) -> HttpResponse:
    back = presenters.address("themes", seat)
    context = {"seat": seat, "form": form, "name": theme.name, "back_href": back}
    return render(request, template, context)
