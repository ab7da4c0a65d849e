"""Owners are asked, reminded and escalated: each letter once, to whoever holds the role."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from asking_here import CHOOSY, DAY, DYING, ON, REFUSING, TITLE, Asked, join, leave, rules, sent_to
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.recording import SYSTEM
from commonground.rooms.people.access import LinkState, opened_link
from commonground.rooms.people.models import Partnership, Person, Purpose
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.action_actions import add_action
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.models import Action, AskingRules, Letter, Posted, Rhythm, Status
from commonground.rooms.plan.models import Entry as LogEntry
from commonground.rooms.plan.reminding import asking_on
from commonground.rooms.plan.reminding_actions import (
    MOST_TRIES,
    ON_ITS_WAY,
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


def letters(kind: Letter) -> list[Posted]:
    return list(Posted.objects.filter(letter=kind, sent_at__isnull=False))


def wait() -> None:
    """Let so much time pass that what was on its way is not any more."""
    Posted.objects.update(tried_at=timezone.now() - ON_ITS_WAY - timedelta(seconds=1))


def test_an_owner_is_asked_by_one_link_and_told_what_they_lead(asked: Asked) -> None:
    done = asked.run()

    [letter] = sent_to(asked.owner)
    assert done.due[Letter.ASK] == 1
    assert "A1: Briefing to partnership in March 2016." in letter.body
    assert "Due 31 March 2028" in letter.body
    assert "Cerys" not in letter.body
    [token] = [one.rstrip("/").split("/")[-1] for one in letter.body.split() if "://" in one]
    opened = opened_link(token, timezone.now(), Purpose.ANSWER)
    assert (opened.state, opened.link and opened.link.membership) == (LinkState.GOOD, asked.owner)


def test_nobody_is_asked_twice_in_a_quarter(asked: Asked) -> None:
    for days in (0, 0, 1, 40, 79):
        asked.run(DAY + timedelta(days=days))
    assert len(sent_to(asked.owner)) == 1

    asked.run(date(2027, 7, 1))
    assert len(sent_to(asked.owner)) == 2


def test_a_month_twice_asks_once_in_each(asked: Asked) -> None:
    rules(asked.planned, MONTHLY)
    for day in (DAY, DAY, date(2027, 4, 30), date(2027, 5, 1), date(2027, 5, 1)):
        asked.run(day)

    assert len(sent_to(asked.owner)) == 2


def test_another_rhythm_within_the_period_asks_nobody_again(asked: Asked) -> None:
    rules(asked.planned, MONTHLY)
    asked.run(date(2027, 5, 3))
    rules(asked.planned, ON)
    asked.run(date(2027, 5, 20))

    assert len(sent_to(asked.owner)) == 1


@pytest.mark.parametrize(
    ("field", "kind"), [("review_on", Letter.REVIEW_SOON), ("due_on", Letter.DUE_SOON)]
)
def test_a_coming_date_is_reminded_once_and_a_moved_one_again(
    asked: Asked, field: str, kind: Letter
) -> None:
    asked.quiet()
    coming = DAY + timedelta(days=20)
    asked.change(**{field: coming})

    asked.run(DAY + timedelta(days=5))
    assert letters(kind) == []
    for days in (6, 7, 20):
        asked.run(DAY + timedelta(days=days))
    assert len(sent_to(asked.owner)) == 1
    assert "in 14 days" in sent_to(asked.owner)[0].body

    asked.change(**{field: coming + timedelta(days=10)})
    asked.run(DAY + timedelta(days=21))
    assert len(sent_to(asked.owner)) == 2


def test_what_one_day_brings_somebody_goes_in_one_e_mail(asked: Asked) -> None:
    asked.change(due_on=DAY + timedelta(days=3), review_on=DAY + timedelta(days=2))
    asked.planned.change(
        asked.planned.actions[1], status=Status.ON_TRACK, reason="",
        lead_agency=asked.action.lead_agency_id, lead_role=TITLE, due_on=DAY + timedelta(days=1),
    )  # fmt: skip
    asked.run()

    [letter] = sent_to(asked.owner)
    assert letter.body.count("\n- A") == 2
    # the second action's review was due years ago
    assert Posted.objects.filter(member=asked.owner).count() == 4
    asked.run()
    assert len(sent_to(asked.owner)) == 1


def test_an_escalation_goes_once_though_the_command_runs_for_sixty_days(asked: Asked) -> None:
    asked.quiet()
    asked.change(due_on=DAY)
    for days in range(60):
        asked.run(DAY + timedelta(days=days))

    [letter] = sent_to(asked.chair)
    assert "A1: Briefing" in letter.body
    assert "Olwen Owner (Head of service, Social Services)" in letter.body
    assert "7 days ago" in letter.body


def test_a_moved_date_that_is_missed_again_is_escalated_again(asked: Asked) -> None:
    asked.quiet()
    asked.change(due_on=DAY)
    asked.run(DAY + timedelta(days=8))
    asked.change(due_on=DAY + timedelta(days=10))
    asked.run(DAY + timedelta(days=16))
    assert len(sent_to(asked.chair)) == 1
    asked.run(DAY + timedelta(days=17))

    assert len(sent_to(asked.chair)) == 2


def test_a_new_chair_is_not_told_what_the_last_one_was(asked: Asked) -> None:
    asked.quiet()
    asked.change(due_on=DAY)
    asked.run(DAY + timedelta(days=8))
    leave(asked.chair, DAY + timedelta(days=9))
    new = join(asked.planned, "Nia Newchair", "", Role.CHAIR)
    asked.run(DAY + timedelta(days=9))

    assert len(sent_to(asked.chair)) == 1
    assert sent_to(new) == []


def test_without_a_chair_the_senior_lead_is_told_and_without_one_the_analyst(
    asked: Asked,
) -> None:
    partnership = asked.planned.here.partnership
    lead = join(asked.planned, "Sian Senior", "", Role.MEMBER)
    Partnership.objects.filter(pk=partnership.pk).update(police_lead=lead)
    leave(asked.chair, DAY)
    asked.change(due_on=DAY - timedelta(days=8))
    asked.run()
    assert "8 days ago" in sent_to(lead)[0].body

    leave(lead, DAY)
    asked.change(due_on=DAY - timedelta(days=7))
    asked.run(DAY + timedelta(days=1))
    [digest, late] = [one for one in mail.outbox if one.to == [asked.planned.here.analyst.email]]
    assert "LATE" in digest.body
    assert "8 days ago" in late.body


def test_the_letter_of_who_left_goes_to_who_holds_the_role(asked: Asked) -> None:
    asked.quiet()
    asked.change(review_on=DAY + timedelta(days=10), lead_person=asked.owner.pk)
    leave(asked.owner, DAY)
    new = join(asked.planned, "Nerys Newowner", TITLE)
    asked.run(DAY + timedelta(days=1))

    assert sent_to(asked.owner) == []
    assert len(sent_to(new)) == 1


def test_what_was_not_sent_before_somebody_left_never_goes_to_them(asked: Asked) -> None:
    with override_settings(EMAIL_BACKEND=REFUSING):
        asked.run()
    leave(asked.owner, DAY)
    asked.run(DAY + timedelta(days=1))

    assert sent_to(asked.owner) == []
    assert Posted.objects.get(member=asked.owner).needless_since == DAY + timedelta(days=1)


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


def test_what_the_mail_server_refuses_is_kept_and_tried_a_few_times(asked: Asked) -> None:
    with override_settings(EMAIL_BACKEND=REFUSING):
        for day in range(MOST_TRIES + 2):
            done = asked.run(DAY + timedelta(days=day))
    letter = Posted.objects.get(letter=Letter.ASK)

    assert "is full" in letter.fault
    assert (letter.tries, letter.sent_at, done.failed) == (MOST_TRIES, None, 0)
    assert asked.run(DAY + timedelta(days=9)).sent == 0


@pytest.mark.parametrize("others", [("Abel",), ("Zoe",), ("Abel", "Zoe")])
def test_an_address_that_is_not_there_keeps_nobody_else_from_their_letter(
    asked: Asked, others: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonground.rooms.plan.letters.AT_ONCE", 1)
    for name in others:
        member = join(asked.planned, name, name)
        fields = ActionFields(f"Meet {name}", lead_agency=member.agency_id, lead_role=name)
        add_action(by=asked.planned.seat, fields=fields)

    with override_settings(EMAIL_BACKEND=CHOOSY):
        done = asked.run()

    assert (done.failed, done.sent) == (1, len(mail.outbox))
    assert {f"{name.lower()}@example.org" for name in others} <= {one.to[0] for one in mail.outbox}
    assert "no such mailbox" in Posted.objects.get(member=asked.owner, letter=Letter.ASK).fault


def test_a_letter_that_failed_goes_once_the_server_takes_it(asked: Asked) -> None:
    with override_settings(EMAIL_BACKEND=REFUSING):
        asked.run()
    asked.run()

    assert len(sent_to(asked.owner)) == 1
    letter = Posted.objects.get(letter=Letter.ASK)
    assert (letter.fault, letter.sent_at is not None) == ("", True)


def test_what_was_written_when_the_machine_died_is_sent_by_a_later_run(asked: Asked) -> None:
    with override_settings(EMAIL_BACKEND=DYING), pytest.raises(KeyboardInterrupt):
        asked.run()
    assert Posted.objects.get(letter=Letter.ASK).sent_at is None

    # it may be on its way still, by another run
    asked.run()
    assert sent_to(asked.owner) == []
    wait()
    asked.run()
    assert len(sent_to(asked.owner)) == 1


def test_two_runs_at_once_take_up_each_letter_once(asked: Asked) -> None:
    partnership = asked.planned.here.partnership
    _, mine = write_down(by=SYSTEM, partnership=partnership, day=DAY)
    _, theirs = write_down(by=SYSTEM, partnership=partnership, day=DAY)
    first = take_up(by=SYSTEM, partnership=partnership, day=DAY, some=mine)
    second = take_up(by=SYSTEM, partnership=partnership, day=DAY, some=theirs)

    assert (len(first), second) == (len(mine), [])
    assert len(mine) == len(theirs) > 0


def test_the_digest_says_what_moved_is_late_unowned_and_awaited(asked: Asked) -> None:
    asked.change(status=Status.ON_TRACK, review_on=DAY - timedelta(days=1))
    asked.planned.change(
        asked.planned.actions[1], status=Status.AT_RISK, reason="Short of staff", lead_role="Nobody"
    )
    LogEntry.objects.update(at=timezone.now() + timedelta(days=120))
    asked.run()

    [digest] = [one for one in mail.outbox if one.to == [asked.planned.here.analyst.email]]
    for said in ("From Not started to On track.", "LATE", "LED BY NOBODY",
                 "A2: Arrange local media coverage", "No date waits for a decision."):  # fmt: skip
        assert said in digest.body


def test_the_digest_names_who_was_asked_and_is_silent(asked: Asked) -> None:
    asked.run()
    Action.objects.update(told_at=timezone.now() - timedelta(days=1))
    Posted.objects.filter(letter=Letter.ASK).update(sent_at=timezone.now())
    mail.outbox.clear()
    asked.run(date(2027, 7, 1))

    [digest] = [one for one in mail.outbox if one.to == [asked.planned.here.analyst.email]]
    assert "Olwen Owner: A1" in digest.body


def test_an_owner_without_an_address_is_named_to_the_analyst(asked: Asked) -> None:
    Person.objects.filter(pk=asked.owner.person_id).update(email=None)
    done = asked.run()

    assert done.unreachable == 1
    assert "Olwen Owner" in mail.outbox[0].body


def test_an_e_mail_names_what_is_marked_by_its_number_alone(asked: Asked) -> None:
    asked.change(marking="OFFICIAL-SENSITIVE")
    asked.run()

    assert "A1 (OFFICIAL-SENSITIVE" in sent_to(asked.owner)[0].body
    assert not any("Briefing" in one.body for one in mail.outbox)


def test_the_record_tells_how_many_went_and_nobodys_address(asked: Asked) -> None:
    asked.run()

    told = Entry.objects.filter(verb__in=("wrote letters by", "sent letters by")).order_by("id")
    assert [one.actor for one in told] == ["system", "system"]
    assert '"sent":2' in told[1].after
    assert not any("@" in one.after for one in told)


def test_looking_writes_nothing_and_finds_the_same(asked: Asked) -> None:
    partnership = asked.planned.here.partnership
    looked = would_send(asking_on(AskingRules.objects.get(), DAY))

    assert Posted.objects.count() == 0
    assert looked == write_down(by=SYSTEM, partnership=partnership, day=DAY)[1]


def test_more_actions_take_no_more_queries(asked: Asked) -> None:
    def queries(day: date) -> int:
        with CaptureQueriesContext(connection) as made:
            asked.run(day)
        return len(made)

    asked.change(due_on=DAY - timedelta(days=9), review_on=DAY + timedelta(days=9))
    few = queries(DAY)
    agency = asked.action.lead_agency
    Action.objects.bulk_create(
        Action(partnership=asked.planned.here.partnership, number=number, text=f"Action {number}",
               lead_agency=agency, lead_role=TITLE, due_on=date(2027, 6, 20),
               review_on=date(2027, 7, 9))
        for number in range(100, 300)
    )  # fmt: skip

    # a statement takes some sixty rows, and 400 are written and taken up
    assert queries(date(2027, 7, 1)) <= few + 2 * 400 / 50
    assert Posted.objects.count() > 400
