"""Killed at any moment while people write: the database is whole and no acknowledged write lost.

What is killed is every process at once, by SIGKILL, as when the system runs out of memory. It is
no power cut: what the operating system was told is kept by it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from installations import COMMANDS, Installation

from commonground.web import settings, sqlite

HAS_SAFE_LIBRARY = sqlite.journal_mode(settings.SQLITE_VERSION) == "WAL"

MODES = {"WAL": "", "TRUNCATE": "import sys; sys.modules['pysqlite3'] = None\n"}
"""Without the bundled library Python's own is used, by the older journal."""

KILLS = 25
"""In each of the two modes."""

DRIVER = """
import os, random, signal, sys, time
from commonground.web import starting
starting.set_up()
from commonground.rooms.people import access, actions
from commonground.rooms.people.models import Person

def write(told, round):
    analyst = Person.objects.get(email="analyst@example.invalid")
    [seat] = access.seats(analyst)
    number = 0
    while True:
        name = f"{round}-{os.getpid()}-{number}"
        actions.add_agency(by=seat, name=name)
        # an acknowledgement: one write of one line, after the action has returned
        os.write(told, f"{name}\\n".encode())
        number += 1

def be_a_server(told, round):
    try:
        os.setpgid(0, 0)
        for _ in range(2):
            if os.fork() == 0:
                break
        write(told, round)
    finally:
        os._exit(1)

chance = random.Random(3)
for round in range(int(sys.argv[1])):
    heard, told = os.pipe()
    server = os.fork()
    if server == 0:
        be_a_server(told, round)
    os.close(told)
    lines = os.read(heard, 65536)
    time.sleep(chance.uniform(0, 0.2))
    os.killpg(server, signal.SIGKILL)
    while block := os.read(heard, 65536):
        lines += block
    os.waitpid(server, 0)
    os.close(heard)
    sys.stdout.write(lines.decode())
"""
"""Starts three writers at a time, kills them at some moment, and prints what they acknowledged."""

PREPARE = """
from commonground.web import starting
starting.prepare(0)
starting.demo_sign_ins(make=True)
"""
WAL_IN_HEADER = 2


@pytest.mark.slow
@pytest.mark.parametrize("mode", sorted(MODES))
def test_killed_while_writing_nothing_acknowledged_is_lost(tmp_path: Path, mode: str) -> None:
    here = Installation(tmp_path / "home")
    file = here.home / "commonground.sqlite3"
    assert here.run(MODES[mode] + PREPARE).err == ""

    told = here.run(MODES[mode] + DRIVER, KILLS)

    assert (told.status, told.err) == (0, "")
    acknowledged = told.out.split()
    assert len(acknowledged) > KILLS
    assert (file.read_bytes()[18] == WAL_IN_HEADER) == (mode == "WAL" and HAS_SAFE_LIBRARY)
    names, recorded = what_is_there(here, MODES[mode])
    assert set(acknowledged) <= names
    assert recorded == len(names)


def what_is_there(here: Installation, mode: str) -> tuple[set[str], int]:
    """Return the agencies' names, and how many of them the record knows; all must be whole."""
    verified = here.run(mode + COMMANDS, "audit", "verify")
    assert (verified.status, verified.out[:6]) == (0, "Whole:"), verified.err
    with closing(sqlite3.connect(here.home / "commonground.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {row[0] for row in database.execute("SELECT name FROM people_agency")}
        recorded = database.execute(
            "SELECT count(*) FROM audit_entry WHERE object_type = 'agency' AND verb = 'added'"
        ).fetchone()[0]
    return names, recorded
