"""A backup is whole or it is none; what is restored is what was backed up, and is proved to be."""

import json
import os
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings
from installations import COMMANDS, Installation

from commonground.errors import BadInput
from commonground.web.archives import Manifest, read_manifest, write_archive
from commonground.web.facts import last_backup
from commonground.web.last_backup import LastBackup, remember
from commonground.web.swapping import LIST, finish, swap, waiting

DATABASE = "commonground.sqlite3"
SET_UP = "from commonground.web import starting; starting.set_up()\n"
PREPARE = "from commonground.web import starting; starting.prepare(0)"
WRITE = (
    SET_UP
    + """
import sys
from commonground.rooms.audit.actions import record_backup
for number in range(int(sys.argv[1])):
    record_backup(taken={"number": number})
    print(number, flush=True)
"""
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an installation whose record has three entries; to be copied."""
    home = tmp_path_factory.mktemp("prepared")
    assert Installation(home).run(PREPARE).status == 0
    assert Installation(home).run(WRITE, 3).status == 0
    return home


@pytest.fixture(scope="module")
def taken(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of it; not to be changed."""
    file = tmp_path_factory.mktemp("taken") / "backup"
    home = tmp_path_factory.mktemp("copied") / "home"
    shutil.copytree(prepared, home)
    assert Installation(home).command("backup", file).status == 0
    return file


@pytest.fixture
def here(prepared: Path, tmp_path: Path) -> Installation:
    """Return an installation whose record has three entries."""
    shutil.copytree(prepared, tmp_path / "home")
    return Installation(tmp_path / "home")


def entries_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM audit_entry").fetchone()[0])


def test_a_backup_is_one_file_for_its_owner_alone_and_says_what_it_is(
    here: Installation, tmp_path: Path
) -> None:
    told = here.command("backup", tmp_path / "backup")

    assert told.status == 0
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    assert len(told.out.strip()) == 64
    said = read_manifest(tmp_path / "backup")
    assert (said.database, said.audit_entries) == ("sqlite", 3)
    assert set(said.parts) == {DATABASE, "secret-key"}
    assert json.loads((here.home / "last-backup.json").read_text())["taken_at"] == said.taken_at
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backup", "home"]


def test_a_restore_brings_back_what_was_and_keeps_what_it_replaces(
    here: Installation, tmp_path: Path
) -> None:
    assert here.command("backup", tmp_path / "backup").status == 0
    assert here.run(WRITE, 5).status == 0

    told = here.command("restore", tmp_path / "backup")

    # the three, and that it was restored; neither the entry of the backup nor the five after it
    assert (told.status, told.out) == (0, "Whole: 4 entries in 1 records.\n")
    kept = next(here.home.glob(f"{DATABASE}.replaced-*Z"))
    assert str(kept) in told.err
    assert entries_in(kept) == 9
    assert not list(here.home.glob("restoring*"))


def test_an_empty_folder_becomes_the_installation_with_its_secret(
    here: Installation, taken: Path, tmp_path: Path
) -> None:
    new = Installation(tmp_path / "new")

    told = new.command("restore", taken)

    assert (told.status, told.out) == (0, "Whole: 4 entries in 1 records.\n")
    for name in (DATABASE, "secret-key"):
        assert (new.home / name).stat().st_mode & 0o777 == 0o600
    secret = (here.home / "secret-key").read_text()
    assert (new.home / "secret-key").read_text() == secret
    assert new.command("audit", "verify").status == 0


def test_a_backup_while_others_write_holds_one_moment_and_loses_nobodys_write(
    here: Installation, tmp_path: Path
) -> None:
    writers = [here.open(WRITE, 100) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    told = [here.command("backup", tmp_path / f"backup{number}") for number in range(3)]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [one.status for one in told] == [0, 0, 0]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert entries_in(here.home / DATABASE) == 3 + 2 * 100 + 3

    held = [read_manifest(tmp_path / f"backup{number}").audit_entries for number in range(3)]
    assert held == sorted(set(held))
    restored = Installation(tmp_path / "new").command("restore", tmp_path / "backup1")
    assert (restored.status, restored.out) == (0, f"Whole: {held[1] + 1} entries in 1 records.\n")


def test_a_flipped_byte_is_found_wherever_it_is(taken: Path, tmp_path: Path) -> None:
    whole = taken.read_bytes()
    damaged = tmp_path / "damaged"
    for at in range(0, len(whole), len(whole) // 60):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BadInput, match="Nothing was replaced"):
            read_manifest(damaged)


@pytest.mark.parametrize("length", [0, 1, 64, 3000, -1, -64, -65])
def test_a_backup_that_was_cut_short_is_none(taken: Path, tmp_path: Path, length: int) -> None:
    (tmp_path / "cut").write_bytes(taken.read_bytes()[:length])

    with pytest.raises(BadInput, match="Nothing was replaced"):
        read_manifest(tmp_path / "cut")


def foreign(folder: Path) -> Iterator[Path]:
    with zipfile.ZipFile(folder / "other.zip", "w") as archive:
        archive.writestr("manifest.json", '{"format": "other"}')
    with zipfile.ZipFile(folder / "list.zip", "w") as archive:
        archive.writestr("manifest.json", "[]")
    with zipfile.ZipFile(folder / "empty.zip", "w"):
        pass
    (folder / "notes.txt").write_text("not a backup " * 100)
    yield from sorted(folder.iterdir())


def test_another_kind_of_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in foreign(tmp_path):
        with pytest.raises(BadInput, match="Nothing was replaced"):
            read_manifest(path)


def made_otherwise(taken: Path, folder: Path, said: Manifest) -> Path:
    """Return a backup with the same parts that says something else of itself."""
    files = {}
    with zipfile.ZipFile(taken) as archive:
        for name in said.parts:
            files[name] = Path(archive.extract(name, folder))
    write_archive(folder / "otherwise", said, files)
    return folder / "otherwise"


@pytest.mark.parametrize(
    ("otherwise", "sentence"),
    [
        ({"version": "99.0.0"}, "made by Common Ground 99.0.0, which is newer"),
        ({"migrations": ("people.9999_later",)}, "which is newer than this one"),
        ({"format": "commonground-backup-2"}, "made by a newer Common Ground"),
        ({"database": "postgresql"}, "is of a PostgreSQL database"),
        ({"audit_entries": 7}, "holds 3 entries of the record; its manifest says 7"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_touched(
    here: Installation, taken: Path, tmp_path: Path, otherwise: dict[str, object], sentence: str
) -> None:
    said = replace(read_manifest(taken), **otherwise)  # type: ignore[arg-type]
    path = made_otherwise(taken, tmp_path, said)
    before = (here.home / DATABASE).read_bytes()

    told = here.command("restore", path)

    assert told.status != 0
    assert sentence in told.err
    assert "Traceback" not in told.err
    assert (here.home / DATABASE).read_bytes() == before
    assert not list(here.home.glob("re*"))


def test_a_part_that_is_no_database_is_refused_before_anything_is_replaced(
    here: Installation, taken: Path, tmp_path: Path
) -> None:
    said = read_manifest(taken)
    other = tmp_path / "other"
    other.write_text("not a database" * 500)
    write_archive(tmp_path / "bad", said, {DATABASE: other, "secret-key": other})

    told = here.command("restore", tmp_path / "bad")

    assert f"{DATABASE} in it is damaged" in told.err
    assert here.command("audit", "verify").out == "Whole: 3 entries in 1 records.\n"


def test_a_file_that_is_there_is_never_overwritten(here: Installation, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("mine")

    assert "there is a file of this name already" in here.command("backup", tmp_path / "backup").err
    assert "there is no folder" in here.command("backup", tmp_path / "no" / "backup").err
    assert (tmp_path / "backup").read_text() == "mine"


def test_nothing_is_restored_under_a_running_installation(here: Installation, taken: Path) -> None:
    waits = SET_UP + "print('up', flush=True)\nimport time; time.sleep(60)"
    with here.open(waits) as running:
        assert running.stdout is not None
        running.stdout.readline()
        told = here.command("restore", taken)
        running.kill()

    assert "Stop it" in told.err
    assert here.command("audit", "verify").out == "Whole: 3 entries in 1 records.\n"


def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    told = Installation(tmp_path / "home").command("backup", tmp_path / "backup")

    assert "nothing to back up yet" in told.err
    assert not (tmp_path / "backup").exists()


def test_a_killed_swap_is_finished_by_whatever_starts_next(tmp_path: Path) -> None:
    for name in (DATABASE, f"{DATABASE}-wal", "secret-key"):
        (tmp_path / name).write_text(f"old {name}")
    for name in (DATABASE, "secret-key"):
        waiting(tmp_path, name).write_text(f"new {name}")
    listed = json.dumps({"names": [DATABASE, "secret-key"], "stamp": "S"})
    (tmp_path / LIST).write_text(listed)
    # killed when the log had moved, and the database not yet
    (tmp_path / f"{DATABASE}-wal").rename(tmp_path / f"{DATABASE}.replaced-S-wal")

    finish(tmp_path)

    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {
        DATABASE: f"new {DATABASE}",
        "secret-key": "new secret-key",
        f"{DATABASE}.replaced-S": f"old {DATABASE}",
        f"{DATABASE}.replaced-S-wal": f"old {DATABASE}-wal",
        "secret-key.replaced-S": "old secret-key",
    }


def test_a_swap_of_nothing_leaves_nothing(tmp_path: Path) -> None:
    swap(tmp_path, [], "S")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new(
    here: Installation, taken: Path
) -> None:
    assert here.run(WRITE, 2).status == 0
    started = time.monotonic()
    assert here.command("restore", taken).status == 0
    lasts = time.monotonic() - started
    known = {4}
    for number in range(4):
        entries = entries_in(here.home / DATABASE)
        with here.open(COMMANDS, "restore", taken) as restoring:
            time.sleep(lasts * (0.5 + 0.1 * number))
            restoring.kill()
            restoring.communicate()

        told = here.command("audit", "verify")

        assert told.status == 0
        known = {entries, 3, 4}
        assert int(told.out.split()[1]) in known
        secret = (here.home / "secret-key").read_text()
        assert len(secret) == 86


@pytest.mark.slow
def test_a_killed_backup_leaves_no_file_under_its_name(here: Installation, tmp_path: Path) -> None:
    assert here.run(WRITE, 100).status == 0
    started = time.monotonic()
    assert here.command("backup", tmp_path / "whole").status == 0
    lasts = time.monotonic() - started
    for number in range(4):
        path = tmp_path / f"killed{number}"
        with here.open(COMMANDS, "backup", path) as process:
            time.sleep(lasts * (0.5 + 0.15 * number))
            process.kill()
            process.communicate()
        if path.exists():
            read_manifest(path)


def test_the_status_page_says_when_the_last_backup_was_and_how_large(tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path):
        assert last_backup() == "None yet"
        (tmp_path / "last-backup.json").write_text("{}")
        assert last_backup() == "None yet"
        remember(tmp_path, LastBackup("2026-11-22T21:05:00+00:00", 2_200_000))
        assert last_backup().replace("\xa0", " ") == "22 Nov 2026, 21:05, 2.1 MB"
    assert os.listdir(tmp_path) == ["last-backup.json"]  # noqa: PTH208 -- nothing beside it
