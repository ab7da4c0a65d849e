"""The pages on which somebody makes and withdraws tokens for programs that act for them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.people import access, token_access, token_actions, token_presenters
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.forms import TokenForm
from commonground.rooms.people.rules import Verb
from commonground.rooms.posting import acted, done, form_page


@require_safe
@signed_in
def tokens(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.HOLD_TOKENS)
    found = token_access.own_tokens(seat)
    rows = token_presenters.token_rows(seat, found, timezone.now())
    return render(request, "people/tokens.html", {"seat": seat, "rows": rows})


@form_page
@signed_in
def make_token(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.HOLD_TOKENS)
    form = TokenForm(sent(request))

    def make() -> HttpResponse:
        made = token_actions.make_token(by=seat, **form.wanted())
        return render(request, "people/made_token.html", {"seat": seat, "made": made})

    return acted(form, make, onto="name") or render(
        request, "people/make_token.html", {"seat": seat, "form": form}
    )


@require_POST
@signed_in
def revoke_token(request: Asked, partnership_id: UUID, token_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.HOLD_TOKENS)
    token = token_actions.revoke_token(by=seat, token=token_access.own_token(seat, token_id))
    said = _("%(name)s was withdrawn.") % {"name": token.name}
    return done(request, said, "people:tokens", partnership_id)
