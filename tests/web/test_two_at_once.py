"""Two who lead one meeting press the same at one moment: one of them wins, and nothing is doubled.

Each presses over a connection of its own, to a database that both write to.
"""

import json
from pathlib import Path

import pytest
from installations import Installation

RACING = Path(__file__).with_name("racing.py").read_text(encoding="utf-8")
TIMES = 8
WON, LOST = [302, False], [409, True]


def one_wins_each_race(here: Installation) -> None:
    """Race; of two presses one does it, and the other is told that its press did nothing."""
    told = here.run(RACING, TIMES)
    assert told.status == 0, told.err
    races = json.loads(told.out.splitlines()[-1])

    assert len(races) == TIMES
    for race in races:
        assert sorted(race["revealed"]) == [WON, LOST]
        assert race["reveals"] == 1
        assert sorted(race["agreed"]) == [WON, LOST]
        # what is kept is what the one who won had sent, as it was first written
        assert race["kept"] == [[race["agreed"].index(WON), 1]]
        assert race["entries"] == len(("revealed", "made"))


@pytest.mark.slow
def test_of_two_who_reveal_or_agree_at_once_one_wins(tmp_path: Path) -> None:
    one_wins_each_race(Installation(tmp_path / "home"))


@pytest.mark.slow
def test_of_two_who_reveal_or_agree_at_once_on_postgresql_one_wins(
    tmp_path: Path, postgresql: str
) -> None:
    one_wins_each_race(Installation(tmp_path / "home", {"DATABASE_URL": f"{postgresql}/postgres"}))
