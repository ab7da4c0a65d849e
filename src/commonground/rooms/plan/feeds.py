"""The dates of a member's actions as an iCalendar feed (RFC 5545), read by calendar programs."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.plan.letter_lines import action_words
from commonground.rooms.plan.models import Action, ProposedField
from commonground.rooms.plan.owning import owners_on
from commonground.rooms.plan.reminding import LIVE

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Common Ground//own actions//EN"
READ_AGAIN = timedelta(hours=12)


def is_here(member: Membership, day: date) -> bool:
    """Return whether somebody holds any role in the partnership on a day."""
    return HeldRole.objects.on(day).filter(membership=member).exists()


def owned_by(member: Membership, day: date) -> list[Action]:
    """Return the live actions that a member answers for on a day, by number."""
    could = Q(lead_person=member)
    if member.agency_id is not None:
        could |= Q(lead_agency=member.agency_id)
    found = Action.objects.filter(could, partnership=member.partnership_id, status__in=LIVE)
    some = list(found.select_related("lead_agency", "lead_person__person").order_by("number"))
    owners = owners_on(member.partnership, some, day)
    return [one for one in some if owners[one.pk].member == member]


def feed_file(member: Membership, actions: Iterable[Action]) -> bytes:
    """Return the reviews and due dates of these actions, as days; nobody's name is in it.

    An entry keeps its id when the date moves, and its version counts up, so that a calendar moves
    what it has.
    """
    from icalendar import Calendar  # noqa: PLC0415  # a start need not wait for it

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    title = _("Actions, %(partnership)s") % {"partnership": member.partnership.name}
    made.add("x-wr-calname", title)
    made.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", READ_AGAIN)
    for one in actions:
        for field in ProposedField:
            on: date | None = getattr(one, field.value)
            if on is not None:
                made.add_component(_event(one, field, on))
    return bytes(made.to_ical())


def _event(about: Action, field: ProposedField, on: date) -> "Event":
    from icalendar import Event  # noqa: PLC0415

    said = _("Due: %(action)s") if field == ProposedField.DUE else _("Review: %(action)s")
    page = reverse("plan:action", args=[about.partnership_id, about.pk])
    event = Event()
    event.add("uid", f"{about.pk}-{field.value}@commonground")
    event.add("sequence", about.version)
    event.add("dtstamp", about.told_at)
    event.add("last-modified", about.told_at)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", said % {"action": action_words(about)})
    event.add("url", f"{settings.ADDRESS.url}{page}")
    return event
