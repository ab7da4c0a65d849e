"""Killed at any moment while people write: the database is whole and no acknowledged write lost.

What is killed is the whole server, every process of it, by SIGKILL, as when memory runs out. It is
no power cut: what the operating system was told is kept by it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from installations import COMMANDS, Installation

from commonground.web import settings, sqlite

HAS_SAFE_LIBRARY = sqlite.journal_mode(settings.SQLITE_VERSION) == "WAL"
# without the bundled library Python's own is used, by the older journal
OLD_LIBRARY = "import sys; sys.modules['pysqlite3'] = None\n"
KILL = Path(__file__).with_name("killing.py").read_text(encoding="utf-8")
ASK = """
from commonground.web import starting
starting.set_up()
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.models import Agency
print(Entry.objects.filter(object_type="agency", verb="added").count())
print("\\n".join(Agency.objects.values_list("name", flat=True)))
"""
KILLS = 25
"""In each of SQLite's two modes; fewer on PostgreSQL, whose own processes are not killed."""
WAL_IN_HEADER = 2


def killed_and_whole(here: Installation, kills: int, before: str = "") -> None:
    """Kill it over and over; whatever was acknowledged must be there, and recorded."""
    told = here.run(before + KILL, kills)

    assert (told.status, told.err) == (0, "")
    acknowledged = [name for name in told.out.splitlines() if name[0].isdecimal()]
    assert len({name.split("-")[0] for name in acknowledged}) == kills
    verified = here.run(before + COMMANDS, "audit", "verify")
    assert (verified.status, verified.out[:6]) == (0, "Whole:"), verified.err
    recorded, *names = here.run(before + ASK).out.splitlines()
    assert set(acknowledged) <= set(names)
    assert int(recorded) == len(names)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "before"), [("WAL", ""), ("TRUNCATE", OLD_LIBRARY)], ids=["WAL", "TRUNCATE"]
)
def test_killed_while_writing_nothing_acknowledged_is_lost(
    tmp_path: Path, mode: str, before: str
) -> None:
    here = Installation(tmp_path / "home")

    killed_and_whole(here, KILLS, before)

    file = here.home / "commonground.sqlite3"
    assert (file.read_bytes()[18] == WAL_IN_HEADER) == (mode == "WAL" and HAS_SAFE_LIBRARY)
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.slow
def test_killed_while_writing_to_postgresql_nothing_acknowledged_is_lost(
    tmp_path: Path, postgresql: str
) -> None:
    here = Installation(tmp_path / "home", {"DATABASE_URL": f"{postgresql}/postgres"})

    killed_and_whole(here, 10)
