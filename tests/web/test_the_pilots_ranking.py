"""The pilot of the demo, made once for all of it: its ranking is the command line's own."""

import json
from pathlib import Path

from commands import Run
from demo_here import Demo
from packs_here import closing_of, laid_out, unpacked
from people_here import at_most, make_person, text_of

from commonground.demo.pilot import make_pilot
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.agreeing_actions import Agreed, agree
from commonground.rooms.consultation.models import Round, Status
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.consultation.running_actions import close_round
from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking import access
from commonground.rooms.ranking.computing import evidence_pack
from commonground.rooms.ranking.models import Ranking


def test_the_pilots_ranking_is_the_command_lines_own(
    kept_demo: Demo, db: None, run: Run, tmp_path: Path
) -> None:
    about = Round.objects.get(partnership=kept_demo.partnership, status=Status.CLOSED)
    closing = closing_of(about)
    ranking = access.made_ranking(closing)
    folder = unpacked(evidence_pack(about, closing, ranking), tmp_path)
    pilot = make_pilot()
    set_by = f"{pilot.board.set_by}, {closing.at.date().isoformat()}"
    options = [f"--factor={total}={factor}" for total, factor in pilot.board.factors]
    again, theirs = tmp_path / "again.json", tmp_path / "theirs.json"

    told = run(
        "rank", folder / "scores.csv", "--agencies", folder / "agencies.csv",
        "--method", pilot.method, *options, "--set-by", set_by, "--save", again,
    )  # fmt: skip
    run("demo", tmp_path / "pilot")
    run(
        "rank", tmp_path / "pilot/scores.csv", "--method", pilot.method, *options,
        "--set-by", set_by, "--save", theirs,
    )  # fmt: skip

    assert told.status == 0, told.err
    assert again.read_bytes() == ranking.result.encode()
    ours, files = json.loads(ranking.result), json.loads(theirs.read_text())
    # the pilot's files say neither how people took part nor that departments count as their agency
    assert {name for name in ours if ours[name] != files[name]} == {
        "sha256", "inputs", "coverage",
    }  # fmt: skip
    assert len(access.decisions(ranking)) == 2


def test_the_pilots_page_says_what_was_moved_and_lets_the_analyst_ask_once_more(
    kept_demo: Demo, db: None
) -> None:
    found = Ranking.objects.get(closing__round__partnership=kept_demo.partnership)
    at = f"/p/{kept_demo.partnership.pk}/rounds/{found.closing.round_id}/ranking/"

    browser = kept_demo.browser
    with at_most(10):
        page = text_of(browser.get(at))

    contested = [
        one["issue"]
        for one in json.loads(found.result)["issues"]
        if one["certainty"]["band"] == "Contested"
    ]
    issues = access.round_issues(found.closing.round)
    assert "30 issues are on the shortlist. 2 were moved by decision." in page
    assert page.count("Moved in by decision") == page.count("Moved out by decision") == 1
    assert "Ask once more about the contested issues" in page
    assert all(f"issue={issues[name].pk}" in page for name in contested)
    assert "Without confidence" in page
    assert "Most worth scoring again" in page


def test_agreed_scores_of_the_pilot_rank_as_the_command_line_ranks_them(
    kept_demo: Demo, db: None, run: Run, tmp_path: Path
) -> None:
    seat = Seat(make_person("Analyst"), kept_demo.partnership, frozenset({Role.ANALYST}))
    about = Round.objects.get(partnership=kept_demo.partnership, status=Status.OPEN)
    issues = list(consultation_access.round_issues(about))
    method = consultation_access.method(about)
    scored = [one for one in issues if one.assignments.filter(scores__level__gt=0).exists()]
    for number, issue in enumerate(scored[:3]):
        reveal(by=seat, about=issue)
        said = {
            one.id: Agreed(number % len(one.levels), f"Reason {number}", 0)
            for one in method.criteria[number : number + 2]
        }
        agree(by=seat, about=issue, said=said)
    close_round(by=seat, about=about)
    about.refresh_from_db()
    folder = laid_out(about, seat, tmp_path)
    pilot, again = make_pilot(), tmp_path / "again.json"
    set_on = consultation_access.own_factors(about)[0].set_on.isoformat()
    options = [f"--factor={total}={factor}" for total, factor in pilot.board.factors]

    told = run(
        "rank", folder / "scores.csv", "--agencies", folder / "agencies.csv", "--agreed",
        folder / "agreed.csv", "--method", pilot.method, *options, "--set-by",
        f"{pilot.board.set_by}, {set_on}", "--save", again,
    )  # fmt: skip

    assert told.status == 0, told.err
    assert again.read_bytes() == (folder / "result.json").read_bytes()
    assert run("verify", folder / "pack.zip").status == 0
    assert len(json.loads(again.read_text(encoding="utf-8"))["inputs"]["agreed"]) == 6
