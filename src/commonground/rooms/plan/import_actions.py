"""Takes a workbook over into its plan: all of it in one transaction, or nothing."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from commonground.documents.plan.workbook import Read, Row
from commonground.documents.plan.workbook.checking import ref_of
from commonground.documents.plan.workbook.rows import PARTED
from commonground.documents.reading.files.texts import same_name
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.plan import (
    action_actions,
    measure_actions,
    milestone_actions,
    plan_actions,
)
from commonground.rooms.plan.action_fields import ActionFields, fields_of
from commonground.rooms.plan.importing import (
    Compared,
    Comparison,
    Outcome,
    Prefer,
    compare,
    renamed,
)
from commonground.rooms.plan.measure_actions import MeasureFields
from commonground.rooms.plan.models import (
    Action,
    Better,
    Measure,
    MeasureKind,
    Milestone,
    Plan,
    Recommendation,
    Status,
    Via,
)
from commonground.rooms.plan.plan_actions import RecommendationFields
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.workbook_rows import Labels, Words, id_of, rows_of, words_of


class NoLongerSo(Exception):
    """What was seen in a preview is not what would be written now; nothing was."""

    def __init__(self, now: Comparison) -> None:
        self.now = now
        super().__init__("Somebody changed the plan after the preview was made.")


@dataclass(frozen=True, slots=True)
class _Taking:
    """A workbook that is being taken over: what names mean in it, and what new rows became."""

    by: Seat
    plan: Plan
    words: Words
    prefer: Prefer
    refs: dict[str, str] = field(default_factory=dict)
    """What new rows are called in the plan, by what the file calls them."""
    made: dict[str, UUID] = field(default_factory=dict)
    """The ids of every row that can be named, by what it is called in the plan."""

    def named(self, row: Row, name: str) -> list[UUID]:
        """Return the ids of the rows that a cell names."""
        said = renamed(row[name], self.refs)
        found = [said] if same_name(said) in self.made else said.split(PARTED)
        return [self.made[same_name(one)] for one in found if one]

    def note(self, row: Row, called: str, made: UUID) -> None:
        """Remember what a row is called in the plan, and its id."""
        self.made[same_name(called)] = made
        if not row.id and ref_of(row):
            self.refs[same_name(ref_of(row))] = called


@action
def import_workbook(
    *, by: Seat, about: Plan, read: Read, seen: str, prefer: Prefer = Prefer.HERE
) -> Comparison:
    """Write what a preview showed, `seen` being its digest; return what was done.

    Where a cell was changed in the file and here, `prefer` says which holds. Doing it twice does
    nothing the second time. NoLongerSo where something else would be written than was seen;
    BadInput where what the two make together cannot be.
    """
    check_may_do(by.roles, Verb.EDIT_PLANS)
    # two at the same moment, and whoever changes an action meanwhile, wait for each other here
    plan = Plan.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    list(Action.objects.select_for_update().filter(recommendations__plan=plan).order_by("pk"))
    words = words_of(plan)
    now = compare(read, rows_of(plan, words))
    if now.is_done:
        return now
    if now.digest != seen:
        raise NoLongerSo(now)
    taking = _Taking(by, plan, words, prefer)
    for one in now.rows:
        _take(taking, one)
    return now


def _take(taking: _Taking, one: Compared) -> None:
    row = one.row
    if one.now is not None:
        # a measure whose name changes is called by its old name in the file's readings, or its new
        taking.note(row, ref_of(one.now), UUID(one.now.id))
        if ref_of(row):
            taking.made[same_name(ref_of(row))] = UUID(one.now.id)
    if one.outcome is Outcome.NEW:
        _ADD[row.sheet](taking, row)
    elif one.outcome in (Outcome.CHANGED, Outcome.CONFLICT):
        cells = one.taken(taking.prefer)
        if cells:
            _CHANGE[row.sheet](taking, replace(row, cells=cells))


def _add_recommendation(taking: _Taking, row: Row) -> None:
    made = plan_actions.add_recommendation(
        by=taking.by, about=taking.plan,
        fields=RecommendationFields(**_recommendation(taking.words, row)),
    )  # fmt: skip
    taking.note(row, made.ref, made.pk)


def _change_recommendation(taking: _Taking, row: Row) -> None:
    about = Recommendation.objects.get(pk=row.id, plan=taking.plan)
    before = RecommendationFields(
        about.strand, about.text, about.priority,
        frozenset(one.pk for one in about.issues.all()),
        frozenset(one.pk for one in about.golden_themes.all()), about.judgement, about.marking,
    )  # fmt: skip
    plan_actions.change_recommendation(
        by=taking.by, about=about, version=about.version,
        fields=replace(before, **_recommendation(taking.words, row)),
    )  # fmt: skip


def _recommendation(words: Words, row: Row) -> dict[str, Any]:
    made: dict[str, Any] = _plain(row, ("text", "judgement", "marking"))
    if "strand" in row.cells:
        made["strand"] = words.strands.ids[row["strand"]]
    if "priority" in row.cells:
        made["priority"] = _whole(row["priority"])
    for name, labels in (("issues", words.issues), ("golden_themes", words.golden_themes)):
        if name in row.cells:
            made[name] = _ids(row[name], labels)
    return made


def _add_action(taking: _Taking, row: Row) -> None:
    made = action_actions.add_action(
        by=taking.by, fields=ActionFields(**_action(taking, row, frozenset())), via=Via.FILE
    )
    taking.note(row, made.ref, made.pk)


def _change_action(taking: _Taking, row: Row) -> None:
    about = Action.objects.get(pk=row.id, partnership=taking.by.partnership)
    before = fields_of(about)
    own = set(taking.plan.recommendations.values_list("pk", flat=True))
    # what the action serves in other plans is not in this workbook, and stays
    others = before.recommendations - own
    action_actions.change_action(
        by=taking.by, about=about, version=about.version,
        fields=replace(before, **_action(taking, row, others)), via=Via.FILE,
    )  # fmt: skip


_WORDS = (
    "text", "lead_role", "reason", "resource", "dependency", "completion", "learning",
    "equality_note", "expected_effect", "expected_by", "marking",
)  # fmt: skip


def _action(taking: _Taking, row: Row, others: frozenset[UUID]) -> dict[str, Any]:
    words = taking.words
    made: dict[str, Any] = _plain(row, _WORDS) | _dates(row, ("starts_on", "due_on", "review_on"))
    if "recommendations" in row.cells:
        made["recommendations"] = others | frozenset(taking.named(row, "recommendations"))
    for name, labels in (("lead_agency", words.agencies), ("lead_person", words.people)):
        if name in row.cells:
            made[name] = id_of(labels, row[name])
    for name, labels in (("supporting_agencies", words.agencies), ("boards", words.boards)):
        if name in row.cells:
            made[name] = _ids(row[name], labels)
    if "status" in row.cells:
        made["status"] = Status(words.statuses.ids[row["status"]])
    if "review_every_months" in row.cells:
        made["review_every_months"] = _whole(row["review_every_months"])
    if "cost" in row.cells:
        made["cost"] = _number(row["cost"])
    if "staff_days" in row.cells:
        made["staff_days"] = dict(_days(row["staff_days"], words.agencies))
    return made


def _days(text: str, agencies: Labels) -> list[tuple[UUID, Decimal]]:
    parts = [one.rpartition(": ") for one in text.split(PARTED) if one]
    return [(agencies.ids[name], Decimal(number)) for name, _colon, number in parts]


def _add_milestone(taking: _Taking, row: Row) -> None:
    (about,) = Action.objects.filter(pk__in=taking.named(row, "action"))
    dates = _dates(row, ("due_on", "done_on"))
    made = milestone_actions.add_milestone(
        by=taking.by, about=about, text=row["text"], due_on=dates["due_on"], via=Via.FILE
    )
    if dates["done_on"]:
        milestone_actions.change_milestone(
            by=taking.by, about=made, version=made.version, text=made.text, via=Via.FILE, **dates
        )


def _change_milestone(taking: _Taking, row: Row) -> None:
    about = Milestone.objects.select_related("action").get(
        pk=row.id, action__partnership=taking.by.partnership
    )
    before = {"text": about.text, "due_on": about.due_on, "done_on": about.done_on}
    told = before | _plain(row, ("text",)) | _dates(row, ("due_on", "done_on"))
    milestone_actions.change_milestone(
        by=taking.by, about=about, version=about.version, via=Via.FILE, **told
    )


def _add_measure(taking: _Taking, row: Row) -> None:
    (about,) = Action.objects.filter(pk__in=taking.named(row, "action"))
    made = measure_actions.add_measure(
        by=taking.by, about=about, fields=MeasureFields(**_measure(taking.words, row)),
        via=Via.FILE,
    )  # fmt: skip
    taking.note(row, f"{about.ref}: {made.name}", made.pk)


def _change_measure(taking: _Taking, row: Row) -> None:
    about = Measure.objects.select_related("action").get(
        pk=row.id, action__partnership=taking.by.partnership
    )
    before = MeasureFields(
        about.name, MeasureKind(about.kind), Better(about.better), about.unit, about.baseline,
        about.baseline_on, about.target, about.target_on, about.source, about.every_months,
    )  # fmt: skip
    measure_actions.change_measure(
        by=taking.by, about=about, version=about.version,
        fields=replace(before, **_measure(taking.words, row)), via=Via.FILE,
    )  # fmt: skip


def _measure(words: Words, row: Row) -> dict[str, Any]:
    made: dict[str, Any] = _plain(row, ("name", "unit", "source"))
    made |= _dates(row, ("baseline_on", "target_on"))
    for name in ("baseline", "target"):
        if name in row.cells:
            made[name] = _number(row[name])
    if "kind" in row.cells:
        made["kind"] = MeasureKind(words.measure_kinds.ids[row["kind"]])
    if "better" in row.cells:
        made["better"] = Better(words.directions.ids[row["better"]])
    if "every_months" in row.cells:
        made["every_months"] = _whole(row["every_months"])
    return made


def _add_reading(taking: _Taking, row: Row) -> None:
    (about,) = Measure.objects.select_related("action").filter(pk__in=taking.named(row, "measure"))
    who = row["said_by"] or taking.by.person.name
    measure_actions.add_reading(
        by=taking.by, about=about, via=Via.FILE,
        read=measure_actions.Read(
            date.fromisoformat(row["on"]), Decimal(row["value"]), who, row["note"]
        ),
    )  # fmt: skip


def _plain(row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row.cells}


def _dates(row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in names
        if name in row.cells
    }


def _ids(text: str, labels: Labels) -> frozenset[UUID]:
    return frozenset(labels.ids[one] for one in text.split(PARTED) if one)


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


_ADD = {
    "recommendations": _add_recommendation,
    "actions": _add_action,
    "milestones": _add_milestone,
    "measures": _add_measure,
    "readings": _add_reading,
}
_CHANGE = {
    "recommendations": _change_recommendation,
    "actions": _change_action,
    "milestones": _change_milestone,
    "measures": _change_measure,
}
