"""The only door to rounds: 404 to an outsider, 403 to a reader.

Scores have their own doors, which keep them blind: `score_access` to one's own, `shown_scores`,
`closed_scores`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from commonground.rooms.consultation.allotting import Heard, coverage
from commonground.rooms.consultation.methods import method_of
from commonground.rooms.consultation.models import (
    Assessor,
    Assignment,
    Closing,
    Expertise,
    Message,
    OwnFactor,
    Round,
    RoundIssue,
)
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.issues.models import Theme
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import HeldRole, Membership, Person
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules

Kind = TypeVar("Kind", bound=Model)


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def rounds(here: Seat) -> QuerySet[Round]:
    """Return the partnership's rounds, the latest first, without the files they froze."""
    check_may_do(here.roles, Verb.SEE_ROUNDS)
    return (
        Round.objects.filter(partnership=here.partnership)
        .defer("method_text", "rules_text")
        .annotate(
            issue_count=Count("round_issues", distinct=True),
            assessor_count=Count("assessors", distinct=True),
        )
        .order_by("-made_at", "pk")
    )


def round_(here: Seat, round_id: UUID) -> Round:
    """Return one round of the partnership; Http404 where it has none of that id."""
    check_may_do(here.roles, Verb.SEE_ROUNDS)
    return _one(Round.objects.filter(partnership=here.partnership), round_id)


def own_factors(about: Round) -> list[OwnFactor]:
    """Return the factors that the partnership set for a round, by total."""
    return list(OwnFactor.objects.filter(round=about).order_by("total"))


def method(about: Round) -> Method:
    """Return a round's method with the partnership's own factors in it."""
    return method_of(about, own_factors(about))


def round_issues(about: Round) -> QuerySet[RoundIssue]:
    """Return the issues of a round in their order, the long list's own issue at hand."""
    found = RoundIssue.objects.filter(round=about).select_related("issue__theme")
    return found.order_by("position", "pk")


def round_issue(about: Round, round_issue_id: UUID) -> RoundIssue:
    """Return one issue of a round; Http404 where it has none of that id."""
    return _one(round_issues(about), round_issue_id)


def assessors(about: Round) -> QuerySet[Assessor]:
    """Return a round's assessors by agency and name, the agency they count as at hand."""
    found = Assessor.objects.filter(round=about)
    return found.select_related("membership__person", "membership__agency__counts_as").order_by(
        "membership__agency__name", "membership__person__name", "pk"
    )


def assessor(about: Round, assessor_id: UUID) -> Assessor:
    """Return one assessor of a round; Http404 where it has none of that id."""
    found = _one(assessors(about), assessor_id)
    found.round = about
    return found


def can_assess(here: Seat) -> QuerySet[Membership]:
    """Return the members who hold the role of assessor today, by agency and name."""
    check_may_do(here.roles, Verb.SEE_ROUNDS)
    today = HeldRole.objects.on(timezone.localdate()).filter(
        role=Role.ASSESSOR, membership__partnership=here.partnership
    )
    found = Membership.objects.filter(
        partnership=here.partnership, pk__in=today.values("membership_id")
    )
    return found.select_related("person", "agency__counts_as").order_by(
        "agency__name", "person__name", "pk"
    )


def voice_of(member: Membership) -> str:
    """Return the name of the agency whose voice somebody is part of; empty where they have none."""
    return member.agency.speaks_as.name if member.agency else ""


def voice(one: Assessor) -> str:
    """Return the same of an assessor: frozen once the round has opened."""
    return one.counts_as or voice_of(one.membership)


def assignments(about: Round) -> list[tuple[UUID, UUID]]:
    """Return who is asked about which issue, as ids of assessors and of the round's issues."""
    found = Assignment.objects.filter(assessor__round=about)
    return list(found.values_list("assessor_id", "round_issue_id"))


def asked_in_room(about: Round) -> Counter[UUID]:
    """Return how many people were asked about each issue in a meeting alone, by its id."""
    found = Assignment.objects.filter(
        assessor__round=about, assessor__withdrawn_because="", asked_in_room_at__isnull=False
    )
    return Counter(found.values_list("round_issue_id", flat=True))


def expertise(about: Round) -> dict[UUID, list[Theme]]:
    """Return the themes that assessors of a round know, by name; who knows none is absent."""
    found = Expertise.objects.filter(assessor__round=about).select_related("theme")
    themes: dict[UUID, list[Theme]] = {}
    for one in found.order_by("theme__name"):
        themes.setdefault(one.assessor_id, []).append(one.theme)
    return themes


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is asked about what, and how far that covers each issue."""

    issues: Sequence[RoundIssue]
    assessors: Sequence[Assessor]
    covered: dict[UUID, Heard]
    load: Counter[UUID]
    """How many issues each assessor is asked about."""

    def short(self, least: int) -> list[RoundIssue]:
        """Return the issues that fewer agencies are asked about than that."""
        return [one for one in self.issues if self.covered[one.pk].agencies < least]


def plan(about: Round) -> Plan:
    """Return a round's assignment and its coverage. Those who withdrew are not counted."""
    return _planned(about, assignments(about))


def plan_without_coverage(about: Round) -> Plan:
    """Return the same for a page that shows people and issues alone, a query less."""
    return _planned(about, [])


