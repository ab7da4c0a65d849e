"""What can be said of an action, as one value: what forms, files and programs all hand over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.documents.markings import OFFICIAL
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency, Membership
from commonground.rooms.plan.checking import check_length, check_marking, own, some_words, words
from commonground.rooms.plan.models import (
    ENDED,
    Action,
    Board,
    Recommendation,
    Status,
)

ROLE_LENGTH = 150
BY_LENGTH = 200
MOST_MONTHS = 60
MOST_POUNDS = Decimal("9999999999.99")
MOST_DAYS = Decimal("999999.9")
_DATES = ("starts_on", "due_on", "review_on")
_WORDS = (
    "resource", "dependency", "completion", "learning", "equality_note", "expected_effect",
)  # fmt: skip
_TIED = {
    "recommendations", "boards", "lead_agency", "lead_person", "supporting_agencies", "staff_days",
    "status",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionFields:
    """Every field of an action that people set; what it is tied to by ids."""

    text: str
    recommendations: frozenset[UUID] = frozenset()
    boards: frozenset[UUID] = frozenset()
    lead_agency: UUID | None = None
    lead_role: str = ""
    lead_person: UUID | None = None
    supporting_agencies: frozenset[UUID] = frozenset()
    starts_on: date | None = None
    due_on: date | None = None
    review_on: date | None = None
    review_every_months: int | None = None
    status: Status = Status.NOT_STARTED
    reason: str = ""
    cost: Decimal | None = None
    staff_days: Mapping[UUID, Decimal] = field(default_factory=dict)
    resource: str = ""
    dependency: str = ""
    completion: str = ""
    learning: str = ""
    equality_note: str = ""
    expected_effect: str = ""
    expected_by: str = ""
    marking: str = OFFICIAL


@dataclass(frozen=True, slots=True)
class Ties:
    """The objects that an action's ids name, each of its own partnership."""

    recommendations: list[Recommendation]
    boards: list[Board]
    lead_agency: Agency | None
    lead_person: Membership | None
    supporting_agencies: list[Agency]
    staff_days: list[tuple[Agency, Decimal]]


def fields_of(about: Action) -> ActionFields:
    """Return what is said of an action now."""
    plain = {one.name: getattr(about, one.name) for one in fields(ActionFields)
             if one.name not in _TIED}  # fmt: skip
    return ActionFields(
        **plain,
        status=Status(about.status),
        recommendations=frozenset(one.pk for one in about.recommendations.all()),
        boards=frozenset(one.pk for one in about.boards.all()),
        lead_agency=about.lead_agency_id,
        lead_person=about.lead_person_id,
        supporting_agencies=frozenset(one.pk for one in about.supporting_agencies.all()),
        staff_days={one.agency_id: one.days for one in about.staff_days.all()},
    )


def put(about: Action, told: ActionFields, today: date) -> None:
    """Write the plain fields on an action that is not saved here; BadInput for what cannot be."""
    about.text = some_words(told.text, _("Enter the action."))
    about.lead_role = " ".join(told.lead_role.split())
    check_length(about.lead_role, ROLE_LENGTH)
    _check_dates(told)
    for name in ("starts_on", "due_on", "review_on", "review_every_months"):
        setattr(about, name, getattr(told, name))
    put_status(about, told.status, told.reason, today)
    _check_means(told)
    about.cost = told.cost
    for name in _WORDS:
        setattr(about, name, words(getattr(told, name)))
    about.expected_by = " ".join(told.expected_by.split())
    check_length(about.expected_by, BY_LENGTH)
    if about.expected_effect and not about.expected_by:
        raise BadInput(_("Say who assumes the effect."))
    check_marking(told.marking)
    about.marking = told.marking


