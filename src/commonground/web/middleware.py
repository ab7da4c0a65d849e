"""What every answer needs beside its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]


def kept_out_of_caches(answer: Answer) -> Answer:
    """Keep pages of people who are signed in, or hold a link, out of shared caches and history."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return answered
