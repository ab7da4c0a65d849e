"""Taking an assessor or an agency out of a round that runs: with a reason, politely, for good."""

import json
from datetime import date

import pytest
from django.test import Client
from people_here import Here, text_of
from rounds_here import Consulted, answered, ready_round

from commonground.errors import BadInput
from commonground.rooms.consultation import access, reopening_actions
from commonground.rooms.consultation.closed_scores import held_scores
from commonground.rooms.consultation.models import Kind, Score
from commonground.rooms.consultation.recipients import recipients
from commonground.rooms.consultation.score_access import Stages
from commonground.rooms.consultation.shown_scores import remarks_on, spread_before
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.consultation.withdrawing_actions import withdraw


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return an open round in which everybody has scored everything."""
    return ready_round(here).open().score_everything()


def scorers(found: Consulted, stage: int) -> int:
    return len(held_scores(found.round, Viewer.ANALYST, Stages.up_to(stage)).cube.assessors)


def test_an_agency_is_withdrawn_on_the_page_and_counts_no_more(found: Consulted) -> None:
    browser = found.here.analysts_browser
    sent = {"who": "agency:Agency 1", "reason": "Their board left the partnership."}

    page = text_of(browser.post(f"{found.at}withdraw/", sent, follow=True))

    assert "2 people were withdrawn." in page
    assert "16 of 16 pages are complete" in page
    found.close()
    assert scorers(found, 1) == 4
    assert Score.objects.count() == 48
    closing = access.closing(found.round)
    assert closing is not None
    assert json.loads(closing.record)["withdrew"] == [
        {"agency": "Agency 1", "because": "Their board left the partnership.", "assessors": 2}
    ]


def test_a_link_of_somebody_who_withdrew_says_so_politely_and_takes_nothing(
    found: Consulted,
) -> None:
    who = found.assessors[0]
    at = f"/score/{found.link(who).token}/"
    browser = found.here.analysts_browser
    kept = [one.pk for one in Score.objects.filter(assignment__assessor=who)]
    browser.post(f"{found.at}withdraw/", {"who": str(who.pk), "reason": "Left their post"})

    page = text_of(Client().post(f"{at}1/", answered(likelihood="0"), follow=True))

    assert "You no longer take part in this round" in page
    assert "Left their post" not in page
    assert "closed" not in page
    assert [one.pk for one in Score.objects.filter(assignment__assessor=who)] == kept
    assert who.pk not in {one.assessor.pk for one in recipients(found.round, Kind.INVITATION)}


def test_what_closed_before_somebody_withdrew_stays_as_it_was(found: Consulted) -> None:
    found.close()
    issues = list(access.round_issues(found.round))
    reopening_actions.reopen(by=found.here.seat, about=found.round, issues=issues[:1])
    before = access.closing(found.round)
    assert before is not None
    for one in issues:
        one.round = found.round
    shown = (spread_before(issues[0], 2), remarks_on(issues[0], Viewer.BOARD, Stages(1, 1)))

    withdraw(by=found.here.seat, about=found.round, who=found.assessors[:2], reason="They left")

    # otherwise the difference would be what they had scored
    assert (spread_before(issues[0], 2), remarks_on(issues[0], Viewer.BOARD, Stages(1, 1))) == shown
    first = held_scores(found.round, Viewer.ANALYST, Stages.up_to(1))
    assert first.cube.digest() == before.scores_sha256
    found.close()
    assert (scorers(found, 1), scorers(found, 2)) == (6, 4)


@pytest.mark.parametrize("reason", ["", "   "])
def test_nobody_is_withdrawn_without_a_reason(found: Consulted, reason: str) -> None:
    with pytest.raises(BadInput, match="Enter why"):
        withdraw(by=found.here.seat, about=found.round, who=found.assessors[:1], reason=reason)


def test_nobody_is_withdrawn_twice_nor_from_another_round_nor_from_a_closed_one(
    here: Here, elsewhere: Here, found: Consulted
) -> None:
    who = found.assessors[:1]
    theirs = ready_round(elsewhere).open().assessors
    assert withdraw(by=here.seat, about=found.round, who=who, reason="Left") == 1
    assert withdraw(by=here.seat, about=found.round, who=who, reason="Other") == 0
    assert found.assessors[0].withdrawn_because == "Left"

    with pytest.raises(BadInput, match="Choose somebody who takes part"):
        withdraw(by=here.seat, about=found.round, who=theirs, reason="Left")
    found.close()
    with pytest.raises(BadInput, match="while it is open"):
        withdraw(by=here.seat, about=found.round, who=found.assessors[1:2], reason="Left")


def test_a_round_cannot_be_planned_to_open_after_its_scores_are_wanted(here: Here) -> None:
    found = ready_round(here)
    about = found.round
    browser = here.analysts_browser
    sent = {
        "name": "Autumn", "method_id": about.method_id, "held_by": "remote", "version": "1",
        "anonymity": "never", "scored_in_room": "own", "closes_on": "31/1/2030",
        "shortlist_length": "2",
    }  # fmt: skip

    answer = browser.post(f"{found.at}change/", {**sent, "opens_on": "1/2/2030"})
    assert "only after the day on which the round opens" in text_of(answer)
    page = text_of(
        browser.post(f"{found.at}change/", {**sent, "opens_on": "1/1/2030"}, follow=True)
    )

    assert found.round.opens_on == date(2030, 1, 1)
    assert "1 January 2030" in page


def test_the_rule_of_consensus_is_told_before_anybody_scores(found: Consulted) -> None:
    rule = "at least 75 % of them are within one level"

    assert rule in text_of(found.here.analysts_browser.get(found.at))
    assert rule in text_of(Client().get(f"/score/{found.link(found.assessors[0]).token}/"))
