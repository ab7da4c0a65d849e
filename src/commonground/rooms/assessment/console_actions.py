"""Taking an assessment away by a command on the machine that holds it, where nobody signs in."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.builds import Audience
from commonground.errors import BadInput
from commonground.rooms.assessment.exporting import KINDS, built, own_template, written
from commonground.rooms.assessment.models import Assessment
from commonground.rooms.audit.recording import SYSTEM, action, record
from commonground.sentences import say


@dataclass(frozen=True, slots=True)
class Listed:
    """One assessment of the installation."""

    id: UUID
    partnership: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A file, and a sentence for each thing that its build does not hold."""

    held: bytes
    left_out: tuple[str, ...]


def every_assessment() -> list[Listed]:
    """Return every assessment that this machine holds, by partnership and title."""
    found = Assessment.objects.select_related("partnership").only(
        "title", "state", "partnership__name"
    )
    return [
        Listed(one.pk, one.partnership.name, one.title, str(one.get_state_display()))
        for one in found.order_by("partnership__name", "title", "pk")
    ]


@action
def export(*, assessment_id: str, audience: str, kind: str, template: bytes | None = None) -> Taken:
    """Return a build of an assessment as a file, and record by its digest that it was taken.

    A Word file is written in the template, or without one in its partnership's own. BadInput where
    there is no such assessment, and where the template cannot be used.
    """
    about = _found(assessment_id)
    build = built(about, Audience(audience))
    made = written(build.document, KINDS[kind], template or own_template(about.partnership_id))
    told = {"file": kind, "audience": audience, **made.told}
    record(
        partnership_id=about.partnership_id, by=SYSTEM, verb=_noop("took away"), about=about,
        after=told,
    )  # fmt: skip
    return Taken(made.held, tuple(f"{one.what}: {one.why}" for one in build.left_out))


def _found(assessment_id: str) -> Assessment:
    found = Assessment.objects.select_related("partnership", "ranking__closing__round")
    try:
        return found.get(pk=assessment_id)
    except (Assessment.DoesNotExist, ValidationError):
        raise BadInput(
            say(
                "There is no assessment %(id)s. `commonground assessment list` lists them.",
                id=assessment_id,
            )
        ) from None
