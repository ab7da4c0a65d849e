"""Two decide on a text of a Word file at one moment, or one is killed deciding: one text stands.

Each presses over a connection of its own, to a database that both write to. Whoever is killed is
ended by SIGKILL halfway through a whole file: none of its texts stand, and it can be done again.
"""

import json
from pathlib import Path

import pytest
from installations import Installation

HERE = Path(__file__).parent
RETURNING = (HERE / "returning.py").read_text(encoding="utf-8")
TIMES = 3
TEXTS = 6


def whole_whatever_happens(here: Installation) -> None:
    """Race and kill; of two one wins and the other is shown both, and nothing is half written."""
    told = here.run(RETURNING, TIMES, HERE.parent)
    assert told.status == 0, told.err
    found = json.loads(told.out.splitlines()[-1])

    assert len(found["races"]) == len(found["kills"]) == TIMES
    for race in found["races"]:
        # a conflict page for the second, whose text waits as it did; one revision more
        assert sorted(race["both"]) == [302, 409]
        assert race["rivals"] == ["accepted" if one == 302 else "open" for one in race["both"]]
        assert race["more"] == 1
        # on one text whoever is second is told that somebody has decided
        assert race["decided"] == [302, 302]
        assert race["is_taken"] == (race["state"] == "accepted")
    counted = ("accepted", "written", "revisions", "recorded")
    for kill in found["kills"]:
        assert kill["was_killed"]
        assert kill["left"] == dict.fromkeys(counted, 0)
        assert kill["after"] == dict.fromkeys(counted, TEXTS)
    verified = here.command("audit", "verify")
    assert (verified.status, verified.out[:6]) == (0, "Whole:"), verified.err


@pytest.mark.slow
def test_of_two_who_decide_on_a_text_at_once_one_wins_and_a_kill_leaves_no_half(
    tmp_path: Path,
) -> None:
    whole_whatever_happens(Installation(tmp_path / "home"))


@pytest.mark.slow
def test_the_same_on_postgresql(tmp_path: Path, postgresql: str) -> None:
    whole_whatever_happens(
        Installation(tmp_path / "home", {"DATABASE_URL": f"{postgresql}/postgres"})
    )
