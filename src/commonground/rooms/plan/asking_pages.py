"""The pages of how owners are asked: the rules, what would go today, and what has gone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, asking_access, asking_actions
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.asking_forms import AskingForm, LettersForm
from commonground.rooms.plan.asking_presenters import asking_page, letter_rows
from commonground.rooms.plan.letters import remind
from commonground.rooms.plan.reminding import asking_on, rules_of, without_address
from commonground.rooms.plan.reminding_actions import would_send
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import done, form_page, saved
from commonground.rooms.telling import faults_told

_NAMES = ("every_months", "days_before", "days_after", "version")


@require_safe
@signed_in
def asking(request: Asked, partnership_id: UUID) -> HttpResponse:
    """Show the rules, and what would go today: nothing is written by looking."""
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)
    rules = rules_of(seat.partnership)
    now = asking_on(rules, timezone.localdate())
    unreachable = without_address(now) if rules.is_on else 0
    page = asking_page(seat, rules, would_send(now), unreachable)
    return render(request, "plan/asking.html", {"seat": seat, "page": page})


@form_page
@signed_in
def change_asking(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)

    def form_of(now: Any, typed: QueryDict | None = None) -> AskingForm:
        first = {name: getattr(now, name) for name in _NAMES}
        return AskingForm(typed, initial={**first, "is_on": "on" if now.is_on else "off"})

    def change() -> HttpResponse:
        version = form.cleaned_data["version"]
        asking_actions.change_rules(by=seat, version=version, fields=form.told)
        return done(request, _("The rules were saved."), "plan:asking", partnership_id)

    form = form_of(rules_of(seat.partnership), sent(request))
    context = {"seat": seat, "form": form, "back_href": address("asking", seat)}
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_asking.html", context
    )


@require_POST
@signed_in
def send_letters(request: Asked, partnership_id: UUID) -> HttpResponse:
    """Do for this partnership what the timer does."""
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)
    _send(request, seat)
    return redirect("plan:asking", partnership_id)


@require_safe
@signed_in
def letters(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)
    form = LettersForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = page_of(asking_access.letters(seat, **wanted), request.GET)
    context = {
        "seat": seat,
        "form": form,
        "rows": letter_rows(seat, page),
        "links": page_links(page, request.GET),
        "back_href": address("asking", seat),
    }
    return render(request, "plan/letters.html", context)


@require_POST
@signed_in
def send_again(request: Asked, partnership_id: UUID, letter_id: UUID) -> HttpResponse:
    """Try a letter that failed again, with whatever else is due."""
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)
    about = asking_access.letter(seat, letter_id)
    try:
        asking_actions.try_again(by=seat, about=about)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    else:
        _send(request, seat)
    return redirect("plan:letters", partnership_id)


def _send(request: Asked, seat: Seat) -> None:
    told = remind(by=seat.actor, partnership=seat.partnership, day=timezone.localdate())
    messages.success(request, _("E-mails sent: %(count)d") % {"count": told.sent})
    if told.failed:
        said = _("Not sent: %(count)d. The log says why.") % {"count": told.failed}
        messages.error(request, said)