def put_status(about: Action, status: Status, reason: str, today: date) -> None:
    """Write a status with its reason: stopping takes one, and ending has a date."""
    said = words(reason)
    if status == Status.STOPPED and not said:
        raise BadInput(_("Say why the action was stopped."))
    if status not in ENDED:
        about.ended_on = None
    elif about.status != status or about.ended_on is None:
        about.ended_on = today
    about.status, about.reason = status, said


def tied(by: Seat, told: ActionFields) -> Ties:
    """Return the objects that the ids name; BadInput where one is another partnership's."""
    here = by.partnership
    agencies = {
        one.pk: one
        for one in own(
            Agency.objects.filter(partnership=here),
            {*told.supporting_agencies, *told.staff_days, *_one(told.lead_agency)},
            _("Choose agencies of this partnership."),
        )
    }
    people = own(
        Membership.objects.filter(partnership=here).select_related("person"),
        _one(told.lead_person), _("Choose an owner who is in this partnership."),
    )  # fmt: skip
    recommendations = own(
        Recommendation.objects.filter(plan__partnership=here).select_related("plan"),
        told.recommendations,
        _("Choose recommendations of this partnership’s plans."),
    )  # fmt: skip
    boards = own(
        Board.objects.filter(partnership=here), told.boards,
        _("Choose a board of this partnership."),
    )  # fmt: skip
    return Ties(
        recommendations, boards,
        agencies[told.lead_agency] if told.lead_agency else None,
        people[0] if people else None,
        [agencies[one] for one in told.supporting_agencies],
        [(agencies[pk], days) for pk, days in told.staff_days.items()],
    )  # fmt: skip


def in_words(about: Action, told: ActionFields, ties: Ties) -> dict[str, str]:
    """Return each field as it is shown to people, for the rows of the log."""
    return {
        **{name: getattr(about, name) for name in ("text", "lead_role", "reason", "expected_by")},
        **{name: getattr(about, name) for name in _WORDS},
        # two plans may have one of the same number
        "recommendations": _listed(f"{one.plan.name}: {one.ref}" for one in ties.recommendations),
        "boards": _listed(one.name for one in ties.boards),
        "lead_agency": ties.lead_agency.name if ties.lead_agency else "",
        "lead_person": ties.lead_person.person.name if ties.lead_person else "",
        "supporting_agencies": _listed(one.name for one in ties.supporting_agencies),
        **{name: day_in_words(getattr(about, name)) for name in _DATES},
        "review_every_months": str(about.review_every_months or ""),
        "status": str(Status(about.status).label),
        "cost": "" if told.cost is None else f"£{told.cost:,.2f}",
        "staff_days": _listed(f"{one.name}: {days}" for one, days in ties.staff_days),
        "marking": about.marking,
    }


def day_in_words(day: date | None) -> str:
    """Return a day as it is shown to people."""
    return "" if day is None else date_format(day, "DATE_FORMAT")


def check_date_order(starts_on: date | None, due_on: date | None) -> None:
    """Raise BadInput, with both dates, for an action that is due before it starts."""
    if starts_on is not None and due_on is not None and due_on < starts_on:
        raise BadInput(
            _("The action is due on %(due)s, before it starts on %(start)s.")
            % {"due": day_in_words(due_on), "start": day_in_words(starts_on)}
        )


def _check_dates(told: ActionFields) -> None:
    check_date_order(told.starts_on, told.due_on)
    months = told.review_every_months
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise BadInput(
            _("An action is reviewed every 1 to %(most)s months.") % {"most": MOST_MONTHS}
        )


def _check_means(told: ActionFields) -> None:
    if told.cost is not None and not 0 <= told.cost <= MOST_POUNDS:
        raise BadInput(_("Enter a cost in pounds that is not below nothing."))
    if any(not 0 <= days <= MOST_DAYS for days in told.staff_days.values()):
        raise BadInput(_("Enter staff days that are not below nothing."))


def _one(public_id: UUID | None) -> set[UUID]:
    return {public_id} if public_id else set()


def _listed(some: Iterable[str]) -> str:
    return ", ".join(sorted(some))
