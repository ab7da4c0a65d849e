"""Every verb of the API: who may, who is refused, and in what form."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import caches
from people_here import Here, at_most, make_here
from programs_here import Program, ids_in, made_token, program, round_ids_in

from commonground.rooms.consultation import rules as rounds_rules
from commonground.rooms.consultation.rules import Verb as Rounds
from commonground.rooms.issues import rules as issues_rules
from commonground.rooms.issues.rules import Verb as Issues
from commonground.rooms.people import member_actions
from commonground.rooms.people import rules as people_rules
from commonground.rooms.people.models import Person, Scope
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb as People
from commonground.rooms.plan import rules as plan_rules
from commonground.rooms.plan.rules import Verb as Plans
from commonground.rooms.ranking import rules as ranking_rules
from commonground.rooms.ranking.rules import Verb as Ranking
from commonground.web.api import api

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of the API: its address, what it needs, and a body that works."""

    method: str
    path: str
    needs: People | Issues | Rounds | Ranking | Plans
    body: dict[str, Any] | None = None
    answers: int = 200
    ids: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.method} {self.path or '/'}"

    def is_open_to(self, role: Role) -> bool:
        """Whether the table of its room lets a role do it."""
        allowed: dict[Any, frozenset[Role]] = {
            **people_rules.ALLOWED, **issues_rules.ALLOWED, **rounds_rules.ALLOWED,
            **ranking_rules.ALLOWED, **plan_rules.ALLOWED,
        }  # fmt: skip
        return role in allowed[self.needs]

    @property
    def is_about(self) -> bool:
        """Whether it names an object of the partnership."""
        return "{" in self.path or bool(self.ids)

    @property
    def round_status(self) -> str:
        """The status of the round that it is about; empty where it is about none."""
        return next((one for one in ("draft", "open", "closed") if f"/{{{one}}}" in self.path), "")


