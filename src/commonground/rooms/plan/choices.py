"""What the forms of this room let somebody choose from, each list in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonground.documents.markings import MARKINGS
from commonground.rooms.issues.models import Issue
from commonground.rooms.issues.models import Status as IssueStatus
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import HeldRole
from commonground.rooms.plan import access
from commonground.rooms.plan.models import Plan, Recommendation, Standing
from commonground.rooms.plan.shortlisting import shortlist_of
from commonground.rooms.plan.strands import strand_set, strand_sets
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.themes.models import GoldenTheme

Choices = list[tuple[str, str]]

OF_MARKINGS: Choices = [(one, one) for one in MARKINGS]


def agencies(here: Seat) -> Choices:
    """Return the partnership's agencies by name."""
    return _pairs(people_access.agencies(here).values_list("pk", "name"))


def boards(here: Seat) -> Choices:
    """Return the boards that plans and actions are reported to."""
    return _pairs(access.boards(here).values_list("pk", "name"))


def members(here: Seat, also: UUID | None = None) -> Choices:
    """Return who holds a role today, each with job title and agency, and one who is named still."""
    held = HeldRole.objects.on(timezone.localdate()).values("membership")
    found = people_access.memberships(here).prefetch_related(None)
    rows = found.filter(Q(pk__in=held) | Q(pk=also))
    return [
        (str(one.pk), _member(one.person.name, one.title, one.agency.name if one.agency else ""))
        for one in rows
    ]


def sets_of_strands() -> Choices:
    """Return the sets of strands, each with its strands."""
    return [
        (key, f"{_(one.title)}: {', '.join(_(label) for label in one.labels.values())}")
        for key, one in sorted(strand_sets().items(), reverse=True)
    ]


def strands(about: Plan) -> Choices:
    """Return the strands of a plan in order."""
    return [(key, _(label)) for key, label in strand_set(about.strand_set).labels.items()]


def rankings(here: Seat) -> Choices:
    """Return the rankings whose shortlist a plan can answer, the latest first."""
    return [(str(one.pk), one.closing.round.name) for one in ranking_access.rankings(here)]


def recommendations(here: Seat, about: Iterable[UUID], also: Iterable[UUID]) -> Choices:
    """Return the open recommendations of some plans, and those that are chosen already."""
    found = Recommendation.objects.filter(plan__partnership=here.partnership).filter(
        Q(plan__in=list(about), standing=Standing.OPEN) | Q(pk__in=list(also))
    )
    rows = found.select_related("plan").order_by("-plan__starts_on", "plan__name", "number")
    several = len({one.plan_id for one in rows}) > 1
    return [
        (str(one.pk), f"{one.plan.name}, {one.ref}: {one.text}" if several
         else f"{one.ref}: {one.text}")
        for one in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What a recommendation can rest on: the shortlist first."""

    shortlisted: Choices
    others: Choices
    themes: Choices


def rests_on(here: Seat, about: Plan, also: Iterable[UUID] = ()) -> RestsOn:
    """Return the issues and golden themes that a plan's recommendation can be tied to."""
    shortlist = shortlist_of(here, about)
    first = {one.issue_id for one in shortlist}
    issues = Issue.objects.filter(partnership=here.partnership).filter(
        Q(status=IssueStatus.LIVE) | Q(pk__in=list(also))
    )
    others = issues.exclude(pk__in=first).order_by("name").values_list("pk", "name")
    return RestsOn(
        [(str(one.issue_id), f"{one.rank}. {one.name}") for one in shortlist],
        _pairs(others),
        _pairs(
            GoldenTheme.objects.filter(partnership=here.partnership)
            .order_by("name")
            .values_list("pk", "name")
        ),
    )


def none_or(said: str | Promise, some: Choices) -> Choices:
    """Return choices with one for none before them."""
    return [("", str(said)), *some]


def _member(name: str, title: str, agency: str) -> str:
    more = ", ".join(one for one in (title, agency) if one)
    return f"{name} ({more})" if more else name


def _pairs(found: Iterable[tuple[UUID, str]]) -> Choices:
    return [(str(pk), name) for pk, name in found]
