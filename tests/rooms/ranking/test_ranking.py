"""The ranking of a closed round: the command line's own, frozen, with the board's decisions."""

import re
import zipfile
from pathlib import Path

import pytest
from commands import Run
from packs_here import unpacked
from people_here import Here, text_of
from rounds_here import METHOD, Consulted, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking import access, actions
from commonground.rooms.ranking.computing import result_text
from commonground.rooms.ranking.models import Decision, Direction, Ranking


def ranking_of(found: Consulted) -> Ranking:
    return Ranking.objects.get(closing__round=found.round)


def test_it_is_computed_once_and_kept(ranked: Consulted) -> None:
    browser = ranked.here.analysts_browser
    entries, kept = Entry.objects.count(), ranking_of(ranked).pk

    browser.post(f"{ranked.at}ranking/make/")

    assert ranking_of(ranked).pk == kept
    assert Entry.objects.count() == entries


def test_the_page_shows_risk_rank_band_and_disagreement(ranked: Consulted) -> None:
    page = text_of(ranked.here.analysts_browser.get(f"{ranked.at}ranking/"))

    assert "6 people from 3 agencies scored 4 issues." in page
    assert page.index("On-line grooming") < page.index("Knife crime")
    assert "Without each agency in turn" in page
    assert "One agency one vote" in page
    assert ranking_of(ranked).sha256 in page


def test_it_is_what_the_command_line_computes_byte_for_byte(
    ranked: Consulted, run: Run, tmp_path: Path
) -> None:
    browser = ranked.here.analysts_browser
    folder = unpacked(browser.get(f"{ranked.at}ranking/pack/download/").content, tmp_path)
    again = tmp_path / "again.json"

    told = run(
        "rank", folder / "scores.csv", "--agencies", folder / "agencies.csv",
        "--method", METHOD, "--top", 2, "--save", again,
    )  # fmt: skip

    assert told.status == 0, told.err
    assert again.read_bytes() == (folder / "result.json").read_bytes()
    assert again.read_bytes() == ranking_of(ranked).result.encode()


def test_the_pack_verifies_with_no_server_and_names_nobody(
    ranked: Consulted, run: Run, tmp_path: Path
) -> None:
    browser = ranked.here.analysts_browser
    content = browser.get(f"{ranked.at}ranking/pack/download/").content
    path = tmp_path / "pack.zip"
    path.write_bytes(content)

    assert run("verify", path).status == 0
    assert content == browser.get(f"{ranked.at}ranking/pack/download/").content
    with zipfile.ZipFile(path) as held:
        everything = "".join(held.read(name).decode() for name in held.namelist())
    assert not re.search(r"Invented \d \d|@example", everything)
    assert "Seen often" in everything


def test_the_numbers_in_a_pack_follow_no_order_of_names_or_ids(here: Here) -> None:
    # so many people that lots would draw an order by chance once in 10**32
    found = ready_round(here, agencies=15).open()
    people = sorted(found.assessors, key=lambda one: one.code)
    names = [one.membership.person.name for one in people]

    assert [one.code for one in people] == [f"A{number:03d}" for number in range(1, 31)]
    assert names != sorted(names)
    assert [one.pk for one in people] != sorted(one.pk for one in people)


def test_the_chair_takes_an_issue_out_with_a_reason(ranked: Consulted) -> None:
    browser = ranked.here.browser(Role.CHAIR)
    name = "On-line grooming"
    issue = access.round_issues(ranked.round)[name]
    at = f"{ranked.at}ranking/{issue.pk}/decide/"
    assert f"Take {name} out of the shortlist" in text_of(browser.get(at))
    sent = {"direction": "out", "reason": "Led elsewhere", "decided_by": "The board, 3 March"}

    refused = browser.post(at, {**sent, "reason": " "})
    browser.post(at, sent)
    again = browser.post(at, sent)

    assert refused.status_code == 200
    assert "Enter: reason" in text_of(refused)
    assert "is not on it" in text_of(again)
    decision = Decision.objects.get()
    assert (decision.rank, decision.direction, decision.reason) == (1, "out", "Led elsewhere")
    page = text_of(browser.get(f"{ranked.at}ranking/"))
    assert "1 issue is on the shortlist." in page
    assert "Led elsewhere" in page
    assert Entry.objects.filter(verb="decided").count() == 1


def test_a_decision_is_undone_by_another_and_both_stay(ranked: Consulted) -> None:
    by, ranking = ranked.here.seat, ranking_of(ranked)
    issues = access.round_issues(ranked.round)
    seat = Seat(by.person, by.partnership, frozenset({Role.CHAIR}))
    ranked_in = {"On-line grooming", "Loan sharks"}

    def decide(name: str, direction: Direction) -> None:
        actions.decide(
            by=seat, ranking=ranking, about=issues[name], direction=direction, reason="Because",
            decided_by="The board",
        )  # fmt: skip

    decide("Loan sharks", Direction.OUT)
    assert access.shortlist(ranking, ranked_in, issues) == {"On-line grooming"}
    decide("Knife crime", Direction.IN)
    decide("Loan sharks", Direction.IN)
    assert access.shortlist(ranking, ranked_in, issues) == {*ranked_in, "Knife crime"}
    assert [one.number for one in access.decisions(ranking)] == [1, 2, 3]
    with pytest.raises(BadInput, match="on the shortlist already"):
        decide("Loan sharks", Direction.IN)


@pytest.mark.parametrize(("reason", "decided_by"), [("", "The board"), ("Because", " ")])
def test_a_decision_without_a_reason_or_a_decider_is_refused(
    ranked: Consulted, reason: str, decided_by: str
) -> None:
    issue = access.round_issues(ranked.round)["Knife crime"]

    with pytest.raises(BadInput, match="Enter"):
        actions.decide(
            by=ranked.here.seat, ranking=ranking_of(ranked), about=issue,
            direction=Direction.IN, reason=reason, decided_by=decided_by,
        )  # fmt: skip


def test_an_issue_that_nobody_scored_is_listed_and_cannot_be_taken_in(here: Here) -> None:
    found = ready_round(here).open()
    who = found.assessors[0]
    first = who.assignments.order_by("round_issue__position")[0].round_issue.name
    found.score_everything()
    for one in found.assessors:
        about = one.assignments.get(round_issue__name=first)
        about.scores.all().delete()
    found.close()
    here.analysts_browser.post(f"{found.at}ranking/make/")

    page = text_of(here.analysts_browser.get(f"{found.at}ranking/"))
    assert f"{first}: nobody scored it" in page
    with pytest.raises(BadInput, match="was not ranked"):
        actions.decide(
            by=here.seat, ranking=ranking_of(found), about=access.round_issues(found.round)[first],
            direction=Direction.IN, reason="Because", decided_by="The board",
        )  # fmt: skip


def test_a_round_in_which_nobody_scored_cannot_be_ranked_and_says_so(here: Here) -> None:
    found = ready_round(here).open().close()

    page = text_of(here.analysts_browser.post(f"{found.at}ranking/make/", follow=True))

    assert "nothing can be ranked" in page
    assert not Ranking.objects.filter(closing__round=found.round_id).exists()


def test_scores_that_changed_after_the_close_are_not_kept_as_its_ranking(here: Here) -> None:
    found = ready_round(here).open().score_everything().close()
    closing = consultation_access.closing(found.round)
    assert closing is not None
    found.assessors[0].assignments.all()[0].scores.update(level=4)

    with pytest.raises(BadInput, match="not those that the round closed with"):
        actions.keep_ranking(by=here.seat, closing=closing, result=result_text(closing))
