"""Owners are asked, reminded and escalated: each letter once, to whoever holds the role."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asking_here import DAY, ON, Asked
from django.core import mail

from commonground.rooms.audit.recording import SYSTEM
from commonground.rooms.plan.models import AskingRules, Posted, Rhythm, Status
from commonground.rooms.plan.reminding import asking_on
from commonground.rooms.plan.reminding_actions import (
    take_up,
    would_send,
    write_down,
)

pytestmark = pytest.mark.django_db


MONTHLY = replace(ON, every_months=Rhythm.MONTHLY)


@pytest.fixture
def asked(kept_asked: Asked) -> Asked:
    """The plan of the module, as it was made."""
    return kept_asked


def test_rules_that_are_off_send_nothing(asked: Asked) -> None:
    AskingRules.objects.update(is_on=False)
    asked.change(due_on=DAY - timedelta(days=30))

    assert (asked.run().sent, mail.outbox, Posted.objects.count()) == (0, [], 0)


def test_a_partnership_that_never_said_is_left_alone(asked: Asked) -> None:
    AskingRules.objects.all().delete()

    assert asked.run().sent == 0


def test_what_ended_is_neither_asked_nor_escalated(asked: Asked) -> None:
    asked.change(due_on=DAY - timedelta(days=30), status=Status.STOPPED, reason="No money")

    assert asked.run().sent == 0


def test_two_runs_at_once_take_up_each_letter_once(asked: Asked) -> None:
    partnership = asked.planned.here.partnership
    _, mine = write_down(by=SYSTEM, partnership=partnership, day=DAY)
    _, theirs = write_down(by=SYSTEM, partnership=partnership, day=DAY)
    first = take_up(by=SYSTEM, partnership=partnership, day=DAY, some=mine)
    second = take_up(by=SYSTEM, partnership=partnership, day=DAY, some=theirs)

    assert (len(first), second) == (len(mine), [])
    assert len(mine) == len(theirs) > 0


def test_looking_writes_nothing_and_finds_the_same(asked: Asked) -> None:
    partnership = asked.planned.here.partnership
    looked = would_send(asking_on(AskingRules.objects.get(), DAY))

    assert Posted.objects.count() == 0
    assert looked == write_down(by=SYSTEM, partnership=partnership, day=DAY)[1]
