"""A second round: of contested issues alone, once, each seeing themselves among the agencies."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from people_here import Here, text_of
from rounds_here import Consulted, answered, letters, path_in, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access, reopening_actions, scoring_actions
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.closed_scores import held_scores
from commonground.rooms.consultation.models import Kind, RoundIssue
from commonground.rooms.consultation.recipients import recipients
from commonground.rooms.consultation.score_access import Stages, own_standing
from commonground.rooms.consultation.scoring_actions import Sender
from commonground.rooms.consultation.second_round import contested
from commonground.rooms.consultation.shown_scores import spread_before
from commonground.rooms.consultation.visibility import Viewer

SPLIT = {"Knife crime": (0, 0, 0, 0, 4, 4)}
"""Two agencies against one on the first issue; everybody says 2 of the others."""


def give(found: Consulted, at: int, name: str, level: int) -> None:
    """Let one assessor score an issue by a link."""
    who = found.assessors[at]
    link = found.link(who).message.link
    assert link is not None
    about = who.assignments.get(round_issue__name=name)
    scoring_actions.take_scores(
        by=Sender.link(link), assessor=who, assignment_id=about.pk, submission_id=uuid4(),
        answers=dict.fromkeys(("likelihood", "impact"), Answer(level=level)),
    )  # fmt: skip


def issue(found: Consulted, name: str) -> RoundIssue:
    return access.round_issues(found.round).get(name=name)


def told(browser: Client, page: str) -> list[str]:
    """Return what a page of scores says of the others."""
    return re.findall(r"Other agencies: [^<]*", text_of(browser.get(page)))


@pytest.fixture
def closed(here: Here) -> Consulted:
    """Return a closed round in which the agencies differ on the first issue alone."""
    found = ready_round(here).open()
    for one in access.round_issues(found.round):
        for at in range(6):
            give(found, at, one.name, SPLIT.get(one.name, (2,) * 6)[at])
    return found.close()


@pytest.fixture
def again(closed: Consulted) -> Consulted:
    """Return the same with its second round open."""
    reopening_actions.reopen(
        by=closed.here.seat, about=closed.round, issues=[issue(closed, "Knife crime")]
    )
    return closed


def test_the_rules_say_what_is_contested(closed: Consulted) -> None:
    assert contested(closed.round) == {"Knife crime": ("likelihood", "impact")}


def test_the_page_ticks_what_the_rules_open_again_or_what_a_link_asks_for(
    closed: Consulted,
) -> None:
    browser = closed.here.analysts_browser
    knife, loan = issue(closed, "Knife crime"), issue(closed, "Loan sharks")

    page = text_of(browser.get(f"{closed.at}reopen/"))
    assert page.count(" checked") == 1
    assert f'value="{knife.pk}" checked' in page
    assert "No consensus on:" in page
    page = text_of(browser.get(f"{closed.at}reopen/", {"issue": str(loan.pk)}))
    assert f'value="{loan.pk}" checked' in page
    assert page.count(" checked") == 1


def test_the_analyst_opens_a_second_round_on_its_page(closed: Consulted) -> None:
    browser = closed.here.analysts_browser
    sent = {"issue": [str(issue(closed, "Knife crime").pk)], "wanted_by": "28/2/2030"}
    assert "Choose the issues" in text_of(
        browser.post(f"{closed.at}reopen/", {"wanted_by": "28/2/2030"})
    )

    page = text_of(browser.post(f"{closed.at}reopen/", sent, follow=True))

    assert "Second round" in page
    assert "0 of 6 pages are complete" in page
    found = closed.round
    assert (found.is_open, found.stage, found.closes_on) == (True, 2, date(2030, 2, 28))
    assert Entry.objects.filter(verb="opened again").count() == 1
    browser.post(f"{closed.at}invite/")
    assert len(letters()) == 6
    assert "look again" in mail.outbox[0].body
    assert "1 issue." in mail.outbox[0].body


def test_an_assessor_is_asked_about_the_opened_issues_alone_and_sees_themselves_among_agencies(
    again: Consulted,
) -> None:
    at = f"/score/{again.link(again.assessors[0]).token}/"

    start = text_of(Client().get(at))
    page = text_of(Client().get(f"{at}1/"))

    assert "You have scored 0 of 1 issue." in start
    assert "Fly-tipping" not in start
    assert "Knife crime" in page
    # of the two other agencies one stands at the lowest level, and one at the highest
    assert "Other agencies: 1 said" in page
    assert page.count(" checked") == 2
    assert not any(one.membership.person.name in page for one in again.assessors)
    assert not any(one.counts_as in page for one in again.assessors[2:])


def test_no_new_score_is_seen_before_the_second_round_closes(again: Consulted) -> None:
    before = held_scores(again.round, Viewer.BOARD, Stages.up_to(1))
    page = f"/score/{again.link(again.assessors[1]).token}/1/"
    shown = told(Client(), page)

    give(again, 0, "Knife crime", 4)

    for viewer in (Viewer.ANALYST, Viewer.BOARD, Viewer.ASSESSOR):
        with pytest.raises(BadInput, match="not shown before the round closes"):
            held_scores(again.round, viewer)
    assert held_scores(again.round, Viewer.BOARD, Stages.up_to(1)).rows == before.rows
    assert len(shown) == 2
    assert told(Client(), page) == shown
    spread = spread_before(issue(again, "Knife crime"), 2)["likelihood"]
    assert sum(sum(one.levels) for one in spread) == 6


def test_a_new_score_stands_in_place_of_the_earlier_and_silence_keeps_it(again: Consulted) -> None:
    give(again, 0, "Knife crime", 4)
    again.close()

    values = held_scores(again.round, Viewer.ANALYST).cube
    at = [one.name for one in values.issues].index("Knife crime")
    scores = sorted(values.values[:, at, 0].tolist())
    old = held_scores(again.round, Viewer.ANALYST, Stages.up_to(1)).cube

    assert len(scores) == 6
    assert sum(a != b for a, b in zip(scores, sorted(old.values[:, at, 0].tolist()), strict=True))


def test_taking_a_second_score_back_leaves_the_first(again: Consulted) -> None:
    who = again.assessors[0]
    at = f"/score/{again.link(who).token}/1/"
    Client().post(at, answered(likelihood="4", impact="4"))

    Client().post(at, {**answered(likelihood="4", impact="4"), "take_back": "1"})

    about = who.assignments.get(round_issue__name="Knife crime")
    assert own_standing(who, 2)[about.pk]["likelihood"].level == 0


def test_the_second_closing_tells_what_held_still_and_where_people_differ(
    again: Consulted,
) -> None:
    for at in range(3):
        give(again, at, "Knife crime", (0, 0, 0)[at])
    again.close()

    closing = access.closing(again.round)
    assert closing is not None
    second = json.loads(closing.record)["second_round"]
    assert second["issues"] == ["Knife crime"]
    assert second["assessors"] == 3
    assert {one["is_dissent"] for one in second["cells"]} == {True}
    assert {one["share_moved"] for one in second["cells"]} == {0}
    page = text_of(again.here.analysts_browser.get(again.at))
    assert "What the second round changed" in page
    assert "Where people still differ" in page
    assert "Open a second round" not in page


def test_there_are_two_rounds_at_most(again: Consulted) -> None:
    again.close()

    with pytest.raises(BadInput, match="allow no further one"):
        reopening_actions.reopen(
            by=again.here.seat, about=again.round, issues=[issue(again, "Knife crime")]
        )
    answer = again.here.analysts_browser.get(f"{again.at}reopen/")
    assert answer.status_code == 302


def test_an_open_round_cannot_be_opened_again(again: Consulted) -> None:
    with pytest.raises(BadInput, match="open already"):
        reopening_actions.reopen(
            by=again.here.seat, about=again.round, issues=[issue(again, "Knife crime")]
        )


def test_the_links_of_the_first_round_lead_to_the_second(here: Here) -> None:
    found = ready_round(here).open()
    here.analysts_browser.post(f"{found.at}invite/")
    at = path_in(letters()[0])
    Client().post(f"{at}1/", answered(likelihood="1", impact="1"))
    found.close()
    assert "This round is closed" in text_of(Client().get(at))

    reopening_actions.reopen(by=here.seat, about=found.round, issues=[issue(found, "Knife crime")])

    assert "You have scored 0 of 1 issue." in text_of(Client().get(at))
    assert len(recipients(found.round, Kind.INVITATION)) == 6
