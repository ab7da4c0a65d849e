"""Checks the invented partnership, answers for a finding, and gives it an inspection to follow."""

from datetime import date, timedelta

from django.utils import timezone

from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.readiness import access
from commonground.rooms.readiness.answering_actions import answer
from commonground.rooms.readiness.checking_actions import check
from commonground.rooms.readiness.inspection_actions import (
    InspectionFields,
    add_recommendation,
    move_on,
)
from commonground.rooms.readiness.judging.rulebook import rulebook
from commonground.rooms.readiness.models import InspectionRecommendation, Stage

BODY = "An invented inspectorate"
BOARD = "The invented board of the demonstration"
ASKED = "Name an owner, by agency and role, for every recommendation of the plan (invented)."
ALSO_ASKED = "Measure what the plan changes for people, and not only what is done (invented)."
ANSWERED = "A15"


@action
def fill_demo(*, by: Seat) -> None:
    """Follow an inspection of which one recommendation came back, then check and answer once."""
    today = timezone.localdate()
    first = _received(by, ASKED, today - timedelta(days=800))
    _step(by, first, Stage.ACCEPTED, today - timedelta(days=760), "Accepted by the board.")
    _step(by, first, Stage.CLOSED, today - timedelta(days=500), "Closed by the board.")
    again = _received(by, ASKED, today - timedelta(days=60), first)
    _step(by, again, Stage.ACCEPTED, today - timedelta(days=40), "Accepted again by the board.")
    _received(by, ALSO_ASKED, today - timedelta(days=60))
    check(by=by)
    rule = rulebook().rule(ANSWERED)
    if rule is not None and access.open_rows(by.partnership).filter(rule=ANSWERED).exists():
        answer(
            by=by, rule=rule, key="", given_by=BOARD, review_on=today + timedelta(days=180),
            reason="A residents’ panel was heard in person (invented).",
        )  # fmt: skip
        check(by=by)


def _received(
    by: Seat, text: str, on: date, earlier: InspectionRecommendation | None = None
) -> InspectionRecommendation:
    return add_recommendation(
        by=by,
        fields=InspectionFields(
            body=BODY, held_on=on, text=text, received_on=on, due_on=on + timedelta(days=180),
            owner_role="Community safety analyst", repeats=earlier.pk if earlier else None,
        ),
    )  # fmt: skip


def _step(by: Seat, about: InspectionRecommendation, stage: Stage, on: date, note: str) -> None:
    current = InspectionRecommendation.objects.get(pk=about.pk)
    evidence = "The list of owners in the plan (invented)." if stage == Stage.CLOSED else ""
    move_on(
        by=by, about=current, version=current.version, stage=stage, on=on, note=note,
        evidence=evidence,
    )  # fmt: skip
