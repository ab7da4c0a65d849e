"""The only door to priority locations and suggestions: 404 to an outsider, 403 to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from commonground.geography.cubes import Cube
from commonground.geography.looking import ASB, last_months, look
from commonground.geography.suggesting_places import Suggestion, suggested
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.access import Seat
from commonground.rooms.places.map_reading import Ground, analysis_rules
from commonground.rooms.places.models import (
    ChosenArea,
    LocationArea,
    LocationRevision,
    PriorityLocation,
    SetAside,
)
from commonground.rooms.places.rules import Verb, check_may_do
from commonground.rooms.plan.models import Action

MONTHS = 12
"""Suggestions are of so many of the latest months."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the analysis suggests now, and what was set aside of it."""

    open: list[Suggestion]
    aside: list[tuple[Suggestion, SetAside]]
    taken: int
    first_month: str
    last_month: str
    left_out: tuple[str, ...]


def locations(here: Seat, *, closed: bool = False) -> QuerySet[PriorityLocation]:
    """Return the priority locations that are open, or those that are closed, by name."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = PriorityLocation.objects.filter(
        partnership=here.partnership, closed_at__isnull=not closed
    )
    return found.select_related("made_by", "area").defer("area__lsoas").order_by("name", "pk")


def every_location(here: Seat) -> QuerySet[PriorityLocation]:
    """Return all of them, the open ones first."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = PriorityLocation.objects.filter(partnership=here.partnership)
    return found.order_by(F("closed_at").asc(nulls_first=True), "name", "pk")


def location(here: Seat, location_id: UUID) -> PriorityLocation:
    """Return one; Http404 where the partnership has none of that id."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = PriorityLocation.objects.filter(partnership=here.partnership, pk=location_id)
    one = found.select_related("made_by", "area").defer("area__lsoas").first()
    if one is None:
        raise Http404
    return one


def areas_of(about: PriorityLocation) -> QuerySet[LocationArea]:
    """Return the areas that a location is made of, in their order."""
    return about.areas.order_by("position")


def areas_of_all(found: Sequence[PriorityLocation]) -> dict[UUID, list[LocationArea]]:
    """Return the areas of several locations, by the location."""
    held: dict[UUID, list[LocationArea]] = {one.pk: [] for one in found}
    for area in LocationArea.objects.filter(location__in=held).order_by("position"):
        held[area.location_id].append(area)
    return held


def revisions(about: PriorityLocation) -> QuerySet[LocationRevision]:
    """Return what was said of a location before, the latest first."""
    return about.revisions.select_related("changed_by").order_by("-number")


def issues_of(about: PriorityLocation) -> QuerySet[Issue]:
    """Return the issues that a location hangs together with, by title."""
    return about.issues.order_by("name", "pk")


def actions_of(about: PriorityLocation) -> QuerySet[Action]:
    """Return the actions that a location hangs together with."""
    return about.actions.order_by("number", "pk")


def of_issue(here: Seat, issue_id: UUID) -> QuerySet[PriorityLocation]:
    """Return the open locations that hang together with an issue."""
    return locations(here).filter(issues=issue_id)


def of_action(here: Seat, action_id: UUID) -> QuerySet[PriorityLocation]:
    """Return the open locations that hang together with an action."""
    return locations(here).filter(actions=action_id)


def suggestions(ground: Ground) -> Suggested:
    """Return what the counts of an area suggest, of the latest year."""
    cube = ground.cube
    rules = analysis_rules()
    period = last_months(cube.facts, MONTHS)
    seen = look(cube, period, counted_categories(cube), rules, neighbours=ground.drawn.neighbours)
    every = suggested(cube, seen, ground.drawn.neighbours, rules.concentration_shares[0])
    aside = {one.suggestion: one for one in _aside(ground.about)}
    taken = set(_taken(ground.about))
    return Suggested(
        open=[one for one in every if one.key not in aside and one.key not in taken],
        aside=[(one, aside[one.key]) for one in every if one.key in aside],
        taken=sum(one.key in taken for one in every),
        first_month=period.first,
        last_month=period.last,
        left_out=period.left_out,
    )


def suggestion(ground: Ground, key: str) -> Suggestion:
    """Return one that is open; Http404 where there is none of that key."""
    for one in suggestions(ground).open:
        if one.key == key:
            return one
    raise Http404


def counted_categories(cube: Cube) -> list[str]:
    """Return what suggestions count: all but anti-social behaviour, which is no crime."""
    return [one for one in cube.categories if one != ASB] or list(cube.categories)


def _aside(about: ChosenArea) -> QuerySet[SetAside]:
    return about.set_aside.select_related("by")


def _taken(about: ChosenArea) -> QuerySet[PriorityLocation, str]:
    found = PriorityLocation.objects.filter(area=about, closed_at__isnull=True)
    return found.exclude(suggestion="").values_list("suggestion", flat=True)
