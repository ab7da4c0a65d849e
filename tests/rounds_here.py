"""A round for tests: six people of three agencies, four issues, a five by five grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID, uuid4

from django.core import mail
from django.test import Client
from people_here import Here

from commonground.rooms.consultation import access, actions, running_actions, scoring_actions
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.models import Anonymity, Assessor, HeldBy, Kind, Round
from commonground.rooms.consultation.scoring_actions import Sender
from commonground.rooms.consultation.sending_actions import Written, write_message
from commonground.rooms.issues.actions import add_issue, theme_named
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.actions import add_agency
from commonground.rooms.people.member_actions import add_member
from commonground.rooms.people.models import Membership
from commonground.rooms.people.roles import Role

METHOD, RULES = "five-by-five-nrr-2023", "consultation-1"
CRITERIA = ("likelihood", "impact")
ISSUES = ("Knife crime", "Fly-tipping", "Loan sharks", "On-line grooming")
GAPS = "morile-thematic-2015"
"""A method with factors that a partnership must set."""


@dataclass(frozen=True)
class Consulted:
    """A round and how to get at its parts."""

    here: Here
    round_id: UUID

    @property
    def round(self) -> Round:
        """The round as it is now."""
        return access.round_(self.here.seat, self.round_id)

    @property
    def assessors(self) -> list[Assessor]:
        return list(access.assessors(self.round))

    @cached_property
    def at(self) -> str:
        """Where its pages are."""
        return f"/p/{self.here.partnership.pk}/rounds/{self.round_id}/"

    def open(self) -> "Consulted":
        running_actions.open_round(by=self.here.seat, about=self.round)
        return self

    def close(self) -> "Consulted":
        running_actions.close_round(by=self.here.seat, about=self.round)
        return self

    def link(self, assessor: Assessor) -> Written:
        """Return a new link for somebody, as an invitation carries it."""
        return write_message(
            by=self.here.seat, about=self.round, assessor=assessor, kind=Kind.INVITATION
        )

    def score_everything(self, people: int | None = None) -> "Consulted":
        """Let everybody, or so many people, score everything: the later an issue, the higher."""
        for number, one in enumerate(self.assessors[:people]):
            link = self.link(one).message.link
            assert link is not None
            for about in one.assignments.order_by("round_issue__position"):
                level = min(4, about.round_issue.position - 1 + number % 2)
                scoring_actions.take_scores(
                    by=Sender.link(link), assessor=one, assignment_id=about.pk,
                    submission_id=uuid4(),
                    answers=dict.fromkeys(CRITERIA, Answer(level=level, remark="Seen often")),
                )  # fmt: skip
        return self


def members_of(here: Here, agencies: int = 3, each: int = 2) -> list[Membership]:
    """Return new assessors of new agencies."""
    found = []
    for number in range(agencies):
        agency = add_agency(by=here.seat, name=f"Agency {number}")
        found += [
            add_member(
                by=here.seat, name=f"Invented {number} {one}",
                email=f"i{number}.{one}@example.org", agency=agency,
                roles=frozenset({Role.ASSESSOR}),
            )
            for one in range(each)
        ]  # fmt: skip
    return found


def draft_round(here: Here, *, method: str = METHOD, name: str = "Autumn") -> Consulted:
    """Return a round that holds nothing yet."""
    made = actions.make_round(
        by=here.seat, name=name, method_id=method, rules_id=RULES, held_by=HeldBy.REMOTE,
        anonymity=Anonymity.NEVER, closes_on=date(2030, 1, 31), shortlist_length=2,
    )  # fmt: skip
    return Consulted(here, made.pk)


def ready_round(here: Here, *, agencies: int = 3, names: Sequence[str] = ISSUES) -> Consulted:
    """Return a round in which everybody is asked about everything."""
    theme = theme_named(by=here.seat, name="Violence")
    issues = [add_issue(by=here.seat, name=name, theme=theme) for name in names]
    return round_of(here, issues, members_of(here, agencies=agencies))


def round_of(
    here: Here,
    issues: Sequence[Issue],
    members: Sequence[Membership],
    *,
    name: str = "Autumn",
    method: str = METHOD,
) -> Consulted:
    """Return a round of these issues and people, who are all asked about everything."""
    made = draft_round(here, name=name, method=method)
    actions.choose_issues(
        by=here.seat, about=made.round, issues=issues, linking={one.pk for one in issues[:1]}
    )
    actions.choose_assessors(by=here.seat, about=made.round, members=members)
    actions.assign(by=here.seat, about=made.round, each=len(issues))
    return made


def letters() -> list[str]:
    """Return the addresses in the letters that went out, in order."""
    return [line for one in mail.outbox for line in str(one.body).splitlines() if "/score/" in line]


def path_in(letter: str) -> str:
    """Return the path of a link."""
    return "/" + letter.split("/", 3)[3]


def answered(submission: UUID | None = None, **levels: str) -> dict[str, str]:
    """Return what a page of scores sends."""
    fields = {f"score-{name}": level for name, level in levels.items()}
    return {"submission": str(submission or uuid4()), **fields}


def anybody() -> Client:
    """Return the browser of somebody who has no account."""
    return Client()
