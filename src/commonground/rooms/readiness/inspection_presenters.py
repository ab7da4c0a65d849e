"""What the pages of inspections show: how far each recommendation has come, and what it repeats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.models import Action
from commonground.rooms.readiness.addresses import address, address_if, href_of
from commonground.rooms.readiness.judging.failing import Kind
from commonground.rooms.readiness.models import InspectionRecommendation, Stage, Step
from commonground.rooms.readiness.presenters import Tag
from commonground.rooms.readiness.rules import Verb

COLOURS = {
    Stage.RECEIVED: "grey",
    Stage.ACCEPTED: "blue",
    Stage.IN_PROGRESS: "yellow",
    Stage.CLOSED: "green",
}
CHOICE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation in the list."""

    called: str
    href: str
    inspection: str
    due: str
    is_late: bool
    owner: str
    actions: int
    stage: Tag
    repeats: str


def rows(here: Seat, found: Iterable[InspectionRecommendation]) -> list[Row]:
    """Return the recommendations of the list."""
    today = timezone.localdate()
    return [
        Row(
            called=_called(one.ref, one.text), href=address("inspection", here, one.pk),
            inspection=_of(one), due=_day(one.due_on),
            is_late=not one.is_closed and one.due_on is not None and one.due_on < today,
            owner=_owner(one), actions=getattr(one, "tied", 0), stage=stage_tag(one),
            repeats=one.repeats.ref if one.repeats else "",
        )
        for one in found
    ]  # fmt: skip


def stage_tag(one: InspectionRecommendation | Step) -> Tag:
    """Return how far a recommendation has come, in a word and its colour."""
    stage = Stage(one.stage)
    return Tag(str(stage.label), COLOURS[stage])


@dataclass(frozen=True, slots=True)
class Told:
    """A step of the history."""

    ref: str
    on: str
    stage: Tag
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Page:
    """One recommendation with all that became of it, and of what it repeats."""

    ref: str
    text: str
    stage: Tag
    facts: list[tuple[str, str]]
    evidence: str
    evidence_url: str
    actions: list[tuple[str, str]]
    came_back: list[tuple[str, str, Tag]]
    """Every time it was asked, the first first, where it was more than once."""
    steps: list[Told]
    change_href: str
    step_href: str


def page(
    here: Seat, about: InspectionRecommendation, actions: Sequence[Action],
    chain: Sequence[InspectionRecommendation], steps: Iterable[Step],
) -> Page:  # fmt: skip
    """Return the page of one recommendation."""
    facts = [
        (_("Inspection"), _of(about)),
        (_("Received"), _day(about.received_on)),
        (_("Due"), _day(about.due_on) or _("Not set")),
        (_("Answers for it"), _owner(about) or _("Nobody yet")),
    ]
    if about.is_closed:
        facts.append((_("Closed"), _day(about.closed_on)))
    return Page(
        ref=about.ref, text=about.text, stage=stage_tag(about), facts=facts,
        evidence=about.evidence, evidence_url=about.evidence_url,
        actions=[
            (_called(one.ref, one.text), href_of(here, Kind.ACTION, one.pk))
            for one in actions
        ],
        came_back=[
            (_called(one.ref, _of(one)), address("inspection", here, one.pk), stage_tag(one))
            for one in chain
        ] if len(chain) > 1 else [],
        steps=[
            Told(one.recommendation.ref, _day(one.on), stage_tag(one), one.note, one.by.name)
            for one in steps
        ],
        change_href=address_if("change_inspection", here, Verb.KEEP_INSPECTIONS, about.pk),
        step_href=address_if("step", here, Verb.KEEP_INSPECTIONS, about.pk),
    )  # fmt: skip


def earlier(
    found: Iterable[InspectionRecommendation], about: InspectionRecommendation | None
) -> list[tuple[str, str]]:
    """Return what a recommendation can have come back from."""
    return [
        (str(one.pk), _shortened(_called(one.ref, one.text)))
        for one in found if about is None or one.pk != about.pk
    ]  # fmt: skip


def initial(now: InspectionRecommendation, actions: Iterable[Action]) -> dict[str, object]:
    """Return what a form holds of a recommendation as it is."""
    return {
        "body": now.inspection.body, "held_on": now.inspection.held_on, "text": now.text,
        "received_on": now.received_on, "due_on": now.due_on, "owner_agency": now.owner_agency_id,
        "owner_role": now.owner_role, "actions": ", ".join(one.ref for one in actions),
        "repeats": now.repeats_id, "version": now.version,
    }  # fmt: skip


def _of(one: InspectionRecommendation) -> str:
    return _("%(body)s, %(date)s") % {
        "body": one.inspection.body,
        "date": _day(one.inspection.held_on),
    }


def _called(ref: str, text: str) -> str:
    return _("%(ref)s. %(text)s") % {"ref": ref, "text": text}


def _owner(one: InspectionRecommendation) -> str:
    agency = one.owner_agency.name if one.owner_agency else ""
    return ", ".join(part for part in (agency, one.owner_role) if part)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _shortened(text: str) -> str:
    return text if len(text) <= CHOICE_LENGTH else f"{text[: CHOICE_LENGTH - 1]}…"