BECAUSE = {"reason": "Agreed by the board"}
ROUND = {
    "name": "Spring", "method_id": "five-by-five-nrr-2023", "held_by": "both",
    "anonymity": "never", "closes_on": "2030-01-31", "shortlist_length": 2,
}  # fmt: skip
FACTORS = {"factors": [], "set_by": "The board", "set_on": "2030-01-01"}
ANSWERS = {"answers": {"likelihood": {"level": 2}, "impact": {"cannot_say": True}}}
DECISION = {**BECAUSE, "direction": "in", "decided_by": "The board", "round_issue_id": "{below}"}
REOPEN = {"stage": 2, "round_issue_ids": ["{below}"], "wanted_by": "2030-02-28"}
AGREED = {"agreed": {"likelihood": {"level": 3, "reason": "Police figures were shown"}}}
REVIEW = {
    "version": 2, "status": "on_track", "note": "It goes well", "reviewed_on": "2026-01-31",
    "reviewed_by": "The board",
}  # fmt: skip
READING = {"on": "2026-01-31", "value": "3", "said_by": "The board"}
PARTNERSHIP = {"version": 1, "name": "A", "area": "B", "board_kind": "C"}
VERBS = [
    Verb("GET", "", People.SEE_AGENCIES),
    Verb("PUT", "", People.EDIT_PARTNERSHIP, PARTNERSHIP),
    Verb("GET", "/role-names", People.SEE_AGENCIES),
    Verb("PUT", "/role-names", People.EDIT_PARTNERSHIP, {"chair": "Independent chair"}),
    Verb("GET", "/agencies", People.SEE_AGENCIES),
    Verb("POST", "/agencies", People.EDIT_AGENCIES, {"name": "Fire service"}, 201),
    Verb("GET", "/agencies/{agency}", People.SEE_AGENCIES),
    Verb("PUT", "/agencies/{agency}", People.EDIT_AGENCIES, {"version": 1, "name": "Council"}),
    Verb("GET", "/members", People.SEE_PEOPLE),
    Verb("POST", "/members", People.EDIT_PEOPLE, {"name": "New", "email": "n@example.org"}, 201),
    Verb("GET", "/members/{member}", People.SEE_PEOPLE),
    Verb("PUT", "/members/{member}", People.EDIT_PEOPLE, {"version": 1, "title": "Head"}),
    Verb("POST", "/members/{member}/roles", People.EDIT_PEOPLE, {"role": "assessor"}),
    Verb("POST", "/roles/{held_role}/end", People.EDIT_PEOPLE, {}),
    Verb("GET", "/themes", Issues.SEE_ISSUES),
    Verb("POST", "/themes", Issues.EDIT_ISSUES, {"name": "Fraud"}),
    Verb("GET", "/issues", Issues.SEE_ISSUES),
    Verb("POST", "/issues", Issues.EDIT_ISSUES, {"name": "Scams"}, 201),
    Verb("GET", "/issues/{issue}", Issues.SEE_ISSUES),
    Verb("PUT", "/issues/{issue}", Issues.EDIT_ISSUES, {"version": 1, "name": "Knives"}),
    Verb("POST", "/issues/{issue}/retire", Issues.CLOSE_ISSUES, BECAUSE),
    Verb("POST", "/issues/{issue}/split", Issues.CLOSE_ISSUES,
         {**BECAUSE, "names": ["A", "B"]}, 201),
    Verb("POST", "/issues/{issue}/evidence", Issues.EDIT_ISSUES, {"text": "A", "source": "B"}),
    Verb("POST", "/evidence/{evidence}/withdraw", Issues.EDIT_ISSUES, BECAUSE),
    Verb("POST", "/issues/merge", Issues.CLOSE_ISSUES, {**BECAUSE, "name": "Arms"}, 201,
         ("issue", "other")),
    Verb("POST", "/issues/change-many", Issues.EDIT_ISSUES, {"new_theme": "Arms"}, 200, ("issue",)),
    Verb("POST", "/issues/retire-many", Issues.CLOSE_ISSUES, BECAUSE, 200, ("issue",)),
    Verb("POST", "/issues/import", Issues.IMPORT_ISSUES, {"rows": [{"issue": "Fly-tipping"}]}),
    Verb("GET", "/issues/export.csv", Issues.EXPORT_ISSUES),
    Verb("GET", "/rounds", Rounds.SEE_ROUNDS),
    Verb("POST", "/rounds", Rounds.EDIT_ROUNDS, ROUND, 201),
    Verb("GET", "/rounds/{open}", Rounds.SEE_ROUNDS),
    Verb("PUT", "/rounds/{draft}", Rounds.EDIT_ROUNDS, {**ROUND, "version": 1}),
    Verb("GET", "/rounds/{open}/factors", Rounds.SEE_ROUNDS),
    Verb("PUT", "/rounds/{draft}/factors", Rounds.EDIT_ROUNDS, FACTORS),
    Verb("GET", "/rounds/{open}/issues", Rounds.SEE_ROUNDS),
    Verb("PUT", "/rounds/{draft}/issues", Rounds.EDIT_ROUNDS, {}, 200, ("issue", "other")),
    Verb("GET", "/rounds/{open}/assessors", Rounds.SEE_ROUNDS),
    Verb("PUT", "/rounds/{draft}/assessors", Rounds.EDIT_ROUNDS, {"member_ids": ["{scorer}"]}),
    Verb("POST", "/rounds/{draft}/assign", Rounds.EDIT_ROUNDS, {"each": 3}),
    Verb("GET", "/rounds/{open}/coverage", Rounds.SEE_ROUNDS),
    Verb("POST", "/rounds/{draft}/open", Rounds.RUN_ROUNDS, {}),
    Verb("GET", "/rounds/{open}/progress", Rounds.SEE_ROUNDS),
    Verb("POST", "/rounds/{open}/close", Rounds.RUN_ROUNDS, {}),
    Verb("GET", "/rounds/{closed}/closing", Rounds.SEE_ROUNDS),
    Verb("GET", "/rounds/{open}/criteria", Rounds.SEE_ROUNDS),
    Verb("GET", "/rounds/{open}/my-criteria", Rounds.GIVE_SCORES),
    Verb("GET", "/rounds/{open}/my-issues", Rounds.GIVE_SCORES),
    Verb("PUT", "/rounds/{open}/issues/{round_issue}/my/scores/{submission}",
         Rounds.GIVE_SCORES, ANSWERS),
    Verb("PUT", "/rounds/{open}/members/{scorer}/issues/{round_issue}/scores/{submission}",
         Rounds.TYPE_SCORES, ANSWERS),
    Verb("GET", "/rounds/{open}/issues/{revealed}/scores", Rounds.SEE_ROUNDS),
    Verb("GET", "/rounds/{closed}/contested", Rounds.RUN_ROUNDS),
    Verb("POST", "/rounds/{closed}/reopen", Rounds.RUN_ROUNDS, REOPEN),
    Verb("GET", "/rounds/{open}/letters", Rounds.RUN_ROUNDS),
    Verb("POST", "/rounds/{open}/letters", Rounds.RUN_ROUNDS, {"kind": "invitation"}),
    Verb("POST", "/rounds/{open}/issues/{revealed}/reveal", Rounds.REVEAL, {}),
    Verb("GET", "/rounds/{open}/issues/{revealed}/agreed", Rounds.SEE_ROUNDS),
    Verb("PUT", "/rounds/{open}/issues/{revealed}/agreed", Rounds.AGREE, AGREED),
    Verb("GET", "/rounds/{closed}/ranking", Ranking.EXPORT_RANKING),
    Verb("POST", "/rounds/{closed}/ranking", Ranking.MAKE_RANKING, {}),
    Verb("GET", "/rounds/{closed}/ranking/standing", Ranking.SEE_RANKING),
    Verb("GET", "/rounds/{closed}/ranking/decisions", Ranking.SEE_RANKING),
    Verb("POST", "/rounds/{closed}/ranking/decisions", Ranking.MOVE_LINE, DECISION, 201),
    Verb("GET", "/plans", Plans.SEE_PLANS),
    Verb("GET", "/plans/{plan}", Plans.SEE_PLANS),
    Verb("GET", "/plans/{plan}/recommendations", Plans.SEE_PLANS),
    Verb("GET", "/actions", Plans.SEE_PLANS),
    Verb("POST", "/actions", Plans.EDIT_PLANS, {"text": "Meet the bank"}, 201),
    Verb("GET", "/actions/{action}", Plans.SEE_PLANS),
    Verb("GET", "/actions/{action}/milestones", Plans.SEE_PLANS),
    Verb("GET", "/actions/{action}/measures", Plans.SEE_PLANS),
    Verb("GET", "/actions/{action}/log", Plans.SEE_PLANS),
    Verb("PUT", "/actions/{action}", Plans.EDIT_PLANS, {"text": "Meet it", "version": 2}),
    Verb("POST", "/actions/{action}/progress", Plans.EDIT_PLANS,
         {"version": 2, "status": "on_track"}),
    Verb("POST", "/actions/{action}/reviews", Plans.REVIEW, REVIEW, 201),
    Verb("POST", "/actions/{action}/measures/{measure}/readings", Plans.EDIT_PLANS, READING),
    Verb("GET", "/audit", People.READ_AUDIT),
]  # fmt: skip
OPEN = {
    ("get", "/api/v1/token"),
    ("get", "/api/v1/partnerships"),
    ("get", "/api/v1/threat-picture"),
}
"""Verbs that belong to no one partnership; they have tests of their own."""

