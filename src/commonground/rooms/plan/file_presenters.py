"""What the pages of files show: labels and links, so that templates stay dumb."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.audiences import rule_for
from commonground.documents.contents.builds import Build
from commonground.rooms.assessment.presenters import FILES as DOCUMENTS
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.rules import Verb, may_do
from commonground.rooms.telling import tell

FILES = {
    **DOCUMENTS,
    "csv": _noop("Actions as csv, for programs"),
    "json": _noop("All of it as json, for programs"),
}


def address(name: str, here: Seat, about: Plan, *more: object) -> str:
    """Return the address of one of the pages of a plan's files."""
    return reverse(f"plan:{name}", args=[here.partnership.pk, about.pk, *more])


@dataclass(frozen=True, slots=True)
class BuildRow:
    """A build of a plan: its marking, its files, and what it does not hold."""

    title: str
    marking: str
    files: list[tuple[str, str]]
    left_out: list[tuple[str, str]]


def build_row(here: Seat, about: Plan, build: Build) -> BuildRow:
    """Return a build as the page of files shows it."""
    files = [
        (_(label), address("file", here, about, build.audience.value, kind))
        for kind, label in FILES.items()
    ]
    return BuildRow(
        title=_(rule_for(build.audience).title),
        marking=build.document.marking,
        files=files,
        left_out=[(tell(one.what), tell(one.why)) for one in build.left_out],
    )


def workbook_links(here: Seat, about: Plan) -> list[tuple[str, str]]:
    """Return where the workbook to edit leaves and returns; nothing to those who may not."""
    if not may_do(here.roles, Verb.EDIT_PLANS):
        return []
    return [
        (_("Download the workbook to edit (xlsx)"), address("workbook", here, about)),
        (_("Bring the edited workbook back"), address("import_workbook", here, about)),
    ]
