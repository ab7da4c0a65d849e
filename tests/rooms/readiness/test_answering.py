"""Each rule that is on can be answered: for one row or as a whole, until a day, and taken back."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from people_here import Here, make_here
from readiness_cases import CASES, SOUND, Case, all_live, first
from readiness_here import checked, rows_of, rule_of, stands

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.readiness import access, answering_actions
from commonground.rooms.readiness.judging.engine import Standing
from commonground.rooms.readiness.models import Answer, FindingRow, Run
from commonground.rooms.readiness.rules import Verb
from commonground.rooms.refusals import NotAllowed

BY_RULE = {one.rule: one for one in reversed(CASES) if not one.thresholds}
LATER = timezone.localdate() + timedelta(days=90)


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Here:
    return make_here()


@pytest.fixture
def here(kept: Here, db: None) -> Here:
    """A partnership that is made once."""
    return kept


def answer(here: Here, rule_id: str, key: str, reason: str = "The board accepts it") -> Answer:
    return answering_actions.answer(
        by=here.seat, rule=rule_of(rule_id), key=key, reason=reason, given_by="The board, 3 May",
        review_on=LATER,
    )  # fmt: skip


@pytest.mark.parametrize("case", BY_RULE.values(), ids=BY_RULE)
def test_a_rule_is_answered_once_every_row_of_it_is(here: Here, case: Case) -> None:
    done = checked(here.seat, case.evidence)
    rows = rows_of(here.seat, case.rule)
    assert stands(here.seat, done, case.rule) == case.severity

    *some, last = rows
    for row in some:
        answer(here, case.rule, row.key)
    assert stands(here.seat, done, case.rule) == case.severity
    answer(here, case.rule, last.key)

    assert stands(here.seat, done, case.rule) == Standing.ANSWERED


def test_one_answer_can_be_for_the_whole_rule(here: Here) -> None:
    done = checked(here.seat, all_live(equality_note="")(SOUND))

    answer(here, "C11", "")

    assert len(rows_of(here.seat, "C11")) == 5
    assert stands(here.seat, done, "C11") == Standing.ANSWERED


def test_an_answer_lapses_and_can_be_taken_back(here: Here) -> None:
    done = checked(here.seat, first(due_on=None)(SOUND))
    [row] = rows_of(here.seat, "B5")
    given = answer(here, "B5", row.key)

    day_after = access.answers(here.partnership, LATER + timedelta(days=1))
    assert day_after.to("B5", row.key) is None
    assert day_after.lapsed("B5", row.key) == given
    for _ in range(2):
        answering_actions.take_back(
            by=here.seat, rule=rule_of("B5"), key=row.key, given_by="The board, 4 June"
        )

    assert stands(here.seat, done, "B5") == Standing.FAIL
    history = access.history(here.partnership, "B5", row.key)
    assert [(one.reason, one.number) for one in history] == [("", 2), ("The board accepts it", 1)]


def test_an_answer_holds_for_the_next_check_too(here: Here) -> None:
    late = first(due_on=None)(SOUND)
    checked(here.seat, late)
    [row] = rows_of(here.seat, "B5")
    answer(here, "B5", row.key)

    done = checked(here.seat, late)

    assert stands(here.seat, done, "B5") == Standing.ANSWERED
    [finding] = [one for one in access.findings([done.run]) if one.rule == "B5"]
    assert (finding.state, finding.rows, finding.answered) == ("fail", 1, 1)


def test_what_is_mended_goes_and_what_stays_wrong_is_wrong_since_the_first_check(
    here: Here,
) -> None:
    one, two = checked(here.seat, all_live(due_on=None)(SOUND)), first(due_on=None)(SOUND)
    assert len(rows_of(here.seat, "B5")) == 5

    done = checked(here.seat, two)

    [row] = rows_of(here.seat, "B5")
    assert row.since == one.run
    assert FindingRow.objects.filter(rule="B5", mended=done.run).count() == 4


def test_a_row_says_what_is_wrong_today(here: Here) -> None:
    checked(here.seat, first(due_on=None)(SOUND))
    checked(here.seat, first(due_on=None, review_on=None)(SOUND))

    [row] = rows_of(here.seat, "B5")

    assert row.template == "It has neither a due date nor a next review."


def test_the_same_findings_have_the_same_digest(here: Here) -> None:
    one, two = checked(here.seat, SOUND), checked(here.seat, SOUND)

    assert one.run.sha256 == two.run.sha256
    assert [run.number for run in Run.objects.order_by("number")] == [1, 2]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "Enter the reason"),
        ({"given_by": ""}, "Enter who says so"),
        ({"review_on": timezone.localdate()}, "Enter a date after today"),
        ({"key": "nothing"}, "There is nothing to answer for"),
    ],
)
def test_an_answer_without_its_parts_is_refused_and_nothing_is_written(
    here: Here, given: dict[str, object], sentence: str
) -> None:
    checked(here.seat, first(due_on=None)(SOUND))
    [row] = rows_of(here.seat, "B5")
    whole = {"key": row.key, "reason": "R", "given_by": "B", "review_on": LATER}

    with pytest.raises(BadInput, match=sentence), transaction.atomic():
        answering_actions.answer(by=here.seat, rule=rule_of("B5"), **(whole | given))  # type: ignore[arg-type]

    assert not Answer.objects.exists()


def test_only_the_analyst_and_the_chair_answer(here: Here) -> None:
    checked(here.seat, first(due_on=None)(SOUND))
    member = here.with_role(Role.MEMBER)
    seat = access.seat(member, here.partnership.pk, Verb.SEE_READINESS)

    with pytest.raises(NotAllowed):
        answering_actions.answer(
            by=seat, rule=rule_of("B5"), key="", reason="R", given_by="B", review_on=LATER
        )


def test_a_threshold_and_a_switch_are_dated_rows_and_say_who(here: Here) -> None:
    rule = rule_of("B13")

    def put(days: int, off: str) -> int:
        return answering_actions.set_rule(
            by=here.seat, rule=rule, thresholds={"days": days, "moves": 2}, off_reason=off,
            set_by="The board, 3 May",
        )  # fmt: skip

    assert [put(120, ""), put(120, ""), put(90, "By hand"), put(90, "")] == [1, 0, 2, 1]

    settings = access.settings(here.partnership)
    assert settings.thresholds[("B13", "days")] == 90
    assert "B13" not in settings.off
    assert Entry.objects.filter(object_type__in=["threshold", "switch"]).count() == 4


@pytest.mark.parametrize("days", [0, 1001])
def test_a_threshold_out_of_range_is_refused(here: Here, days: int) -> None:
    with pytest.raises(BadInput, match="A threshold is a number from 1 to 1,000"):
        answering_actions.set_rule(
            by=here.seat, rule=rule_of("B13"), thresholds={"days": days, "moves": 2},
            off_reason="", set_by="The board",
        )  # fmt: skip


def test_a_rule_that_cannot_be_judged_yet_cannot_be_set(here: Here) -> None:
    with pytest.raises(BadInput, match="cannot be judged yet"):
        answering_actions.set_rule(
            by=here.seat, rule=rule_of("C12"), thresholds={}, off_reason="", set_by="The board"
        )
