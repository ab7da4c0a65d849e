"""A round that runs, by the API: its letters, what is shown and agreed on, and its second stage."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from meetings_here import planned
from people_here import Here
from programs_here import Program, program
from rounds_here import Consulted, ready_round

from commonground.rooms.consultation import access
from commonground.rooms.consultation.models import AgreedScore, Message, Reveal, RoundIssue
from commonground.rooms.people.roles import Role

AGREED: dict[str, Any] = {"likelihood": {"level": 3, "reason": "Police figures were shown"}}


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    caches["counts"].clear()


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return an open round in which everybody has scored everything."""
    return ready_round(here).open().score_everything()


@pytest.fixture
def analyst(here: Here) -> Program:
    """Return a program of the analyst."""
    return program(here)


def at(found: Consulted) -> str:
    return f"/partnerships/{found.here.partnership.pk}/rounds/{found.round_id}"


def issue(found: Consulted, place: int = 0) -> RoundIssue:
    return access.round_issues(found.round)[place]


def told(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status, answer.content
    return " ".join(answer.json()["faults"])


def test_invitations_go_to_each_once_however_often_they_are_sent(
    here: Here, analyst: Program
) -> None:
    found = ready_round(here).open()
    asked = {"kind": "invitation", "own_words": "Thank you for helping."}

    first = analyst.post(f"{at(found)}/letters", asked)
    again = analyst.post(f"{at(found)}/letters", asked)

    assert first.json() == {"sent": 6, "failed": 0}
    assert again.json() == {"sent": 0, "failed": 0}
    assert len(mail.outbox) == 6
    assert all("Thank you for helping." in one.body for one in mail.outbox)
    assert all("/score/" in one.body for one in mail.outbox)


def test_the_log_names_who_was_written_to_and_holds_no_link(here: Here, analyst: Program) -> None:
    found = ready_round(here).open()
    analyst.post(f"{at(found)}/letters", {"kind": "invitation"})

    listed = analyst.get(f"{at(found)}/letters?per_page=4")

    log = listed.json()
    assert (log["total"], log["pages"], len(log["items"])) == (6, 2, 4)
    assert {one["kind"] for one in log["items"]} == {"invitation"}
    assert all(one["sent_at"] and not one["fault"] for one in log["items"])
    tokens = [one.body.split("/score/")[1].split("/")[0] for one in mail.outbox]
    assert not any(token in listed.content.decode() for token in tokens)
    assert Message.objects.count() == 6


def test_a_letter_goes_out_at_its_time_alone(found: Consulted, analyst: Program) -> None:
    letters = f"{at(found)}/letters"

    assert "after the round has closed" in told(analyst.post(letters, {"kind": "thanks"}))
    found.close()
    assert "while the round is open" in told(analyst.post(letters, {"kind": "invitation"}))
    assert analyst.post(letters, {"kind": "thanks"}).json()["sent"] == 6
    assert "kind: " in told(analyst.post(letters, {"kind": "greeting"}))
    too_long = {"kind": "thanks", "own_words": "a" * 501}
    assert "own_words: " in told(analyst.post(letters, too_long))


def test_what_is_agreed_is_kept_once_and_nobody_is_overwritten(
    found: Consulted, analyst: Program
) -> None:
    path = f"{at(found)}/issues/{issue(found).pk}"
    assert "Reveal the scores first" in told(analyst.put(f"{path}/agreed", {"agreed": AGREED}))
    for _press in range(2):
        assert analyst.post(f"{path}/reveal", {}).json() == {
            "round_issue_id": str(issue(found).pk), "stage": 1,
        }  # fmt: skip

    first = analyst.put(f"{path}/agreed", {"agreed": AGREED})
    again = analyst.put(f"{path}/agreed", {"agreed": AGREED})
    other = {"likelihood": {"level": 1, "reason": "Said otherwise", "version": 0}}
    refused = analyst.put(f"{path}/agreed", {"agreed": other})
    other["likelihood"]["version"] = 1
    kept = analyst.put(f"{path}/agreed", {"agreed": other})

    assert first.json() == again.json() == [
        {"criterion": "likelihood", "level": 3, "reason": "Police figures were shown",
         "version": 1},
    ]  # fmt: skip
    assert refused.status_code == 409
    assert refused.json()["current"] == first.json()
    assert kept.json()[0]["level"] == 1
    assert analyst.get(f"{path}/agreed").json() == kept.json()
    assert (Reveal.objects.count(), AgreedScore.objects.count()) == (1, 1)
    assert analyst.put(f"{path}/agreed", {"agreed": {"likelihood": {"version": 2}}}).json() == []


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        ({"likelihood": {"level": 3}}, "Likelihood: enter the reason"),
        ({"likelihood": {"level": 9, "reason": "A"}}, "Likelihood: choose one of the answers"),
        ({"beauty": {"level": 1, "reason": "A"}}, "There is no criterion beauty in this round."),
        ({"likelihood": {"level": 1, "reason": "a" * 1001}}, "agreed.likelihood.reason: "),
    ],
)
def test_what_cannot_be_agreed_is_refused_by_its_criterion(
    found: Consulted, analyst: Program, agreed: Any, said: str
) -> None:
    path = f"{at(found)}/issues/{issue(found).pk}"
    analyst.post(f"{path}/reveal", {})

    assert said in told(analyst.put(f"{path}/agreed", {"agreed": agreed}))
    assert not AgreedScore.objects.exists()


