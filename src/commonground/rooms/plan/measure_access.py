"""What `access` does not fetch by itself: the measures of an action, and the actions of a plan."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.plan import access
from commonground.rooms.plan.action_fields import ActionFields, fields_of
from commonground.rooms.plan.models import Action, Measure, Plan, Reading


def measures(about: Action) -> QuerySet[Measure]:
    """Return the measures of an action that stand, with their readings in order."""
    read = Prefetch("readings", Reading.objects.order_by("on", "number"))
    return about.measures.filter(is_removed=False).prefetch_related(read).order_by("name", "pk")


def measure(about: Action, measure_id: UUID) -> Measure:
    """Return one measure of an action; Http404 where it is another's."""
    found = measures(about).filter(pk=measure_id).first()
    if found is None:
        raise Http404
    found.action = about
    return found


def actions_of(here: Seat, plan: Plan | None, status: str) -> QuerySet[Action]:
    """Return the partnership's actions of a plan and a status, where asked for, with their ties."""
    found = access.actions(here)
    if plan is not None:
        found = found.filter(recommendations__plan=plan).distinct()
    if status:
        found = found.filter(status=status)
    return found.prefetch_related("recommendations", "boards", "supporting_agencies")


def same_action(here: Seat, told: ActionFields) -> Action | None:
    """Return the action of which exactly this is said already; None where there is none."""
    alike = access.actions(here).filter(text=told.text)
    return next((one for one in alike if fields_of(one) == told), None)