every_verb = pytest.mark.parametrize("verb", VERBS, ids=str)
every_write = pytest.mark.parametrize(
    "verb", [one for one in VERBS if one.method != "GET"], ids=str
)


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    caches["counts"].clear()


@dataclass(frozen=True, slots=True)
class World:
    """A partnership with one object of each kind that a verb may name, and somebody of each role.

    Its assessor is asked to score in its round, where it has one.
    """

    here: Here
    people: dict[Role, Person]
    ids: dict[str, UUID]


def make_world(name: str, round_status: str) -> World:
    here = make_here(name)
    people = {role: here.with_role(role) for role in Role}
    of_a_round = round_ids_in(here, round_status) if round_status else {}
    return World(here, people, {**ids_in(here), **of_a_round})


STATUSES = ("", "draft", "open", "closed")


@pytest.fixture(scope="module")
def worlds(kept_db: None) -> dict[str, World]:
    return {one: make_world(f"Larkenmere {one}".strip(), one) for one in STATUSES}


@pytest.fixture(scope="module")
def others(kept_db: None) -> dict[str, World]:
    return {one: make_world(f"Otherfold {one}".strip(), one) for one in STATUSES}


@pytest.fixture
def world(worlds: dict[str, World], verb: Verb, db: None) -> World:
    return worlds[verb.round_status]


