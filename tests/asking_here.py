"""A plan whose owners are asked, and mail servers that fail, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.core.mail.message import EmailMessage
from people_here import make_here
from plan_here import Planned, make_planned

from commonground.rooms.audit.recording import SYSTEM
from commonground.rooms.people.member_actions import add_member
from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.asking_actions import RulesFields, change_rules
from commonground.rooms.plan.letters import Reminded, remind
from commonground.rooms.plan.models import Action, Rhythm
from commonground.rooms.plan.reminding import rules_of

DAY = date(2027, 4, 12)
"""A Monday in the first month of a quarter."""
TITLE = "Head of service"
ON = RulesFields(is_on=True, every_months=Rhythm.QUARTERLY, days_before=14, days_after=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan with one action that somebody leads, far from its dates; the rules are on."""

    planned: Planned
    action: Action
    owner: Membership
    chair: Membership

    def run(self, day: date = DAY) -> Reminded:
        return remind(by=SYSTEM, partnership=self.planned.here.partnership, day=day)

    def change(self, **fields: object) -> Action:
        return self.planned.change(self.action, **fields)

    def quiet(self, day: date = DAY) -> None:
        """Let the letters of the period go, and forget them."""
        self.run(day)
        mail.outbox.clear()


def join(planned: Planned, name: str, title: str, role: Role = Role.ACTION_OWNER) -> Membership:
    """Return somebody new who has been here for long, at the lead agency of the first action."""
    member = add_member(
        by=planned.seat, name=name, email=f"{name.lower().replace(' ', '.')}@example.org",
        agency=planned.actions[0].lead_agency, title=title, roles=frozenset({role}),
    )  # fmt: skip
    HeldRole.objects.filter(membership=member).update(since=date(2020, 1, 1))
    return member


def leave(member: Membership, day: date) -> None:
    """End everything that a member is in the partnership, before a day."""
    HeldRole.objects.filter(membership=member).update(until=day - timedelta(days=1))


def rules(planned: Planned, fields: RulesFields = ON) -> None:
    """Say how owners are asked."""
    now = rules_of(planned.here.partnership)
    change_rules(by=planned.seat, version=now.version, fields=fields)


def make_asked(planned: Planned) -> Asked:
    """Let the first action be led by somebody; end the other."""
    owner = join(planned, "Olwen Owner", TITLE)
    chair = join(planned, "Cerys Chair", "", Role.CHAIR)
    HeldRole.objects.filter(membership__person=planned.here.analyst).update(since=date(2020, 1, 1))
    planned.change(planned.actions[1], status="stopped", reason="Not needed")
    action = planned.change(
        planned.actions[0], lead_role=TITLE, due_on=date(2028, 3, 31), review_on=date(2028, 1, 31)
    )
    rules(planned)
    return Asked(planned, action, owner, chair)


@pytest.fixture
def asked(planned: Planned) -> Asked:
    """A plan whose owners are asked."""
    return make_asked(planned)


@pytest.fixture(scope="module")
def kept_asked(kept_db: None) -> Asked:
    """The same, made once for a module."""
    return make_asked(make_planned(make_here()))


class Refusing(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPException("mailbox of olwen.owner@example.org is full")


class Choosy(LocmemBackend):
    """A mail server that knows no Olwen, and takes what goes to anybody else."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for one in email_messages:
            if any("olwen" in address for address in one.to):
                raise SMTPRecipientsRefused({one.to[0]: (550, b"no such mailbox")})
        return super().send_messages(email_messages)


class Dying(BaseEmailBackend):
    """A machine that is switched off when mail is sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise KeyboardInterrupt


REFUSING = f"{__name__}.{Refusing.__name__}"
CHOOSY = f"{__name__}.{Choosy.__name__}"
DYING = f"{__name__}.{Dying.__name__}"


def sent_to(member: Membership) -> list[Any]:
    """Return the e-mails that went to a member."""
    return [one for one in mail.outbox if one.to == [member.person.email]]
