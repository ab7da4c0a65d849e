"""The request of somebody who is signed in: what every page of a room is given."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict

from commonground.rooms.people.models import Person

Given = ParamSpec("Given")


class Asked(HttpRequest):
    """A request whose user is a person, never an anonymous one."""

    user: Person


def signed_in(
    page: Callable[Concatenate[Asked, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Send whoever is not signed in to do so, and then back to the page."""
    return cast(Callable[Concatenate[HttpRequest, Given], HttpResponse], login_required(page))


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even where that is nothing at all; None where none was sent."""
    return request.POST if request.method == "POST" else None