@pytest.fixture
def here(world: World) -> Here:
    # a test may say that it is another partnership
    return deepcopy(world.here)


@pytest.fixture
def ids(world: World) -> dict[str, UUID]:
    return world.ids


@pytest.fixture
def elsewhere(others: dict[str, World], verb: Verb, db: None) -> Here:
    return others[verb.round_status].here


@pytest.fixture
def their_ids(others: dict[str, World], verb: Verb, db: None) -> dict[str, UUID]:
    return others[verb.round_status].ids


@pytest.fixture
def whoever_may(world: World, here: Here, verb: Verb) -> Program:
    """A program of the analyst, or of an assessor for what assessors alone may."""
    is_analysts = verb.is_open_to(Role.ANALYST)
    return program(here, None if is_analysts else world.people[Role.ASSESSOR])


def path_of(here: Here, verb: Verb, ids: dict[str, UUID]) -> str:
    return f"/partnerships/{here.partnership.pk}{verb.path.format(**ids)}"


def send(asked: Program, here: Here, verb: Verb, ids: dict[str, UUID]) -> Any:
    return asked.send(verb.method, path_of(here, verb, ids), body_of(verb, ids))


def body_of(verb: Verb, ids: dict[str, UUID]) -> dict[str, Any] | None:
    """Return a body that works, with the ids that it names."""
    if verb.body is None:
        return None
    named = json.dumps(verb.body)
    for name, found in ids.items():
        named = named.replace(f'"{{{name}}}"', f'"{found}"')
    body: dict[str, Any] = json.loads(named)
    return {**body, "issue_ids": [str(ids[one]) for one in verb.ids]} if verb.ids else body


def told(answer: Any) -> str:
    """Return the sentences of a refusal, which has one form whatever refused."""
    assert answer["Content-Type"].startswith("application/json"), answer["Content-Type"]
    said = answer.json()
    assert set(said) == {"faults"}
    assert said["faults"]
    return " ".join(said["faults"])


