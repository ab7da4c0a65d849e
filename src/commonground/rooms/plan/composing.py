"""Makes the printed plan out of what the room keeps: its strands down to its readings."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery

from commonground.documents.plan import plans as printed
from commonground.documents.words import day
from commonground.rooms.plan.models import (
    Action,
    Measure,
    MeasureKind,
    Milestone,
    Plan,
    Reading,
    Recommendation,
    Status,
)
from commonground.rooms.plan.strands import strand_set
from commonground.scoring.arithmetic import plain


def plan_of(about: Plan, on: date) -> printed.Plan:
    """Return a plan as it is printed on a day, in as many queries however long it is."""
    return _plan(about, on, {one.pk: _action(one) for one in _actions(about)})


def outline_of(about: Plan, on: date) -> printed.Plan:
    """Return as much of a plan as says who may read what of it: its texts and their markings."""
    found = Action.objects.filter(recommendations__plan=about).distinct()
    some = found.values_list("pk", "number", "text", "marking")
    return _plan(
        about, on,
        {
            pk: printed.Action(
                ref=Action(number=number).ref, text=text, owners=(), lead_role="", status="",
                is_live=False, is_led=False, marking=marking,
            )
            for pk, number, text, marking in some
        },
    )  # fmt: skip


def _plan(about: Plan, on: date, actions: Mapping[UUID, printed.Action]) -> printed.Plan:
    by_number = Prefetch("actions", Action.objects.only("pk", "number").order_by("number"))
    found = about.recommendations.order_by("number").prefetch_related(by_number)
    standing = [(one.strand, _recommendation(one, actions)) for one in found]
    return printed.Plan(
        id=str(about.pk),
        name=about.name,
        partnership=about.partnership.name,
        author=about.board.name if about.board else about.partnership.name,
        as_of=on,
        marking=about.marking,
        language="en-GB",
        strands=tuple(
            printed.Strand(
                strand.label,
                strand.meaning,
                tuple(one for under, one in standing if under == strand.id),
            )
            for strand in strand_set(about.strand_set).strands
        ),
        details=_details(about),
    )


def _details(about: Plan) -> tuple[tuple[str, str], ...]:
    ends = f"to {day(about.ends_on)}" if about.ends_on else "on"
    rows = [("Period", f"{day(about.starts_on)} {ends}")]
    if about.board:
        rows.append(("Reported to", about.board.name))
    if about.partnership.area:
        rows.append(("Area", about.partnership.area))
    return tuple(rows)


def _actions(about: Plan) -> list[Action]:
    last = Reading.objects.filter(measure=OuterRef("pk")).order_by("-on", "-number")
    read = (
        Measure.objects.filter(is_removed=False)
        .order_by("name", "pk")
        .annotate(
            last_on=Subquery(last.values("on")[:1]), last_value=Subquery(last.values("value")[:1])
        )
    )
    steps = Milestone.objects.filter(is_removed=False).order_by("position", "pk")
    found = Action.objects.filter(recommendations__plan=about).distinct()
    return list(
        found.select_related("lead_agency").prefetch_related(
            "supporting_agencies", Prefetch("milestones", steps), Prefetch("measures", read)
        )
    )  # fmt: skip


def _recommendation(
    about: Recommendation, actions: Mapping[UUID, printed.Action]
) -> printed.Recommendation:
    return printed.Recommendation(
        about.ref,
        about.text,
        about.marking,
        tuple(actions[one.pk] for one in about.actions.all()),
        printed.Standing(about.standing),
        about.reason,
    )


def _action(about: Action) -> printed.Action:
    supporting = sorted(one.name for one in about.supporting_agencies.all())
    lead = [about.lead_agency.name] if about.lead_agency else []
    return printed.Action(
        ref=about.ref,
        text=about.text,
        owners=(*lead, *supporting),
        is_led=bool(lead),
        lead_role=about.lead_role,
        status=str(Status(about.status).label),
        is_live=about.is_live,
        marking=about.marking,
        reason=about.reason,
        starts_on=about.starts_on,
        due_on=about.due_on,
        review_on=about.review_on,
        cost=about.cost,
        milestones=tuple(
            printed.Milestone(one.text, one.due_on, one.done_on) for one in about.milestones.all()
        ),
        measures=tuple(_measure(one) for one in about.measures.all()),
    )


def _measure(about: Measure) -> printed.Measure:
    return printed.Measure(
        about.name,
        str(MeasureKind(about.kind).label),
        about.unit,
        _figure(about.baseline, about.baseline_on),
        _figure(about.target, about.target_on),
        _figure(getattr(about, "last_value", None), getattr(about, "last_on", None)),
    )


def _figure(value: Decimal | None, on: date | None) -> str:
    if value is None:
        return ""
    return f"{plain(value)} ({day(on)})" if on else plain(value)
