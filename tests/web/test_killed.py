"""Killed at any moment while people write: the database is whole and no acknowledged write lost.

What is killed is the whole server, every process of it, by SIGKILL, as when memory runs out. It is
no power cut: what the operating system was told is kept by it.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

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
ASK_SCORES = """
import json
from commonground.web import starting
starting.set_up()
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.models import Score, Submission
here = Submission.objects.filter(entered_by="link", assignment__assessor__messages__isnull=False)
taken = [str(pk) for pk in here.distinct().values_list("pk", flat=True)]
recorded = Entry.objects.filter(object_type="submission", verb="sent").values_list("object_id")
pages = Score.objects.filter(submission__in=taken).values_list("assignment", "submission", "level")
print(json.dumps({
    "taken": taken,
    "recorded": [one for one, in recorded],
    "pages": [[page, str(one), level] for page, one, level in pages],
}))
"""
KILLS = 25
"""In each of SQLite's two modes; fewer on PostgreSQL, whose own processes are not killed."""
WAL_IN_HEADER = 2


def acknowledged_by(here: Installation, kills: int, what: str, before: str = "") -> list[str]:
    """Kill it over and over; return the names that were acknowledged. The record must be whole."""
    told = here.run(before + KILL, kills, what)
    assert (told.status, told.err) == (0, "")
    acknowledged = [name for name in told.out.splitlines() if name[0].isdecimal()]
    assert len({name.split("-")[0] for name in acknowledged}) == kills
    verified = here.run(before + COMMANDS, "audit", "verify")
    assert (verified.status, verified.out[:6]) == (0, "Whole:"), verified.err
    return acknowledged


def killed_and_whole(here: Installation, kills: int, before: str = "") -> None:
    """Kill it over and over; whatever was acknowledged must be there, and recorded."""
    acknowledged = acknowledged_by(here, kills, "agencies", before)

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


def scores_are_whole(here: Installation, kills: int) -> None:
    """Kill it while people score; every page that was acknowledged is there, once, and whole."""
    acknowledged = acknowledged_by(here, kills, "scores")

    held = json.loads(here.run(ASK_SCORES).out)
    sent = {str(uuid5(NAMESPACE_URL, name)) for name in acknowledged}
    assert sent <= set(held["recorded"])
    # what was in the seed of the demo was never sent, and so never recorded
    assert sorted(held["recorded"]) == sorted(set(held["recorded"]) & set(held["taken"]))
    stands: dict[int, set[tuple[str, int]]] = {}
    for page, submission, level in held["pages"]:
        stands.setdefault(page, set()).add((submission, level))
    pages = {page: some for page, some in stands.items() if {one for one, _level in some} & sent}
    assert pages
    for some in pages.values():
        [(submission, level)] = some
        assert level == UUID(submission).int % 3


@pytest.mark.slow
def test_killed_while_people_score_no_page_is_lost_doubled_or_halved(tmp_path: Path) -> None:
    scores_are_whole(Installation(tmp_path / "home"), 5)


@pytest.mark.slow
def test_killed_while_people_score_on_postgresql_no_page_is_lost(
    tmp_path: Path, postgresql: str
) -> None:
    scores_are_whole(Installation(tmp_path / "home", {"DATABASE_URL": f"{postgresql}/postgres"}), 3)
