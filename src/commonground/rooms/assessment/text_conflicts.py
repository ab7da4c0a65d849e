"""What a press answers that would put one text in the place of another which nobody looked at."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from commonground.rooms.assessment.forms import TextForm, VersionForm
from commonground.rooms.conflicts import conflict
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile


def seen_version(request: HttpRequest) -> int:
    """Return the version of the block that was pressed on; 0, which none has, if it is lost."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def text_conflict(
    request: HttpRequest, seat: Seat, changed: ChangedMeanwhile, text: str, keep: str
) -> HttpResponse:
    """Answer 409 with the text as it stands now beside the one that was to take its place."""
    now: Any = changed.current
    return conflict(
        request,
        yours=TextForm(initial={"text": text, "marking": now.marking}),
        theirs=TextForm(initial={"text": now.content, "marking": now.marking}),
        version=now.version, back=request.path, keep=keep, seat=seat, page_marking=now.marking,
    )  # fmt: skip
