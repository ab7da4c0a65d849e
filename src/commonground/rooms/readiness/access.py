"""The only door to what was found of readiness: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.http import Http404

from commonground.rooms.audit.models import Entry
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.readiness.judging.engine import Settings, Standing, State, worst
from commonground.rooms.readiness.judging.rulebook import Heading, Rule, Severity, rulebook
from commonground.rooms.readiness.models import (
    Answer,
    Finding,
    FindingRow,
    Run,
    Switch,
    Threshold,
)
from commonground.rooms.readiness.rules import Verb, check_may_do

OWN = ("run", "answer", "threshold", "switch", "inspection")
"""The kinds of object of this room whose being written changes nothing that was judged."""


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def heading(heading_id: str) -> Heading:
    """Return one heading by its id; Http404 where there is none."""
    found = rulebook().heading(heading_id)
    if found is None:
        raise Http404
    return found


def rule(rule_id: str) -> Rule:
    """Return one rule by its id; Http404 where there is none."""
    found = rulebook().rule(rule_id)
    if found is None:
        raise Http404
    return found


def runs(here: Seat) -> QuerySet[Run]:
    """Return the partnership's runs, the latest first, with who asked for each."""
    check_may_do(here.roles, Verb.SEE_READINESS)
    return runs_of(here.partnership)


def runs_of(partnership: Partnership) -> QuerySet[Run]:
    """Return the same of a partnership whose seat is known to the caller, or that needs none."""
    found = Run.objects.filter(partnership=partnership)
    return found.select_related("by").order_by("-number")


def written_since(run: Run) -> bool:
    """Return whether anything was written after a run that could change what it found."""
    found = Entry.objects.filter(chain_id=run.partnership_id, sequence__gt=run.sequence)
    return found.exclude(object_type__in=OWN).exists()


def findings(some: Iterable[Run]) -> list[Finding]:
    """Return how each rule came out in each of these runs."""
    return list(Finding.objects.filter(run__in=[one.pk for one in some]))


def open_rows(partnership: Partnership) -> QuerySet[FindingRow]:
    """Return what is wrong as of the latest run."""
    found = FindingRow.objects.filter(partnership=partnership, mended__isnull=True)
    return found.select_related("since").order_by("rule", "id")


@dataclass(frozen=True)
class Answers:
    """The answers that stand on a day, by rule and key."""

    latest: dict[tuple[str, str], Answer]
    day: date

    def to(self, rule_id: str, key: str) -> Answer | None:
        """Return the answer that stands for a row: its own, or the whole rule's."""
        for asked in ((rule_id, key), (rule_id, "")):
            found = self.latest.get(asked)
            if found is not None and self.holds(found):
                return found
        return None

    def lapsed(self, rule_id: str, key: str) -> Answer | None:
        """Return an answer that held once, and whose date is past."""
        found = self.latest.get((rule_id, key))
        return found if found is not None and found.reason and not self.holds(found) else None

    def holds(self, one: Answer) -> bool:
        """Return whether an answer counts on the day."""
        return bool(one.reason) and one.review_on is not None and self.day <= one.review_on

    @property
    def keys(self) -> set[str]:
        """The keys of the rows that an answer counts for."""
        return {key for (_, key), one in self.latest.items() if key and self.holds(one)}


def answers(partnership: Partnership, day: date) -> Answers:
    """Return the latest answer to each rule and row."""
    found = Answer.objects.filter(partnership=partnership).order_by("number")
    return Answers({(one.rule, one.key): one for one in found}, day)


def history(partnership: Partnership, rule_id: str, key: str) -> list[Answer]:
    """Return every answer to a rule or row, the latest first."""
    found = Answer.objects.filter(partnership=partnership, rule=rule_id, key=key)
    return list(found.select_related("by").order_by("-number"))


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a rule stand open, by severity, and how many of them are answered."""

    rows: dict[Severity, int]
    answered: dict[Severity, int]

    @property
    def all(self) -> int:
        return sum(self.rows.values())

    @property
    def unanswered(self) -> list[Severity]:
        """The severities of which a row is left that nobody answered for."""
        return [one for one, number in self.rows.items() if number > self.answered.get(one, 0)]


def counts(partnership: Partnership, held: Answers) -> dict[str, Count]:
    """Return how many rows stand open against each rule, in two queries."""
    found: dict[str, Count] = {}
    rows = open_rows(partnership).order_by()
    grouped = rows.values("rule", "severity").annotate(number=models.Count("pk"))
    for rule_id, severity, number in grouped.values_list("rule", "severity", "number"):
        found.setdefault(rule_id, Count({}, {})).rows[Severity(severity)] = number
    whole = {rule_id for rule_id in found if held.to(rule_id, "")}
    for rule_id in whole:
        found[rule_id] = Count(found[rule_id].rows, dict(found[rule_id].rows))
    known = rows.filter(key__in=held.keys).values_list("rule", "key", "severity")
    for rule_id, key, severity in known:
        if rule_id not in whole and held.to(rule_id, key):
            answered = found[rule_id].answered
            answered[Severity(severity)] = answered.get(Severity(severity), 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class SetHere:
    """What a partnership set otherwise than the rules that ship: the latest row of each."""

    thresholds: dict[tuple[str, str], Threshold]
    switches: dict[str, Switch]

    @property
    def settings(self) -> Settings:
        return Settings(
            {key: one.value for key, one in self.thresholds.items()},
            {rule_id: one.reason for rule_id, one in self.switches.items() if one.reason},
        )


def set_here(here: Seat) -> SetHere:
    """Return what the partnership set, for those who may see it."""
    check_may_do(here.roles, Verb.SEE_READINESS)
    return _set_by(here.partnership)


def settings(partnership: Partnership) -> Settings:
    """Return the same as rules are judged by it, in two queries."""
    return _set_by(partnership).settings


def thresholds(here: Seat) -> Settings:
    """Return the numbers alone, in one query: a run says itself which rules were off."""
    check_may_do(here.roles, Verb.SEE_READINESS)
    return SetHere(_thresholds(here.partnership), {}).settings


def _set_by(partnership: Partnership) -> SetHere:
    switches = Switch.objects.filter(partnership=partnership).order_by("number")
    return SetHere(_thresholds(partnership), {one.rule: one for one in switches})


def _thresholds(partnership: Partnership) -> dict[tuple[str, str], Threshold]:
    found = Threshold.objects.filter(partnership=partnership).order_by("number")
    return {(one.rule, one.threshold): one for one in found}


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own inspections and answers that have these ids."""
    return [
        here.partnership.inspections.filter(pk__in=ids).values_list("pk", "body"),
        here.partnership.inspection_recommendations.filter(pk__in=ids).values_list("pk", "text"),
        here.partnership.readiness_answers.filter(pk__in=ids).values_list("pk", "rule"),
        here.partnership.readiness_thresholds.filter(pk__in=ids).values_list("pk", "rule"),
        here.partnership.readiness_switches.filter(pk__in=ids).values_list("pk", "rule"),
    ]


def standing(finding: Finding, count: Count | None) -> Standing:
    """Return how a rule stands now that answers count."""
    if count is None or not count.all or finding.state in (State.OFF, State.NOTHING):
        return Standing(finding.state)
    left = count.unanswered
    return Standing(worst(left)) if left else Standing.ANSWERED
