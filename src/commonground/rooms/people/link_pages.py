"""The page that a personal link opens. Opening it uses nothing up: mail programs look at links."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from commonground.errors import BadInput
from commonground.rooms.people import access, member_actions, presenters
from commonground.rooms.people.models import Membership, Purpose
from commonground.rooms.posting import form_page

GONE = 410


@never_cache
@form_page
def link(request: HttpRequest, token: str) -> HttpResponse:
    opened = access.opened_link(token, timezone.now(), Purpose.JOIN)
    if request.method == "POST" and opened.state is access.LinkState.GOOD:
        try:
            member = member_actions.use_link(opened=opened)
        except BadInput:
            opened = access.opened_link(token, timezone.now(), Purpose.JOIN)
        else:
            return _let_in(request, member)
    page = presenters.link_page(opened)
    return render(request, "people/link.html", {"page": page}, status=200 if page.is_good else GONE)


def _let_in(request: HttpRequest, member: Membership) -> HttpResponse:
    """Sign them in, by whatever second step they have, to choose a password."""
    answer: HttpResponse = perform_login(
        request,
        member.person,
        email_verification="none",
        redirect_url=reverse("account_set_password"),
    )
    return answer
