"""Programs that act for people of the tests' partnership: by a token, and by no cookie."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from people_here import Here

from commonground.rooms.issues import actions
from commonground.rooms.people import access, token_actions
from commonground.rooms.people.models import HeldRole, Person, Scope
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb

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


def ids_in(here: Here) -> dict[str, UUID]:
    """Return one object of each kind of a partnership."""
    member = here.member(Role.MEMBER, name="Subject")
    theme = actions.theme_named(by=here.seat, name="Violence")
    issue = actions.add_issue(by=here.seat, name="Knife crime", theme=theme)
    other = actions.add_issue(by=here.seat, name="Gun crime", tags=frozenset({"firearms"}))
    evidence = actions.add_evidence(by=here.seat, issue=issue, text="More", source="Police")
    return {
        "agency": here.agency.pk,
        "member": member.pk,
        "held_role": HeldRole.objects.get(membership=member).pk,
        "theme": theme.pk,
        "issue": issue.pk,
        "other": other.pk,
        "evidence": evidence.pk,
    }
