"""The HTTP API: the rooms' verbs for programs, and every refusal in one form."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.throttling import BaseThrottle

from commonground.errors import BadInput
from commonground.rooms.audit.api import router as audit
from commonground.rooms.consultation.round_api import router as rounds
from commonground.rooms.consultation.running_api import router as running
from commonground.rooms.consultation.score_api import router as scores
from commonground.rooms.issues.api import router as issues
from commonground.rooms.issues.list_api import router as many_issues
from commonground.rooms.meetings.api import router as meetings
from commonground.rooms.people.api import router as people
from commonground.rooms.people.bearer import Token
from commonground.rooms.people.member_api import router as members
from commonground.rooms.plan.api import router as plans
from commonground.rooms.ranking.api import router as rankings
from commonground.rooms.refusals import NotAllowed
from commonground.rooms.telling import faults_told

ABOUT = """
What the pages do with people, issues, rounds, rankings and action plans, for programs. Send a
token with each request; it acts for the person who made it, in one partnership, with their roles
of the day.

**Refusals** have one form: `{"faults": ["A sentence for each thing to mend."]}`.
**Changes** name the `version` that you read. Where somebody changed the same thing after it, the
answer is 409, with theirs in `current` and yours in `yours`, and nothing is overwritten.
**Lists** come in pages: `items`, `total`, `page` and `pages`.
**Sending something twice** makes nothing twice: it gives what is there, or is refused with 422.
"""
MINUTE = 60


class EachToken(BaseThrottle):
    """So many requests a minute for each token, counted by each process of the server.

    The library's own throttle keeps what it is counting on itself, where the threads of a server
    mix it up.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request; return whether it is still within what a minute allows."""
        counted = caches["counts"]
        token = getattr(request, "auth", None)
        key = f"api:{getattr(token, 'pk', '')}:{int(time.time()) // MINUTE}"
        counted.add(key, 0, 2 * MINUTE)
        return counted.incr(key) <= settings.API_REQUESTS_PER_MINUTE

    def wait(self) -> float:
        """Return the seconds until the next minute begins."""
        return MINUTE - time.time() % MINUTE


api = NinjaAPI(
    title="Common Ground",
    version="1",
    description=ABOUT.strip(),
    docs_url=None,
    urls_namespace="api-v1",
    auth=Token(),
    throttle=EachToken(),
)
for router in (
    people, members, issues, many_issues, rounds, running, scores, meetings, rankings, plans, audit,
):  # fmt: skip
    api.add_router("", router)


def _faults(request: HttpRequest, status: int, *sentences: str) -> HttpResponse:
    return api.create_response(request, {"faults": list(sentences)}, status=status)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, refused: Http404) -> HttpResponse:
    return _faults(
        request, 404, _("There is nothing here, or nothing that this token opens. Check the ids.")
    )


@api.exception_handler(PermissionDenied)
def _not_allowed(request: HttpRequest, refused: PermissionDenied) -> HttpResponse:
    is_said = isinstance(refused, NotAllowed)
    return _faults(request, 403, str(refused) if is_said else _("Your role does not let you."))


@api.exception_handler(BadInput)
def _bad_input(request: HttpRequest, refused: BadInput) -> HttpResponse:
    return _faults(request, 422, *faults_told(refused))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, refused: ValidationError) -> HttpResponse:
    return _faults(request, 422, *map(_sentence, refused.errors))


def _sentence(error: dict[str, Any]) -> str:
    """Return what is wrong and where, without the names of our own arguments."""
    place = [str(part) for part in error["loc"][1:] if part not in {"sent", "asked"}]
    said = error["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{'.'.join(place) or _('The body')}: {said}."


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, refused: HttpError) -> HttpResponse:
    if isinstance(refused, Throttled):
        return _faults(
            request, 429, _("That is too many requests for one minute. Wait, then go on.")
        )
    if refused.status_code == 400:
        return _faults(request, 400, _("The body is not JSON. Send one JSON object in UTF-8."))
    answer = _faults(request, refused.status_code, str(refused))
    if refused.status_code == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
