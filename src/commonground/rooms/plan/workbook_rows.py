"""A plan as the rows of its workbook, and what the names in it stand for: both ways."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.translation import override

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import MARKINGS
from commonground.documents.plan.workbook import Book, Row
from commonground.documents.plan.workbook.rows import cell_of
from commonground.rooms.issues.models import Issue
from commonground.rooms.issues.models import Status as IssueStatus
from commonground.rooms.people.models import Agency, Membership
from commonground.rooms.plan.models import (
    Action,
    Better,
    Board,
    Disruption,
    Measure,
    MeasureKind,
    Milestone,
    Plan,
    Reading,
    Recommendation,
    Scale,
    Standing,
    Status,
)
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.themes.models import GoldenTheme

Held = TypeVar("Held", bound=Model)
_PLAIN = (
    "text", "lead_role", "starts_on", "due_on", "review_on", "review_every_months", "reason",
    "cost", "resource", "dependency", "completion", "learning", "equality_note",
    "expected_effect", "expected_by", "marking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """What things are called in the workbook, each otherwise than every other."""

    by_id: Mapping[Any, str]

    @property
    def ids(self) -> dict[str, Any]:
        return {label: key for key, label in self.by_id.items()}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.by_id.values(), key=str.casefold))


@dataclass(frozen=True, slots=True)
class Words:
    """The names of everything that a plan's rows can be tied to."""

    agencies: Labels
    people: Labels
    boards: Labels
    issues: Labels
    golden_themes: Labels
    strands: Labels
    statuses: Labels
    measure_kinds: Labels
    directions: Labels

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """What may be chosen, by the name of the list."""
        sorted_ones = ("agencies", "people", "boards", "issues", "golden_themes")
        in_order = ("strands", "statuses", "measure_kinds", "directions")
        return {
            **{name: getattr(self, name).names for name in sorted_ones},
            **{name: tuple(getattr(self, name).by_id.values()) for name in in_order},
            "markings": MARKINGS,
        }


def in_english() -> AbstractContextManager[object]:
    """Return what keeps a workbook in the language of every document, whoever asks for it."""
    return override("en")


def words_of(about: Plan) -> Words:
    """Return what may be named in a plan's workbook."""
    with in_english():
        return _words(about)


def _words(about: Plan) -> Words:
    here = about.partnership
    tied = Q(status=IssueStatus.LIVE) | Q(recommendations__plan=about)
    people = Membership.objects.filter(partnership=here).select_related("person", "agency")
    return Words(
        agencies=_labels(Agency.objects.filter(partnership=here), str),
        people=_labels(people, lambda one: one.person.name, _at_agency),
        boards=_labels(Board.objects.filter(partnership=here), str),
        issues=_labels(here.issues.filter(tied).distinct(), lambda one: one.name),
        golden_themes=_labels(here.golden_themes.all(), lambda one: one.name),
        strands=Labels(strand_set(about.strand_set).labels),
        statuses=Labels({one.value: str(one.label) for one in Status}),
        measure_kinds=Labels({one.value: str(one.label) for one in MeasureKind}),
        directions=Labels({one.value: str(one.label) for one in Better}),
    )


def _at_agency(one: Membership) -> str:
    return f"{one.person.name} ({one.agency.name})" if one.agency else one.person.name


def _labels(
    found: QuerySet[Held],
    name: Callable[[Held], str],
    longer: Callable[[Held], str] | None = None,
) -> Labels:
    """Return names by id; those that several bear are told apart by more words, then a number."""
    held = list(found.order_by("pk"))
    for label in filter(None, (name, longer)):
        alike = Counter(cell_of(label(one)).casefold() for one in held)
        if len(alike) == len(held):
            break
    seen: Counter[str] = Counter()
    made = {}
    for one in held:
        said = cell_of((longer or name)(one) if alike[cell_of(label(one)).casefold()] > 1
                       else label(one))  # fmt: skip
        seen[said.casefold()] += 1
        number = seen[said.casefold()]
        made[one.pk] = said if number == 1 else f"{said} ({number})"
    return Labels(made)


def book_of(about: Plan, words: Words, at: datetime) -> Book:
    """Return a plan as its workbook holds it now."""
    rows = rows_of(about, words)
    markings = [about.marking, *(row["marking"] for row in rows if row["marking"])]
    return Book(
        str(about.pk), about.name, about.partnership.name, at, highest(markings), rows, words.lists
    )


def rows_of(about: Plan, words: Words) -> tuple[Row, ...]:
    """Return every row of a plan: in as many queries however long it is."""
    with in_english():
        return tuple(_rows(about, words))


