"""The pages that say what went wrong and what to do next."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonground.rooms.refusals import NotAllowed


def _is_for_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _for_program(status: int) -> HttpResponse:
    """Answer a program in the one form that all refusals of the API have."""
    sentences = {
        400: _("We could not use what was sent. Nothing was changed."),
        404: _("There is nothing at this address. See /api/v1/openapi.json for those there are."),
        405: _("This address does not take that method; the header Allow names those it does."),
        500: _("A fault of ours: nothing was saved. Tell whoever runs this installation when."),
    }
    said = sentences.get(status, _("You may not do this."))
    return JsonResponse({"faults": [said]}, status=status)


def _page(request: HttpRequest, status: int, heading: str, *sentences: str) -> HttpResponse:
    if _is_for_program(request):
        return _for_program(status)
    if not hasattr(request, "user"):  # refused before it was asked who they are
        request.user = AnonymousUser()
    context = {"heading": heading, "sentences": sentences}
    return render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: what the browser sent cannot be used."""
    return _page(
        request,
        400,
        _("We could not use what was sent"),
        _("Go back, reload the page and try again. Nothing was changed."),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 where the form's secret is missing or old, as after signing in elsewhere."""
    return _page(
        request,
        403,
        _("This form has expired"),
        _("You may have signed in or out in another window, or cookies may be switched off."),
        _("Go back, reload the page and send the form again. Nothing was changed."),
    )


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the sentence of the rule, where a rule refused."""
    why = str(exception) if isinstance(exception, NotAllowed) else ""
    return _page(
        request,
        403,
        _("You may not do this"),
        *([why] if why else [_("Your role does not let you do this.")]),
        _("Nothing was changed."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: there is nothing here, or nothing for this person."""
    return _page(
        request,
        404,
        _("Page not found"),
        _("If you typed the address, check it is correct. If you pasted it, check it is complete."),
        _("It may belong to a partnership that you are not in, or no longer in."),
    )


def wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer 405: the address is for sending a form, or only for looking."""
    page = _page(
        request,
        405,
        _("This address cannot be opened like that"),
        _("Go to the page that the form is on, and send it from there. Nothing was changed."),
    )
    page["Allow"] = response["Allow"]
    return page


def too_large(request: HttpRequest, most_bytes: int) -> HttpResponse:
    """Answer 413: more was sent than this page takes in a file."""
    return _page(
        request,
        413,
        _("What you sent is too large"),
        _(
            "A file may have %(most)d MB. Go back, split it, and send each part. Nothing was "
            "changed."
        )
        % {"most": most_bytes // 1_000_000},
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500: a fault of ours."""
    return _page(
        request,
        500,
        _("Sorry, there is a problem with the service"),
        _("What you sent was not saved. Try again in a few minutes."),
        _("If it happens again, tell whoever runs this installation what you did, and when."),
    )


def helpful_405(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Put a page under a bare 405, which Django answers with nothing to read."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code != 405 or response.streaming:
            return response
        is_bare = not response.content or _is_for_program(request)
        return wrong_method(request, response) if is_bare else response

    return answered