def test_every_verb_of_the_description_is_tested() -> None:
    described = {
        (method, path)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    names = {
        "agency": "{agency_id}", "member": "{member_id}", "held_role": "{held_role_id}",
        "issue": "{issue_id}", "evidence": "{evidence_id}", "open": "{round_id}",
        "draft": "{round_id}", "closed": "{round_id}", "round_issue": "{round_issue_id}",
        "revealed": "{round_issue_id}", "scorer": "{member_id}", "submission": "{submission_id}",
        "plan": "{plan_id}", "action": "{action_id}", "measure": "{measure_id}",
    }  # fmt: skip
    tested = {
        (one.method.lower(), f"/api/v1/partnerships/{{partnership_id}}{one.path.format(**names)}")
        for one in VERBS
    }

    assert described == tested | OPEN


@every_verb
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(world: World, verb: Verb, role: Role) -> None:
    asked = program(world.here, world.people[role])

    answer = send(asked, world.here, verb, world.ids)

    if verb.is_open_to(role):
        assert answer.status_code == verb.answers, answer.content
    else:
        assert answer.status_code == 403
        assert "Ask the" in told(answer)


@every_verb
def test_it_is_not_there_for_an_outsider(
    here: Here, ids: dict[str, UUID], elsewhere: Here, verb: Verb
) -> None:
    answer = send(program(elsewhere), here, verb, ids)

    assert answer.status_code == 404
    assert told(answer)


@every_verb
def test_a_token_opens_no_other_partnership_of_its_person(
    here: Here, ids: dict[str, UUID], elsewhere: Here, verb: Verb
) -> None:
    there = elsewhere.member(Role.ANALYST, name="Both")
    member_actions.add_member(
        by=here.seat, name="Both", email=there.person.email, roles=frozenset({Role.ANALYST})
    )

    assert send(program(elsewhere, there.person), here, verb, ids).status_code == 404


@every_verb
def test_it_refuses_whoever_sends_no_token_or_signs_in_by_cookie(
    here: Here, ids: dict[str, UUID], verb: Verb
) -> None:
    answer = send(Program(), here, verb, ids)
    by_cookie = here.analysts_browser.generic(verb.method, f"/api/v1{path_of(here, verb, ids)}")

    for one in (answer, by_cookie):
        assert one.status_code == 401
        assert one["WWW-Authenticate"] == "Bearer"
        assert "Authorization: Bearer" in told(one)


@every_write
def test_a_token_to_read_writes_nothing(here: Here, ids: dict[str, UUID], verb: Verb) -> None:
    answer = send(program(here, scope=Scope.READ), here, verb, ids)

    assert answer.status_code == 403
    assert "made to read only" in told(answer)


@every_verb
def test_it_refuses_the_wrong_method(here: Here, ids: dict[str, UUID], verb: Verb) -> None:
    answer = program(here).send("DELETE", path_of(here, verb, ids))

    assert answer.status_code == 405
    assert verb.method in answer["Allow"]
    assert "does not take that method" in told(answer)


@pytest.mark.parametrize("verb", [one for one in VERBS if one.is_about], ids=str)
def test_another_partnerships_object_is_not_there(
    here: Here, whoever_may: Program, their_ids: dict[str, UUID], verb: Verb
) -> None:
    assert send(whoever_may, here, verb, their_ids).status_code == 404


@every_verb
def test_an_id_that_nothing_has_is_not_found(
    here: Here, whoever_may: Program, ids: dict[str, UUID], verb: Verb
) -> None:
    nothing = dict.fromkeys(ids, uuid4())

    if verb.is_about:
        assert send(whoever_may, here, verb, nothing).status_code == 404
    here.partnership.pk = uuid4()
    assert send(whoever_may, here, verb, nothing).status_code == 404


@every_write
def test_a_name_that_we_do_not_know_is_refused(
    here: Here, whoever_may: Program, ids: dict[str, UUID], verb: Verb
) -> None:
    answer = whoever_may.send(
        verb.method, path_of(here, verb, ids), {**(body_of(verb, ids) or {}), "nmae": "A"}
    )

    assert answer.status_code == 422
    assert "nmae: Extra inputs are not permitted." in told(answer)


@pytest.mark.parametrize("verb", [one for one in VERBS if one.method == "GET"], ids=str)
def test_it_takes_at_most_ten_queries(
    here: Here, whoever_may: Program, ids: dict[str, UUID], verb: Verb
) -> None:
    for number in range(5):
        here.member(Role.ASSESSOR, Role.MEMBER, name=f"Person {number}")

    with at_most(10):
        assert send(whoever_may, here, verb, ids).status_code == 200


@every_write
def test_sent_twice_it_makes_nothing_twice(
    here: Here, whoever_may: Program, ids: dict[str, UUID], verb: Verb
) -> None:
    lists = ("agencies", "members", "themes", "issues?status=all", "rounds")

    reader = Program(made_token(here, name="Reader").secret)

    def totals() -> list[int]:
        at = f"/partnerships/{here.partnership.pk}"
        return [reader.get(f"{at}/{one}").json()["total"] for one in lists]

    first = send(whoever_may, here, verb, ids)
    before = totals()
    second = send(whoever_may, here, verb, ids)

    assert first.status_code == verb.answers
    assert second.status_code in {200, 409, 422}
    assert totals() == before
