"""Rounds by the API: from the first draft to the ranking, and scores that are refused politely."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import caches
from people_here import Here, make_here
from programs_here import Program, program
from rounds_here import CRITERIA, ISSUES, Consulted, members_of, ready_round

from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access
from commonground.rooms.consultation.models import (
    Assessor,
    EnteredBy,
    RoundIssue,
    Score,
    Submission,
)
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.issues.actions import add_issue
from commonground.rooms.people.roles import Role

ANSWERS: dict[str, Any] = {"likelihood": {"level": 2, "remark": "Seen"}, "impact": {"level": 4}}


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    caches["counts"].clear()


@dataclass(frozen=True, slots=True)
class Scorer:
    """An assessor of a round, and their own program."""

    found: Consulted
    who: Assessor
    asked: Program

    @property
    def issues(self) -> list[RoundIssue]:
        return list(access.round_issues(self.found.round))

    def give(self, issue: UUID, submission: UUID | None = None, **answers: Any) -> Any:
        """Return the answer to scores that are given."""
        path = f"{at(self.found)}/issues/{issue}/my/scores/{submission or uuid4()}"
        return self.asked.put(path, {"answers": answers or ANSWERS})

    def own(self) -> Any:
        return self.asked.get(f"{at(self.found)}/my-issues").json()


def at(found: Consulted) -> str:
    return f"/partnerships/{found.here.partnership.pk}/rounds/{found.round_id}"


def scorer(found: Consulted, number: int = 0) -> Scorer:
    who = found.assessors[number]
    return Scorer(found, who, program(found.here, who.membership.person))


@pytest.fixture
def found(here: Here) -> Consulted:
    return ready_round(here).open()


def faults(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status, answer.content
    return " ".join(answer.json()["faults"])


def test_a_program_holds_a_round_from_the_draft_to_a_decision(here: Here) -> None:
    analyst, rounds = program(here), f"/partnerships/{here.partnership.pk}/rounds"
    issues = [str(add_issue(by=here.seat, name=name).pk) for name in ISSUES]
    members = [str(one.pk) for one in members_of(here)]
    made = analyst.post(rounds, {
        "name": "Autumn", "method_id": "five-by-five-nrr-2023", "held_by": "remote",
        "anonymity": "never", "closes_on": "2030-01-31", "shortlist_length": 2,
    }).json()  # fmt: skip
    found = Consulted(here, UUID(made["id"]))

    chosen = analyst.put(f"{at(found)}/issues", {"issue_ids": issues, "linking_ids": issues[:1]})
    assert [one["issue_id"] for one in chosen.json()] == issues
    people = analyst.put(f"{at(found)}/assessors", {"member_ids": members}).json()
    assert {one["member_id"] for one in people} == set(members)
    assert analyst.get(f"{at(found)}/coverage").json()["faults"] == ["Share the issues out."]
    shared = analyst.post(f"{at(found)}/assign", {"each": 4}).json()
    assert [one["agencies"] for one in shared["issues"]] == [3, 3, 3, 3]
    assert analyst.post(f"{at(found)}/open", {}).json()["status"] == "open"

    for number in range(len(members)):
        one = scorer(found, number)
        for place, issue in enumerate(one.issues):
            level = {"level": min(4, place + number % 2)}
            assert one.give(issue.pk, likelihood=level, impact=level).json() == {"taken": "saved"}
    done = analyst.get(f"{at(found)}/progress").json()
    assert (done["done"], done["asked"], done["begun"]) == (24, 24, 6)

    assert analyst.post(f"{at(found)}/close", {}).json()["status"] == "closed"
    closing = analyst.get(f"{at(found)}/closing").json()
    begun = analyst.post(f"{at(found)}/ranking", {})
    assert begun.status_code == 202
    kept = analyst.get(begun.json()["poll"].removeprefix("/api/v1")).json()["ranking"]
    again = analyst.post(f"{at(found)}/ranking", {})
    assert (again.status_code, again.json()["ranking"]) == (200, kept)
    ranking = analyst.get(f"{at(found)}/ranking").json()
    assert ranking["sha256"] == kept["sha256"]
    assert ranking["inputs"]["scores_sha256"] == closing["scores_sha256"]
    below = next(one["issue"] for one in ranking["issues"] if not one["in_shortlist"])
    moved = next(one for one in analyst.get(f"{at(found)}/issues").json() if one["name"] == below)
    decided = analyst.post(f"{at(found)}/ranking/decisions", {
        "round_issue_id": moved["id"], "direction": "in", "reason": "Said so",
        "decided_by": "The board",
    })  # fmt: skip
    assert decided.status_code == 201
    assert analyst.get(f"{at(found)}/ranking/decisions").json() == [decided.json()]


def test_an_assessors_own_program_scores_and_reads_back_its_own(found: Consulted) -> None:
    one, other = scorer(found), scorer(found, 1)
    issue = one.issues[0]

    assert one.give(issue.pk).json() == {"taken": "saved"}

    mine = one.own()[0]
    assert mine["round_issue_id"] == str(issue.pk)
    assert {(a["criterion"], a["level"], a["remark"]) for a in mine["answers"]} == {
        ("likelihood", 2, "Seen"), ("impact", 4, ""),
    }  # fmt: skip
    assert all(asked["answers"] == [] for asked in other.own())
    assert Submission.objects.get().entered_by == EnteredBy.PROGRAM


def test_the_same_id_twice_counts_once_whatever_it_holds(found: Consulted) -> None:
    one, submission = scorer(found), uuid4()
    first, second = (issue.pk for issue in one.issues[:2])
    one.give(first, submission)

    again = one.give(first, submission, likelihood={"level": 0})
    elsewhere = one.give(second, submission)

    assert again.json() == {"taken": "again"}
    assert elsewhere.status_code == 422
    assert Score.objects.get(criterion="likelihood").level == 2
    assert Submission.objects.count() == 1


def test_the_record_of_a_programs_scores_names_nobody_and_holds_no_score(found: Consulted) -> None:
    one = scorer(found)
    one.give(one.issues[0].pk)

    entry = Entry.objects.get(object_type="submission")

    assert entry.actor == "somebody"
    assert '"answered":2' in entry.after
    assert str(one.who.membership_id) not in entry.after
    assert "level" not in entry.after


def test_the_analyst_types_in_paper_and_cannot_read_it_back(here: Here, found: Consulted) -> None:
    one, analyst = scorer(found), program(here)
    issue = one.issues[0].pk
    before = [analyst.get(f"{at(found)}/{part}").content for part in ("issues", "assessors")]

    typed = analyst.put(
        f"{at(found)}/members/{one.who.membership_id}/issues/{issue}/scores/{uuid4()}",
        {"answers": ANSWERS},
    )

    made = Submission.objects.get()
    assert typed.json() == {"taken": "saved"}
    assert (made.entered_by, made.typed_by) == (EnteredBy.PAPER, here.analyst)
    assert one.own()[0]["answers"] != []
    assert "not been revealed" in faults(analyst.get(f"{at(found)}/issues/{issue}/scores"))
    after = [analyst.get(f"{at(found)}/{part}").content for part in ("issues", "assessors")]
    assert after == before


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"impact": {"level": 1}, "likelihood": {"level": 5}},
            "Likelihood: choose one of the answers",
        ),
        ({"likelihood": {"level": -1}}, "answers.likelihood.level: "),
        ({"likelihood": {"level": 1, "cannot_say": True}}, "likelihood: send a level, or"),
        (
            {"impact": {"level": 1}, "beauty": {"level": 1}},
            "There is no criterion beauty in this round.",
        ),
        ({"impact": {"level": 1, "remark": "a" * 1001}}, "answers.impact.remark: "),
        ({"": {"level": 1}}, "There is no criterion '' in this round."),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_by_its_criterion(
    found: Consulted, answers: Any, said: str
) -> None:
    one = scorer(found)

    refused = one.give(one.issues[0].pk, **answers)

    assert said in faults(refused)
    assert not Score.objects.exists()


def test_a_closed_round_refuses_politely(found: Consulted) -> None:
    one = scorer(found)
    one.give(one.issues[0].pk)
    found.close()

    refused = one.give(one.issues[0].pk, likelihood={"level": 0})

    assert "The round is closed" in faults(refused)
    assert Score.objects.get(criterion="likelihood").level == 2


def test_an_issue_that_was_revealed_refuses_politely(here: Here, found: Consulted) -> None:
    one = scorer(found)
    issue = one.issues[0]
    one.give(issue.pk)
    reveal(by=here.seat, about=issue)

    assert "have been shown" in faults(one.give(issue.pk))


def test_somebody_who_withdrew_is_told_so(found: Consulted) -> None:
    one = scorer(found)
    Assessor.objects.filter(pk=one.who.pk).update(withdrawn_because="Left")

    assert "Your part in this round has ended" in faults(one.give(one.issues[0].pk))
    assert not Score.objects.exists()


def test_a_draft_another_round_and_another_partnership_are_not_there(
    here: Here, found: Consulted
) -> None:
    one, elsewhere = scorer(found), ready_round(make_here("Otherfold")).open()
    there = scorer(elsewhere).issues[0].pk

    assert one.give(there).status_code == 404
    assert one.asked.get(f"{at(elsewhere)}/my-issues").status_code == 404
    draft = Consulted(here, access.rounds(here.seat).get().pk)
    draft.round.__class__.objects.filter(pk=draft.round_id).update(status="draft")
    assert one.asked.get(f"{at(draft)}/my-issues").status_code == 404


def test_an_assessor_cannot_score_for_another_nor_read_what_readers_read(found: Consulted) -> None:
    one, other = scorer(found), scorer(found, 1)
    issue = one.issues[0].pk
    for_other = f"{at(found)}/members/{other.who.membership_id}/issues/{issue}/scores/{uuid4()}"

    assert one.asked.put(for_other, {"answers": ANSWERS}).status_code == 403
    assert one.asked.get(f"{at(found)}/issues/{issue}/scores").status_code == 403
    assert one.asked.get(f"{at(found)}/progress").status_code == 403
    assert not Score.objects.exists()


def test_an_assessor_who_is_not_asked_about_an_issue_is_told_so(found: Consulted) -> None:
    one = scorer(found)
    issue = one.issues[0]
    one.who.assignments.filter(round_issue=issue).delete()

    assert "not asked about this issue" in faults(one.give(issue.pk))


def test_a_member_who_is_no_part_of_the_round_finds_nothing(here: Here, found: Consulted) -> None:
    late = program(here, here.with_role(Role.ASSESSOR))

    assert late.get(f"{at(found)}/my-issues").status_code == 404


def test_revealed_scores_are_told_by_agency_and_never_by_person(
    here: Here, found: Consulted
) -> None:
    people = [scorer(found, number) for number in range(6)]
    issue = people[0].issues[0]
    for level, one in enumerate(people):
        one.give(issue.pk, likelihood={"level": min(level, 4)}, impact={"cannot_say": True})
    board = program(here, here.with_role(Role.CHAIR))
    reveal(by=here.seat, about=issue)

    shown = board.get(f"{at(found)}/issues/{issue.pk}/scores")

    assert [one["criterion"] for one in shown.json()] == list(CRITERIA)
    assert shown.json()[0]["agencies"][0] == {
        "agency": "Agency 0", "levels": [1, 1, 0, 0, 0], "cannot_say": 0,
    }  # fmt: skip
    assert b"Invented" not in shown.content
