"""What every answer needs beside its page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from commonground.web.errors import too_large

MOST_BYTES = 12_000_000
"""The most that is sent at once: a spreadsheet of 10 MB, and the form around it."""

Answer = Callable[[HttpRequest], HttpResponse]


def under_own_address(answer: Answer) -> Answer:
    """Take every request as sent to this installation's own address, or refuse its host.

    A host may be asked for with any port, and that would stand in the links of e-mails.
    On one's own machine the port stays, since another may lead here.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        request.get_host()
        if settings.ADDRESS.host != "localhost":
            request.META["HTTP_HOST"] = settings.ADDRESS.url.partition("//")[2]
        return answer(request)

    return answered


def nothing_too_large(answer: Answer) -> Answer:
    """Refuse what no form here takes before any of it is read and kept on the disk."""

    def answered(request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or 0)
        is_too_large = not length.isdecimal() or int(length) > MOST_BYTES
        return too_large(request) if is_too_large else answer(request)

    return answered


def kept_out_of_caches(answer: Answer) -> Answer:
    """Keep pages of people who are signed in, or hold a link, out of shared caches and history."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return answered
