"""An empty database gets its tables at once, and they are those that the migrations make."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg

SHAPING = Path(__file__).with_name("shaping.py")


def shape(home: Path, made_by: str, address: str = "") -> dict[str, list[str]]:
    """Return the shape that an empty database is given, by the product or by the framework."""
    database = {"COMMONGROUND_DATABASE_URL": address} if address else {}
    done = subprocess.run(
        [sys.executable, SHAPING, made_by],
        env={"PATH": os.environ["PATH"], "COMMONGROUND_HOME": str(home), **database},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_on_sqlite_they_are_the_same_to_the_last_definition(tmp_path: Path) -> None:
    at_once, step_by_step = (shape(tmp_path / by, by) for by in ("product", "framework"))

    assert at_once == step_by_step
    assert any("audit_entry_never_updated" in name for name in at_once)
    assert len(at_once) > 200


def test_on_postgresql_they_are_the_same_to_the_last_definition(
    postgresql: str, tmp_path: Path
) -> None:
    found = []
    for by in ("product", "framework"):
        with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as server:
            server.execute(f"CREATE DATABASE shaped_by_{by}")
        found.append(shape(tmp_path / by, by, f"{postgresql}/shaped_by_{by}"))

    assert found[0] == found[1]
    assert any("audit_entry_never_updated" in one for one in found[0]["triggers"])
    assert len(found[0]["constraints"]) > 200


def test_a_database_that_was_begun_is_left_to_the_migrations(tmp_path: Path) -> None:
    code = (
        "from commonground.web import starting; starting.set_up()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', 'audit', '0001', verbosity=0)\n"
        "call_command('migrate', verbosity=0)\n"
        "from commonground.rooms.audit.verifying import missing_guards\n"
        "print(missing_guards())"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "COMMONGROUND_HOME": str(tmp_path)},
        check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert done.stdout.strip() == "()"
