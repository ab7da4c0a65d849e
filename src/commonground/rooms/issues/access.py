"""The only door to issues: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Model, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from commonground.rooms.issues.models import (
    Evidence,
    Fate,
    Issue,
    Proposal,
    Status,
    Succession,
    Theme,
)
from commonground.rooms.issues.rules import Verb, check_may_do, may_do
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.searching import words_of

Kind = TypeVar("Kind", bound=Model)
SORTS = {
    "name": (Lower("name"), "pk"),
    "theme": (Lower("theme__name"), Lower("name"), "pk"),
    "newest": ("-added_at", Lower("name"), "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which issues to list: what is empty leaves nothing out."""

    words: str = ""
    theme: str = ""
    status: str = ""
    origin: str = ""
    tag: str = ""
    sort: str = "name"


EVERYTHING = Wanted()
NO_THEME = "none"
"""What stands for the issues without a theme, where one is asked for."""


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def issues(here: Seat, wanted: Wanted = EVERYTHING) -> QuerySet[Issue]:
    """Return the partnership's issues that are wanted, their themes and tags at hand."""
    check_may_do(here.roles, Verb.SEE_ISSUES)
    found = _all(here)
    for word in words_of(wanted.words):
        found = found.filter(
            Q(name__icontains=word)
            | Q(description__icontains=word)
            | Q(theme__name__icontains=word)
            | Q(origin_note__icontains=word)
        )
    if wanted.theme:
        found = found.filter(_in_theme(wanted.theme))
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.origin:
        found = found.filter(origin=wanted.origin)
    if wanted.tag:
        found = found.filter(tags__tag=wanted.tag)
    return found.order_by(*SORTS.get(wanted.sort, SORTS["name"]))


def _all(here: Seat) -> QuerySet[Issue]:
    found = Issue.objects.filter(partnership=here.partnership)
    return found.select_related("theme").prefetch_related("tags")


def _in_theme(theme: str) -> Q:
    if theme == NO_THEME:
        return Q(theme__isnull=True)
    return Q(theme_id=theme)


def issue(here: Seat, issue_id: UUID) -> Issue:
    """Return one issue of the partnership; Http404 where it has none of that id."""
    return _one(issues(here), issue_id)


def chosen(here: Seat, ids: Iterable[str]) -> list[Issue]:
    """Return the issues of these ids by name; Http404 where the partnership lacks one of them."""
    wanted = {_id(text) for text in ids}
    found = list(issues(here).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Http404
    return found


def live_keys(here: Seat) -> frozenset[str]:
    """Return what the names of the live issues are compared by."""
    check_may_do(here.roles, Verb.SEE_ISSUES)
    live = Issue.objects.filter(partnership=here.partnership, status=Status.LIVE)
    return frozenset(live.values_list("name_key", flat=True))


def themes(here: Seat) -> QuerySet[Theme]:
    """Return the partnership's themes by name, with how many issues each has, and how many live."""
    check_may_do(here.roles, Verb.SEE_ISSUES)
    live = Count("issues", filter=Q(issues__status=Status.LIVE))
    found = Theme.objects.filter(partnership=here.partnership)
    return found.annotate(live=live, issue_count=Count("issues")).order_by("name")


def theme(here: Seat, theme_id: UUID) -> Theme:
    """Return one theme of the partnership; Http404 where it has none of that id."""
    return _one(themes(here), theme_id)


def successions(here: Seat) -> list[tuple[UUID, UUID]]:
    """Return which of the partnership's issues became which, by merging or splitting."""
    check_may_do(here.roles, Verb.SEE_ISSUES)
    links = Succession.objects.filter(earlier__partnership=here.partnership)
    return list(links.values_list("earlier_id", "later_id"))


@dataclass(frozen=True, slots=True)
class Story:
    """What an issue was before and what it became, and what is known from all it was."""

    before: Sequence[Issue]
    after: Sequence[Issue]
    evidence: Sequence[Evidence]


def story(here: Seat, about: Issue) -> Story:
    """Return an issue's story, its evidence and that of every issue it came from."""
    pairs = successions(here)
    near = {one for pair in pairs if about.pk in pair for one in pair}
    # their names are all that is told of them
    around = list(_all(here).filter(pk__in=near).prefetch_related(None).order_by("name", "pk"))
    before = {earlier for earlier, later in pairs if later == about.pk}
    evidence = Evidence.objects.filter(issue__in=_ancestors(about.pk, pairs))
    return Story(
        before=[one for one in around if one.pk in before],
        after=[one for one in around if one.pk not in before and one.pk != about.pk],
        evidence=list(evidence.select_related("issue").order_by("added_at", "pk")),
    )


def _ancestors(issue_id: UUID, pairs: Collection[tuple[UUID, UUID]]) -> set[UUID]:
    """Return the id of an issue and of all that it came from, however far back."""
    found, waiting = {issue_id}, [issue_id]
    while waiting:
        one = waiting.pop()
        for earlier, later in pairs:
            if later == one and earlier not in found:
                found.add(earlier)
                waiting.append(earlier)
    return found


def evidence(here: Seat, evidence_id: UUID) -> Evidence:
    """Return one piece of evidence; Http404 where it is another partnership's."""
    check_may_do(here.roles, Verb.SEE_ISSUES)
    found = Evidence.objects.filter(issue__partnership=here.partnership)
    return _one(found.select_related("issue"), evidence_id)


@dataclass(frozen=True, slots=True)
class Counts:
    """How long the long list is."""

    live: int
    themes: int
    without_theme: int
    proposals: int
    """How many proposals wait."""


def counts(some: Sequence[Seat]) -> dict[UUID, Counts]:
    """Return how many live issues, themes of them, and waiting proposals each partnership has."""
    here = [one.partnership.pk for one in some]
    live = Issue.objects.filter(partnership__in=here, status=Status.LIVE).order_by()
    rows = live.values("partnership").annotate(
        live=Count("pk"),
        themes=Count("theme", distinct=True),
        without_theme=Count("pk", filter=Q(theme__isnull=True)),
    )
    counted = {
        row["partnership"]: (row["live"], row["themes"], row["without_theme"]) for row in rows
    }
    waiting = _waiting(here)
    return {
        one: Counts(*counted.get(one, (0, 0, 0)), proposals=waiting.get(one, 0)) for one in here
    }


def waiting(here: Seat) -> int:
    """Return how many proposals wait for those who decide on them; none for anybody else."""
    if not may_do(here.roles, Verb.DECIDE_PROPOSALS):
        return 0
    return _waiting([here.partnership.pk]).get(here.partnership.pk, 0)


def _waiting(here: Collection[UUID]) -> dict[UUID, int]:
    found = Proposal.objects.filter(partnership__in=here, fate=Fate.WAITING).order_by()
    rows = found.values("partnership").annotate(count=Count("pk"))
    return {row["partnership"]: row["count"] for row in rows}


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own issues, themes and proposals with these ids."""
    own = [one.objects.filter(partnership=here.partnership) for one in (Issue, Theme, Proposal)]
    return [one.filter(pk__in=ids).values_list("pk", "name") for one in own]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _one(found: QuerySet[Kind], public_id: UUID) -> Kind:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
