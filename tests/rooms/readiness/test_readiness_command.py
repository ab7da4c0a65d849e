"""`commonground readiness`: a check without signing in, whose exit status says what stands."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from people_here import Here
from readiness_here import rule_of

from commonground.cli.main import commands
from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.readiness import answering_actions
from commonground.rooms.readiness.models import Run

LATER = timezone.localdate() + timedelta(days=30)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["readiness", *map(str, arguments)])


def answer(here: Here, rule_id: str) -> None:
    answering_actions.answer(
        by=here.seat, rule=rule_of(rule_id), key="", reason="We know", given_by="The board",
        review_on=LATER,
    )  # fmt: skip


def test_it_prints_how_each_rule_stands_and_keeps_the_run(here: Here) -> None:
    told = run(here.partnership.name.upper())

    assert told.exit_code == 0, told.stderr
    lines = [" ".join(line.split()) for line in told.stdout.splitlines()]
    assert "C1 fail 3 0 Nobody to answer for it" in lines
    assert len(told.stdout.splitlines()) == 2 + 47
    kept = Run.objects.get()
    assert (kept.by, kept.number) == (None, 1)
    assert Entry.objects.get(object_id=kept.pk).actor == "system"


@pytest.mark.parametrize(
    ("fail_on", "answered", "status"),
    [
        (None, (), 0),
        ("fail", (), 1),
        ("warn", (), 1),
        ("fail", ("A1", "A5", "C1"), 0),
        ("warn", ("A1", "A5", "C1"), 1),
        ("warn", ("A1", "A5", "C1", "A15", "C8"), 0),
    ],
)
def test_it_fails_where_something_of_that_severity_stands_unanswered(
    here: Here, fail_on: str | None, answered: tuple[str, ...], status: int
) -> None:
    run(here.partnership.pk)
    for rule_id in answered:
        answer(here, rule_id)

    told = run(here.partnership.pk, *(["--fail-on", fail_on] if fail_on else []))

    assert told.exit_code == status
    assert ("Unanswered:" in told.stderr) == bool(status)


def test_each_kind_of_answer_holds_every_rule(here: Here, tmp_path: Path) -> None:
    found = json.loads(run(here.partnership.pk, "--format", "json").stdout)
    table = csv.DictReader(io.StringIO(run(here.partnership.pk, "--format", "csv").stdout))
    path = tmp_path / "out.json"
    run(here.partnership.pk, "--output", path)

    rules = {one["rule"]: one for one in found["rules"]}
    assert rules["C12"]["why"] == "Tasking is not kept here."
    assert rules["B5"]["stands"] == "nothing"
    assert [one["rule"] for one in table] == list(rules)
    assert json.loads(path.read_text(encoding="utf-8"))["number"] == 3


def test_the_reason_of_somebody_is_no_formula_in_a_table(here: Here) -> None:
    answering_actions.set_rule(
        by=here.seat, rule=rule_of("C1"), thresholds={}, off_reason="=1+1", set_by="The board"
    )

    assert ",'=1+1" in run(here.partnership.pk, "--format", "csv").stdout


@pytest.mark.parametrize("name", ["Nowhere", uuid4()])
def test_a_partnership_that_is_not_there_is_refused_with_those_that_are(
    here: Here, name: object
) -> None:
    told = run(name)

    assert isinstance(told.exception, BadInput)
    assert f"There is no one partnership {name}" in str(told.exception)
    assert str(here.partnership.pk) in str(told.exception)
    assert not Run.objects.exists()


def test_a_check_by_a_command_is_the_same_as_one_on_the_page(here: Here) -> None:
    here.member(Role.CHAIR)
    run(here.partnership.pk)
    here.analysts_browser.post(f"/p/{here.partnership.pk}/readiness/check/")

    one, two = Run.objects.order_by("number")
    assert one.sha256 == two.sha256
