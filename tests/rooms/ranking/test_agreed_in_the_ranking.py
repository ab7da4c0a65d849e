"""What meetings agreed on stands in the ranking as `commonground rank --agreed` puts it there."""

import json
from pathlib import Path

import pytest
from commands import Run
from meetings_here import Met, planned
from packs_here import closing_of, laid_out
from people_here import Here
from rounds_here import ISSUES, METHOD

from commonground.errors import BadInput
from commonground.rooms.consultation.agreeing_actions import Agreed, agree
from commonground.rooms.consultation.models import AgreedScore, Assessor
from commonground.rooms.consultation.reopening_actions import reopen
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.consultation.shown_scores import agreed_scores

REASON = "=As seen, “twice”; said Å"


@pytest.fixture
def found(here: Here) -> Met:
    """Return a meeting of an open round in which everybody has scored everything."""
    met = planned(here)
    met.of.score_everything()
    return met


def settle(met: Met, at: int, level: int, criterion: str = "impact") -> None:
    """Reveal an issue and agree on one of its criteria."""
    seat, about = met.here.seat, met.issues[at]
    reveal(by=seat, about=about)
    agree(by=seat, about=about, said={criterion: Agreed(level, REASON, 0)})


def test_it_is_what_the_command_line_computes_byte_for_byte(
    found: Met, run: Run, tmp_path: Path
) -> None:
    settle(found, 0, 4)
    settle(found, 2, 0, "likelihood")
    found.of.close()
    folder = laid_out(found.of.round, found.here.seat, tmp_path)
    again = tmp_path / "again.json"

    told = run(
        "rank", folder / "scores.csv", "--agencies", folder / "agencies.csv", "--agreed",
        folder / "agreed.csv", "--method", METHOD, "--top", 2, "--save", again,
    )  # fmt: skip

    assert told.status == 0, told.err
    assert again.read_bytes() == (folder / "result.json").read_bytes()
    assert run("verify", folder / "pack.zip").status == 0
    kept = json.loads(again.read_text(encoding="utf-8"))
    assert [one["reason"] for one in kept["inputs"]["agreed"]] == [REASON, REASON]
    ranked = {one["issue"]: one["agreed_criteria"] for one in kept["issues"]}
    assert ranked == {
        ISSUES[0]: ["impact"], ISSUES[1]: [], ISSUES[2]: ["likelihood"], ISSUES[3]: [],
    }  # fmt: skip
    assert "agreed.csv" in (folder / "README.txt").read_text(encoding="utf-8")


def test_the_record_of_the_closing_holds_what_was_agreed(found: Met) -> None:
    settle(found, 1, 3)
    found.of.close()

    record = json.loads(closing_of(found.of.round).record)

    assert record["agreed"] == [
        {"issue": ISSUES[1], "criterion": "impact", "score": "4", "reason": REASON}
    ]


def test_without_any_a_pack_and_a_record_are_as_they_were(found: Met, tmp_path: Path) -> None:
    found.of.close()

    folder = laid_out(found.of.round, found.here.seat, tmp_path)

    assert not (folder / "agreed.csv").exists()
    assert "agreed" not in (folder / "README.txt").read_text(encoding="utf-8")
    assert "agreed" not in json.loads((folder / "closing.json").read_text(encoding="utf-8"))


def test_what_was_agreed_is_not_told_for_the_ranking_before_the_close(found: Met) -> None:
    settle(found, 0, 4)

    with pytest.raises(BadInput, match="not shown before the round closes"):
        agreed_scores(found.of.round, 1)


def test_scoring_an_issue_again_sets_aside_what_was_agreed_on_it(found: Met) -> None:
    settle(found, 0, 4)
    settle(found, 1, 4)
    found.of.close()
    reopen(by=found.here.seat, about=found.of.round, issues=found.issues[1:2])

    assert [one.issue for one in agreed_scores(found.of.round, 1)] == [*ISSUES[:2]]
    found.of.close()
    assert [one.issue for one in agreed_scores(found.of.round, 2)] == [ISSUES[0]]


def test_an_issue_whose_scorers_all_withdrew_is_not_ranked_by_what_was_agreed(
    found: Met, tmp_path: Path
) -> None:
    settle(found, 0, 4)
    Assessor.objects.filter(round=found.of.round_id).exclude(pk=found.of.assessors[0].pk).update(
        withdrawn_because="Left"
    )
    found.of.assessors[0].assignments.get(round_issue=found.issues[0]).scores.all().delete()
    found.of.close()

    folder = laid_out(found.of.round, found.here.seat, tmp_path)

    assert AgreedScore.objects.exists()
    assert not (folder / "agreed.csv").exists()