def _rows(about: Plan, words: Words) -> Iterator[Row]:
    found = about.recommendations.order_by("number")
    for one in found.prefetch_related("issues", "golden_themes"):
        yield _row("recommendations", one, _recommendation(one, words))
    actions = list(actions_of(about))
    for action in actions:
        yield _row("actions", action, _action(action, about, words))
    for action in actions:
        for step in action.milestones.all():
            cells = {"action": action.ref, "text": step.text, "due_on": step.due_on,
                     "done_on": step.done_on}  # fmt: skip
            yield _row("milestones", step, cells)
    measures = [(action, one) for action in actions for one in action.measures.all()]
    for action, measure in measures:
        yield _row("measures", measure, _measure(action, measure, words))
    for action, measure in measures:
        for reading in measure.readings.all():
            yield _row("readings", reading, _reading(action, measure, reading))
    yield from _disruptions(actions, words)


def actions_of(about: Plan) -> QuerySet[Action]:
    """Return the actions that serve a plan, by number, with everything that is said of them."""
    found = Action.objects.filter(recommendations__plan=about).distinct().order_by("number")
    steps = Milestone.objects.filter(is_removed=False).order_by("position", "pk")
    measures = Measure.objects.filter(is_removed=False).order_by("name", "pk")
    readings = Reading.objects.order_by("on", "number")
    return found.prefetch_related(
        "supporting_agencies", "boards", "staff_days",
        Prefetch("recommendations", Recommendation.objects.order_by("number")),
        Prefetch("milestones", steps),
        Prefetch("measures", measures.prefetch_related(Prefetch("readings", readings))),
    )  # fmt: skip


def _row(sheet: str, about: Any, cells: Mapping[str, object]) -> Row:
    return Row(sheet, str(about.pk), about.version, {k: cell_of(v) for k, v in cells.items()})


def _recommendation(one: Recommendation, words: Words) -> dict[str, object]:
    return {
        "ref": one.ref,
        "strand": words.strands.by_id.get(one.strand, one.strand),
        "text": one.text,
        "priority": one.priority,
        "issues": _named(one.issues.all(), words.issues),
        "golden_themes": _named(one.golden_themes.all(), words.golden_themes),
        "judgement": one.judgement,
        "marking": one.marking,
        "standing": Standing(one.standing).label,
        "reason": one.reason,
    }


def _action(one: Action, about: Plan, words: Words) -> dict[str, object]:
    own = [each.ref for each in one.recommendations.all() if each.plan_id == about.pk]
    days = {words.agencies.by_id[each.agency_id]: each.days for each in one.staff_days.all()}
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "ref": one.ref,
        "recommendations": own,
        "lead_agency": words.agencies.by_id.get(one.lead_agency_id, ""),
        "lead_person": words.people.by_id.get(one.lead_person_id, ""),
        "supporting_agencies": _named(one.supporting_agencies.all(), words.agencies),
        "boards": _named(one.boards.all(), words.boards),
        "status": Status(one.status).label,
        "staff_days": [f"{name}: {cell_of(number)}" for name, number in days.items()],
    }


def _measure(action: Action, one: Measure, words: Words) -> dict[str, object]:
    plain = (
        "name", "unit", "baseline", "baseline_on", "target", "target_on", "source", "every_months",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in plain},
        "action": action.ref,
        "kind": words.measure_kinds.by_id[one.kind],
        "better": words.directions.by_id[one.better],
    }


def _reading(action: Action, measure: Measure, one: Reading) -> dict[str, object]:
    return {
        "measure": f"{action.ref}: {measure.name}",
        "on": one.on,
        "value": one.value,
        "unit": measure.unit,
        "note": one.note,
        "said_by": one.said_by,
    }


def _disruptions(actions: Iterable[Action], words: Words) -> Iterator[Row]:
    refs = {one.pk: one.ref for one in actions}
    found = Disruption.objects.filter(action__in=list(refs)).order_by("number")
    for one in found.select_related("agency"):
        yield _row("disruptions", one, {
            "ref": one.ref, "on": one.on, "subject": one.subject,
            "strand": words.strands.by_id.get(one.strand, one.strand),
            "scale": Scale(one.scale).label, "agency": one.agency.name,
            "action": refs.get(one.action_id, "") if one.action_id else "",
            "rationale": one.rationale, "marking": one.marking,
            "moderated_scale": Scale(one.moderated_scale).label if one.moderated_scale else "",
        })  # fmt: skip


def _named(found: Iterable[Agency | Board | Issue | GoldenTheme], labels: Labels) -> list[str]:
    return [labels.by_id[one.pk] for one in found if one.pk in labels.by_id]


def id_of(labels: Labels, label: str) -> UUID | None:
    """Return what a name stands for; None for no name."""
    found: UUID | None = labels.ids[label] if label else None
    return found
