"""Programs that act for people of the tests' partnership: by a token, and by no cookie."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from people_here import Here
from rounds_here import ISSUES, Consulted, members_of, round_of

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.issues import actions
from commonground.rooms.people import access, token_actions
from commonground.rooms.people.models import HeldRole, Person, Scope
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb
from commonground.rooms.plan.action_actions import add_action
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.measure_actions import MeasureFields, add_measure
from commonground.rooms.plan.models import Better, MeasureKind
from commonground.rooms.plan.plan_actions import PlanFields, make_plan
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.actions import keep_ranking
from commonground.rooms.ranking.computing import result_text

API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token, or with none."""

    token: str = ""

    def send(self, method: str, path: str, body: object = None) -> Any:
        """Return the answer to a request; a body is sent as JSON."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        client: Any = Client(headers=headers)
        if body is None:
            return client.generic(method, f"{API}{path}")
        return client.generic(
            method, f"{API}{path}", client._encode_json(body, "application/json"),
            content_type="application/json",
        )  # fmt: skip

    def get(self, path: str) -> Any:
        return self.send("GET", path)

    def post(self, path: str, body: object) -> Any:
        return self.send("POST", path, body)

    def put(self, path: str, body: object) -> Any:
        return self.send("PUT", path, body)


def made_token(
    here: Here, person: Person | None = None, scope: Scope = Scope.WRITE, name: str = "A program"
) -> token_actions.MadeToken:
    """Return a new token of somebody in a partnership; of its analyst where nobody is named."""
    seat = access.seat(person or here.analyst, here.partnership.pk, Verb.HOLD_TOKENS)
    return token_actions.make_token(by=seat, name=name, scope=scope, lasts=timedelta(days=30))


def program(here: Here, person: Person | None = None, scope: Scope = Scope.WRITE) -> Program:
    """Return a program that acts for somebody in a partnership."""
    return Program(made_token(here, person, scope).secret)


def round_ids_in(here: Here, status: str) -> dict[str, UUID]:
    """Return a round of a partnership that is draft, open or closed, and what is in it.

    Whoever is an assessor here scores in it. An open one has an issue that was revealed, a closed
    one its ranking and an issue that is below the line.
    """
    names = [f"{name}, asked about" for name in ISSUES]
    issues = [actions.add_issue(by=here.seat, name=name) for name in names]
    members_of(here)
    people = list(consultation_access.can_assess(here.seat))
    found = round_of(here, issues, people, name=status.title())
    asked = [one.pk for one in consultation_access.round_issues(found.round)]
    ids = {"revealed": asked[0], "round_issue": asked[1], "scorer": people[0].pk}
    if status == "open":
        found.open().score_everything(people=1)
        first = consultation_access.round_issue(found.round, ids["revealed"])
        reveal(by=here.seat, about=first)
    elif status == "closed":
        found.open().score_everything().close()
        ids["below"] = below_the_line(here, found)
    return {**ids, status: found.round_id, "submission": uuid4()}


def below_the_line(here: Here, closed: Consulted) -> UUID:
    """Rank a closed round, and return one of its issues that is not on the shortlist."""
    about, closing = ranking_access.closed_round(here.seat, closed.round_id)
    kept = keep_ranking(by=here.seat, closing=closing, result=result_text(closing))
    ranked = {one["issue"]: one["in_shortlist"] for one in json.loads(kept.result)["issues"]}
    below = (one for one in consultation_access.round_issues(about) if not ranked[one.name])
    return next(below).pk


def ids_in(here: Here) -> dict[str, UUID]:
    """Return one object of each kind of a partnership."""
    member = here.member(Role.MEMBER, name="Subject")
    theme = actions.theme_named(by=here.seat, name="Violence")
    issue = actions.add_issue(by=here.seat, name="Knife crime", theme=theme)
    other = actions.add_issue(by=here.seat, name="Gun crime", tags=frozenset({"firearms"}))
    evidence = actions.add_evidence(by=here.seat, issue=issue, text="More", source="Police")
    plan = make_plan(by=here.seat, fields=PlanFields("Plan", "four-ps", date(2026, 1, 1)))
    action = add_action(by=here.seat, fields=ActionFields("Meet everybody"))
    counted = MeasureFields("Meetings", MeasureKind.OUTPUT, Better.HIGHER, "meetings")
    measure = add_measure(by=here.seat, about=action, fields=counted)
    return {
        "plan": plan.pk,
        "action": action.pk,
        "measure": measure.pk,
        "agency": here.agency.pk,
        "member": member.pk,
        "held_role": HeldRole.objects.get(membership=member).pk,
        "theme": theme.pk,
        "issue": issue.pk,
        "other": other.pk,
        "evidence": evidence.pk,
    }
