"""What the holder of a link to answer may see: the actions that they lead today, and no others."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from commonground.rooms.people.access import Holder
from commonground.rooms.plan.models import ENDED, Action, Measure, Milestone
from commonground.rooms.plan.owning import owners_on
from commonground.rooms.plan.reading import with_lines


def own(by: Holder) -> list[Action]:
    """Return the live actions that the holder leads today, the next due first.

    A named lead who has left leads nothing: who holds the role now does.
    """
    member = by.member
    led = Q(lead_person=member)
    if member.agency_id is not None:
        led |= Q(lead_agency=member.agency_id)
    found = Action.objects.filter(led, partnership=by.partnership).exclude(status__in=ENDED)
    found = found.select_related("lead_agency", "lead_person__person")
    some = list(with_lines(found).order_by("due_on", "review_on", "number"))
    owners = owners_on(by.partnership, some, timezone.localdate())
    return [one for one in some if owners[one.pk].member == member]


def own_one(by: Holder, action_id: UUID) -> Action:
    """Return one of them; Http404 where it is another's, or has ended."""
    for one in own(by):
        if one.pk == action_id:
            return one
    raise Http404


def milestone(about: Action, milestone_id: UUID) -> Milestone:
    """Return a milestone of an action that `own_one` gave; Http404 where it has none such."""
    found = about.milestones.filter(pk=milestone_id, is_removed=False).first()
    if found is None:
        raise Http404
    return found


def measure(about: Action, measure_id: UUID) -> Measure:
    """Return a measure of an action that `own_one` gave; Http404 where it has none such."""
    found = about.measures.filter(pk=measure_id, is_removed=False).first()
    if found is None:
        raise Http404
    return found