def _planned(about: Round, assigned: Iterable[tuple[UUID, UUID]]) -> Plan:
    people = [one for one in assessors(about) if not one.withdrawn_because]
    agency_of = {one.pk: voice(one) for one in people}
    pairs = [pair for pair in assigned if pair[0] in agency_of]
    issues = list(round_issues(about))
    covered = coverage(agency_of, [one.pk for one in issues], pairs)
    return Plan(issues, people, covered, Counter(who for who, _issue in pairs))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many pages of scores are complete; never how many gave which score."""

    done: int
    asked: int
    by_agency: dict[str, tuple[int, int]]
    """Done and asked, by the agency whose voice they are part of."""
    begun: int
    """How many assessors have answered anything."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How far one assessor has come in a stage: counts of pages, never of values."""

    agency: str
    asked: int = 0
    done: int = 0
    has_begun: bool = False

    @property
    def left(self) -> int:
        return self.asked - self.done


def pages(about: Round, criteria: int) -> dict[UUID, Pages]:
    """Return how far each assessor has come in this stage, of a method with so many criteria.

    Those who withdrew are left out.
    """
    answered = Q(scores__level__isnull=False) | Q(scores__cannot_say=True)
    rows = (
        Assignment.objects.filter(
            assessor__round=about,
            assessor__withdrawn_because="",
            round_issue__last_stage__gte=about.stage,
        )
        .annotate(answers=Count("scores", filter=answered & Q(scores__stage=about.stage)))
        .order_by()
        .values_list("assessor_id", "assessor__counts_as", "answers")
    )
    found: dict[UUID, Pages] = {}
    for who, agency, answers in rows:
        before = found.get(who, Pages(agency))
        found[who] = Pages(
            agency,
            before.asked + 1,
            before.done + (answers >= criteria),
            before.has_begun or answers > 0,
        )
    return found


def progress(about: Round, criteria: int) -> Progress:
    """Return how far the scoring of this stage has come, of a method with so many criteria."""
    return summed(pages(about, criteria).values())


def summed(found: Collection[Pages]) -> Progress:
    """Return how far everybody together has come."""
    asked: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for one in found:
        asked[one.agency] += one.asked
        done[one.agency] += one.done
    return Progress(
        done=done.total(),
        asked=asked.total(),
        by_agency={name: (done[name], asked[name]) for name in sorted(asked)},
        begun=sum(one.has_begun for one in found),
    )


def complete_pages(about: RoundIssue, criteria: int) -> dict[UUID, bool]:
    """Return who is asked about an issue, and whether their page of it is complete: no values."""
    answered = Q(scores__level__isnull=False) | Q(scores__cannot_say=True)
    rows = (
        Assignment.objects.filter(round_issue=about, assessor__withdrawn_because="")
        .annotate(answers=Count("scores", filter=answered & Q(scores__stage=about.round.stage)))
        .order_by()
    )
    return {who: answers >= criteria for who, answers in rows.values_list("assessor_id", "answers")}


def begun_pages(about: Round) -> Counter[UUID]:
    """Return how many people have begun to score each issue in this stage, by its id."""
    rows = (
        Assignment.objects.filter(assessor__round=about, assessor__withdrawn_because="")
        # also who cannot say: to leave them out would tell it, beside how many are complete
        .filter(
            Q(scores__level__isnull=False) | Q(scores__cannot_say=True),
            scores__stage=about.stage,
        )
        .order_by()
        .values("round_issue_id")
        .annotate(people=Count("pk", distinct=True))
    )
    return Counter({row["round_issue_id"]: row["people"] for row in rows})


def messages(about: Round) -> QuerySet[Message]:
    """Return what was sent to a round's assessors, the latest first."""
    found = Message.objects.filter(assessor__round=about)
    return found.select_related("assessor__membership__person").order_by("-written_at", "pk")


def closing(about: Round) -> Closing | None:
    """Return the record of a round's latest closing."""
    return Closing.objects.filter(round=about).order_by("-stage").first()


def may_reopen(about: Round, rules: Rules) -> bool:
    """Return whether a second round may follow: the rules declared how many there are at most."""
    return about.is_closed and about.stage < rules.consensus.max_rounds


@dataclass(frozen=True, slots=True)
class Latest:
    """A partnership's latest round, and the latest that has closed, if any."""

    round: Round
    closed: Round | None


def latest(some: Sequence[Seat]) -> dict[UUID, Latest]:
    """Return the latest rounds of each of these seats' partnerships that has any."""
    found = Round.objects.filter(partnership__in=[one.partnership.pk for one in some])
    rows = list(found.defer("method_text", "rules_text").order_by("made_at", "pk"))
    closed = {one.partnership_id: one for one in rows if one.is_closed}
    return {one.partnership_id: Latest(one, closed.get(one.partnership_id)) for one in rows}


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own rounds and their issues that have these ids."""
    rounds = Round.objects.filter(partnership=here.partnership, pk__in=ids)
    issues = RoundIssue.objects.filter(round__partnership=here.partnership, pk__in=ids)
    return [rounds.values_list("pk", "name"), issues.values_list("pk", "issue__name")]


def _one(found: QuerySet[Kind], public_id: UUID) -> Kind:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
