"""Taking a plan away by a command on the machine that holds it, where nobody signs in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.builds import Audience
from commonground.errors import BadInput
from commonground.rooms.audit.recording import SYSTEM, action, record
from commonground.rooms.plan.exporting import made
from commonground.rooms.plan.models import Plan
from commonground.sentences import say


@dataclass(frozen=True, slots=True)
class Listed:
    """One plan of the installation."""

    id: UUID
    partnership: str
    name: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class Taken:
    """A file, and a sentence for each thing that its build does not hold."""

    held: bytes
    left_out: tuple[str, ...]


def every_plan() -> list[Listed]:
    """Return every plan that this machine holds, by partnership and the day it starts on."""
    found = Plan.objects.select_related("partnership")
    return [
        Listed(one.pk, one.partnership.name, one.name, one.starts_on)
        for one in found.order_by("partnership__name", "starts_on", "name")
    ]


@action
def export(*, plan_id: str, audience: str, kind: str) -> Taken:
    """Return a build of a plan as a file, and record by its digest that it was taken.

    BadInput where there is no such plan.
    """
    about = _found(plan_id)
    file = made(about, Audience(audience), kind)
    record(
        partnership_id=about.partnership_id, by=SYSTEM, verb=_noop("took away"), about=about,
        after={"file": kind, "audience": audience, **file.told},
    )  # fmt: skip
    return Taken(file.held, tuple(f"{one.what}: {one.why}" for one in file.build.left_out))


def _found(plan_id: str) -> Plan:
    try:
        return Plan.objects.select_related("partnership", "board").get(pk=plan_id)
    except (Plan.DoesNotExist, ValidationError):
        raise BadInput(
            say("There is no plan %(id)s. `commonground plan list` lists them.", id=plan_id)
        ) from None
