"""Copies a whole database as it is at one moment, while people work, and puts one back.

Imported only once the settings are read: `sqlite3` is then the newest library there is, the same
that the server uses. An older one beside it could damage a write-ahead log.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from commonground.errors import BadInput

NAMES = {"sqlite": "commonground.sqlite3", "postgresql": "commonground.pgdump"}
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
ENTRIES = "SELECT count(*) FROM audit_entry"
LAST_DIGEST = "SELECT digest FROM audit_entry ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far a database had come when it was copied."""

    migrations: tuple[str, ...]
    audit_entries: int
    audit_digest: str


def copy(target: Path) -> Snapshot:
    """Copy this installation's database into a file; BadInput where it cannot be."""
    if "audit_entry" not in connection.introspection.table_names():
        raise BadInput("There is nothing to back up yet: this installation has no database.")
    return copy_sqlite(target) if connection.vendor == "sqlite" else _dump(target)


def copy_sqlite(target: Path) -> Snapshot:
    """Copy the SQLite database, without what was deleted from it: its free pages stay behind."""
    source = settings.DATABASES["default"]["NAME"]
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source, timeout=20, isolation_level=None)) as database:
        database.execute("VACUUM INTO ?", (str(target),))
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return look_into(target)


def look_into(path: Path) -> Snapshot:
    """Return how far a SQLite file had come; BadInput where it is not whole."""
    try:
        with closing(sqlite3.connect(path)) as database:
            fault = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if fault != "ok":
                raise BadInput(f"The database in the backup is not whole: {fault}")
            return _snapshot(database)
    except sqlite3.DatabaseError as refused:
        raise BadInput(f"The database in the backup cannot be read: {refused}.") from refused


def _snapshot(database: Any) -> Snapshot:
    """Return it from a cursor, or from a connection that makes its own."""
    cursor = database.cursor()
    migrations = tuple(row[0] for row in cursor.execute(MIGRATIONS).fetchall())
    entries = cursor.execute(ENTRIES).fetchone()[0]
    last = cursor.execute(LAST_DIGEST).fetchone()
    return Snapshot(migrations, entries, last[0] if last else "")


def _dump(target: Path) -> Snapshot:
    """Dump the PostgreSQL database; what is said of it is of the same moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        target.touch(mode=0o600)
        name = settings.DATABASES["default"]["NAME"]
        options = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}"]
        _tool("pg_dump", *options, f"--dbname={name}")
        found = []
        for question in (MIGRATIONS, ENTRIES, LAST_DIGEST):
            cursor.execute(question)
            found.append(cursor.fetchall())
    migrations, entries, last = found
    digest = last[0][0] if last else ""
    return Snapshot(tuple(row[0] for row in migrations), entries[0][0], digest)


def replace_postgresql(dump: Path, stamp: str) -> str:
    """Load a dump into a new database and give it the old one's name; return what that is now.

    Both names change in one transaction of the server's. Needs the right to make databases, and
    nobody else at work in the old one.
    """
    name = str(settings.DATABASES["default"]["NAME"])
    fresh, kept = f"{name}_restoring_{stamp}".lower(), f"{name}_replaced_{stamp}".lower()
    connection.close()
    _tool("createdb", "--maintenance-db=postgres", "--template=template0", fresh)
    try:
        _tool("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={fresh}", str(dump))
        renames = [f"ALTER DATABASE {_quoted(old)} RENAME TO {_quoted(new)}"
                   for old, new in ((name, kept), (fresh, name))]  # fmt: skip
        commands = [f"--command={one}" for one in renames]
        _tool("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
              "--dbname=postgres", *commands)  # fmt: skip
    except BadInput:
        _tool("dropdb", "--maintenance-db=postgres", "--if-exists", fresh)
        raise
    return kept


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools; its password goes by the environment, never by name."""
    path = shutil.which(name)
    if path is None:
        raise BadInput(
            f"PostgreSQL's {name} is not installed on this machine, and this needs it. On Debian: "
            "apt-get install postgresql-client"
        )
    chosen = settings.DATABASES["default"]
    known = {
        "PGHOST": chosen["HOST"],
        "PGPORT": str(chosen["PORT"]),
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
        "PGSSLMODE": chosen["OPTIONS"].get("sslmode", ""),
    }
    environment = {**os.environ, **{key: value for key, value in known.items() if value}}
    told = subprocess.run(
        [path, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise BadInput(f"PostgreSQL's {name} refused: {told.stderr.strip()}")
