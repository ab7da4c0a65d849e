"""`commonground remind`: run by a timer every day, and safe to run twice."""

import json
from datetime import timedelta
from uuid import uuid4

from asking_here import REFUSING, Asked, sent_to
from commands import Run
from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from commonground.rooms.plan.models import AskingRules, Posted


def test_it_writes_once_and_says_what_it_did(asked: Asked, run: Run) -> None:
    first, second = run("remind", "--format", "json"), run("remind", "--format", "json")

    assert (first.status, second.status) == (0, 0), first.err
    [done] = json.loads(first.out)
    assert (done["partnership"], done["asked"]) == (asked.planned.here.partnership.name, 1)
    assert done["sent"] == done["emails"] == len(mail.outbox)
    assert [one["sent"] for one in json.loads(second.out)] == [0]
    assert len(sent_to(asked.owner)) == 1


def test_a_dry_run_names_who_would_get_what_and_writes_nothing(asked: Asked, run: Run) -> None:
    told = run("remind", "--dry-run")

    assert "Olwen Owner: Asked for progress" in told.err
    assert (mail.outbox, Posted.objects.count()) == ([], 0)


def test_a_day_on_which_the_timer_did_not_run_is_made_up_for(asked: Asked, run: Run) -> None:
    assert (
        run("remind", "--day", f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}").status == 0
    )
    run("remind")

    assert len(sent_to(asked.owner)) == 1


def test_a_day_to_come_is_only_looked_at(asked: Asked, run: Run) -> None:
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"

    told = run("remind", "--day", tomorrow)

    assert told.status == 2
    assert "only --dry-run can say what would go then" in told.err
    assert run("remind", "--day", tomorrow, "--dry-run").status == 0
    assert mail.outbox == []


def test_a_mail_server_that_refuses_is_told_to_the_timer(asked: Asked, run: Run) -> None:
    with override_settings(EMAIL_BACKEND=REFUSING):
        told = run("remind")

    assert told.status == 1
    assert "The log of letters says why." in told.err


def test_an_unknown_partnership_is_bad_input(asked: Asked, run: Run) -> None:
    for wrong in (uuid4(), "Larkenmere"):
        told = run("remind", "--partnership", wrong)
        assert told.status == 2
        assert "There is no partnership with the ID" in told.err


def test_a_partnership_that_asks_nobody_is_not_named(asked: Asked, run: Run) -> None:
    AskingRules.objects.update(is_on=False)

    assert json.loads(run("remind", "--format", "json").out) == []