def test_the_chairs_program_reveals_and_an_assessors_does_not(here: Here, found: Consulted) -> None:
    path = f"{at(found)}/issues/{issue(found).pk}/reveal"
    assessor = program(here, found.assessors[0].membership.person)

    assert assessor.post(path, {}).status_code == 403
    assert program(here, here.with_role(Role.CHAIR)).post(path, {}).status_code == 200


def test_the_screens_of_a_meeting_follow_what_a_program_does(here: Here, analyst: Program) -> None:
    met = planned(here)
    met.of.score_everything()
    met.start()
    before = met.meeting.version
    shown = f"{at(met.of)}/issues/{met.issues[0].pk}"
    other = f"{at(met.of)}/issues/{met.issues[1].pk}"

    analyst.post(f"{other}/reveal", {})
    assert met.meeting.version == before
    analyst.post(f"{shown}/reveal", {})
    analyst.put(f"{shown}/agreed", {"agreed": AGREED})

    assert met.meeting.version == before + 2


def test_a_second_round_is_opened_once_of_what_is_contested(
    found: Consulted, analyst: Program
) -> None:
    assert "before the round closes" in told(analyst.get(f"{at(found)}/contested"))
    for about in access.round_issues(found.round):
        assert about.last_stage == 1
    found.close()
    chosen = [str(issue(found, 1).pk), str(issue(found, 2).pk)]
    sent = {"stage": 2, "round_issue_ids": chosen, "wanted_by": "2030-02-28"}

    first = analyst.post(f"{at(found)}/reopen", sent)
    again = analyst.post(f"{at(found)}/reopen", sent)

    assert first.json() == again.json()
    assert (first.json()["status"], first.json()["stage"]) == ("open", 2)
    assert [one.last_stage for one in access.round_issues(found.round)] == [1, 2, 2, 1]
    analyst.post(f"{at(found)}/close", {})
    assert "The next stage of this round is 3" in told(analyst.post(f"{at(found)}/reopen", sent))
    sent["stage"] = 3
    assert "allow no further one" in told(analyst.post(f"{at(found)}/reopen", sent))


def test_what_is_contested_is_told_with_its_criteria(here: Here, analyst: Program) -> None:
    found = ready_round(here).open()
    for number, one in enumerate(found.assessors):
        mine = program(here, one.membership.person)
        level = {"level": 0 if number < 2 else 4}
        path = f"{at(found)}/issues/{issue(found).pk}/my/scores/{one.pk}"
        mine.put(path, {"answers": {"likelihood": level, "impact": {"level": 2}}})
    found.close()

    assert analyst.get(f"{at(found)}/contested").json() == [
        {"round_issue_id": str(issue(found).pk), "name": "Knife crime",
         "criteria": ["likelihood"]},
    ]  # fmt: skip
