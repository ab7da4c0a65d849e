"""What every answer needs beside its page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers

from commonground.rooms.places import receiving
from commonground.web.errors import too_large

MOST_FILE_BYTES = 10_000_000
"""The most that a file has which is sent to almost any page."""
MOST_BY_PAGE = {
    "places:add_boundaries": receiving.MOST_BOUNDARY_BYTES,
    "places:add_import": receiving.MOST_BYTES,
}
"""The pages that take more from somebody who is signed in: it goes to the disk as it comes."""
AROUND_BYTES = 2_000_000
"""What a form has around its files."""

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
        if length.isdecimal() and int(length) <= MOST_FILE_BYTES + AROUND_BYTES:
            return answer(request)
        most = _most_bytes(request)
        is_too_large = not length.isdecimal() or int(length) > most + AROUND_BYTES
        return too_large(request, most) if is_too_large else answer(request)

    return answered


def _most_bytes(request: HttpRequest) -> int:
    """Return the most that a file may have which is sent to a page."""
    if not request.user.is_authenticated:
        return MOST_FILE_BYTES
    try:
        page = resolve(request.path_info).view_name
    except Resolver404:
        return MOST_FILE_BYTES
    return MOST_BY_PAGE.get(page, MOST_FILE_BYTES)


def kept_out_of_caches(answer: Answer) -> Answer:
    """Keep pages of people who are signed in, or hold a link, out of shared caches and history."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return answered
