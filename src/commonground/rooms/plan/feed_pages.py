"""The pages on which somebody makes and withdraws a calendar address, and what it answers."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import access, asking_access, feed_actions
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.asking_presenters import feed_rows
from commonground.rooms.plan.feeds import feed_file, is_here, owned_by
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import done, form_page

GONE = 410


@form_page
@signed_in
def own_calendar(request: Asked, partnership_id: UUID) -> HttpResponse:
    """Show one's calendar addresses; make one, which is shown this once."""
    seat = access.seat(request.user, partnership_id, Verb.SEE_OWN_ACTIONS)
    href = ""
    if request.method == "POST":
        made = feed_actions.make_feed(by=seat)
        href = request.build_absolute_uri(reverse("plan:calendar", args=[made.token]))
    context = {
        "seat": seat,
        "href": href,
        "rows": feed_rows(seat, asking_access.own_feeds(seat)),
        "back_href": address("own_actions", seat),
    }
    return render(request, "plan/own_calendar.html", context)


@require_safe
@signed_in
def calendars(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.ASK_OWNERS)
    rows = feed_rows(seat, asking_access.feeds(seat))
    context = {"seat": seat, "rows": rows, "back_href": address("asking", seat)}
    return render(request, "plan/calendars.html", context)


@require_POST
@signed_in
def revoke_calendar(request: Asked, partnership_id: UUID, feed_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_OWN_ACTIONS)
    feed = asking_access.feed_to_revoke(seat, feed_id)
    feed_actions.revoke_feed(by=seat, feed=feed)
    is_own = feed.member.person_id == seat.person.pk
    said = _("The calendar address was withdrawn. Nobody can read it any more.")
    return done(request, said, "plan:own_calendar" if is_own else "plan:calendars", partnership_id)


@never_cache
@require_safe
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program: 404 to who has no such secret, 410 once it cannot be read."""
    feed = asking_access.read_feed(token)
    if feed is None:
        raise Http404
    today = timezone.localdate()
    if feed.revoked_at is not None or not is_here(feed.member, today):
        return HttpResponse(
            _("This calendar address was withdrawn."), status=GONE, content_type="text/plain"
        )
    held = feed_file(feed.member, owned_by(feed.member, today))
    return HttpResponse(held, content_type="text/calendar; charset=utf-8")
