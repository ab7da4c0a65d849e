"""What every page does with a form that was sent: act and say so, or show what is in the way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told

form_page = require_http_methods(["GET", "HEAD", "POST"])


def acted(
    form: forms.Form, act: Callable[[], HttpResponse], onto: str | None = None
) -> HttpResponse | None:
    """Return what acting on a sound form answers; None where the form is to be shown.

    What is refused stands on the form: at the field `onto`, or above them all.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except BadInput as refused:
        form.add_error(onto, list(faults_told(refused)))
        return None


def saved(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    form_of: Callable[[Any], forms.Form],
    **context: Any,
) -> HttpResponse | None:
    """Return the same of a form that changes something, or both versions where another was first.

    `form_of` makes the form anew from the thing as it is now.
    """
    try:
        return acted(form, act)
    except ChangedMeanwhile as changed:
        return conflict(
            request, yours=form, theirs=form_of(changed.current),
            version=changed.current.version, back=request.path, **context,
        )  # fmt: skip


def done(request: HttpRequest, said: str, page: str, *of: Any) -> HttpResponse:
    """Say what was done on the page that comes next."""
    messages.success(request, said)
    return redirect(page, *of)
