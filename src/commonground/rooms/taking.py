"""Pages that hand out a file and record that somebody took it: only where somebody does."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

Given = ParamSpec("Given")
_Page = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def recorded_file(page: _Page[Given]) -> _Page[Given]:
    """Let a page be asked for by GET alone, and answer nothing to a browser that only looks ahead.

    A program that asks whether a link still works, or a browser that fetches what may be wanted
    next, would otherwise stand in the record as somebody who took the file away.
    """

    @wraps(page)
    def taken(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
        if "prefetch" in purpose.lower():
            return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
        return page(request, *args, **kwargs)

    return cast(_Page[Given], require_GET(taken))
