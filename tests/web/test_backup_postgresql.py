"""On PostgreSQL too, a backup holds everything and a restore replaces all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from installations import Installation
from psycopg.sql import SQL, Identifier

from commonground.web.archives import read_manifest

PREPARE = "from commonground.web import starting; starting.prepare(0)"
WRITE = """
import sys
from commonground.web import starting
starting.set_up()
from commonground.rooms.audit.actions import record_backup
for number in range(int(sys.argv[1])):
    record_backup(taken={"number": number})
"""


@pytest.fixture
def here(postgresql: str, tmp_path: Path) -> Iterator[Installation]:
    """Return an installation on PostgreSQL whose record has three entries."""
    # a quote in the name would end it where a statement were put together carelessly
    name = 'larken"mere'
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        found = Installation(tmp_path / "home", {"DATABASE_URL": f"{postgresql}/larken%22mere"})
        assert found.run(PREPARE).err == ""
        assert found.run(WRITE, 3).err == ""
        yield found
        for kept in databases(postgresql):
            server.execute(SQL("DROP DATABASE {}").format(Identifier(kept)))


def databases(server: str) -> list[str]:
    with psycopg.connect(f"{server}/postgres") as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'larken%' ORDER BY 1"
        )
        return [str(row[0]) for row in rows]


def entries_in(server: str, name: str) -> int:
    with psycopg.connect(f"{server}/{name.replace(chr(34), '%22')}") as connection:
        row = connection.execute("SELECT count(*) FROM audit_entry").fetchone()
    assert row is not None
    return int(row[0])


def test_a_restore_brings_back_what_was_and_keeps_what_it_replaces(
    here: Installation, postgresql: str, tmp_path: Path
) -> None:
    backup = here.command("backup", tmp_path / "backup")
    assert (backup.status, len(backup.out.strip())) == (0, 64), backup.err
    said = read_manifest(tmp_path / "backup")
    assert (said.database, said.audit_entries) == ("postgresql", 3)
    assert here.run(WRITE, 5).status == 0

    told = here.command("restore", tmp_path / "backup")

    assert (told.status, told.out) == (0, "Whole: 4 entries in 1 records.\n"), told.err
    present, kept = databases(postgresql)
    assert f"is kept as {kept}" in told.err
    assert (entries_in(postgresql, present), entries_in(postgresql, kept)) == (4, 9)
    assert not list(here.home.glob("restoring*"))


def test_while_anybody_is_at_work_in_the_database_nothing_is_replaced(
    here: Installation, postgresql: str, tmp_path: Path
) -> None:
    assert here.command("backup", tmp_path / "backup").status == 0
    with psycopg.connect(f"{postgresql}/larken%22mere"):
        told = here.command("restore", tmp_path / "backup")

    assert told.status != 0
    assert "is being accessed by other users" in told.err
    assert "Traceback" not in told.err
    assert databases(postgresql) == ['larken"mere']
    assert entries_in(postgresql, 'larken"mere') == 4
    assert not list(here.home.glob("restoring*"))
