"""Puts a backup back, having checked all of it first, and keeps what it replaces."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from commonground import __version__
from commonground.errors import BadInput
from commonground.rooms.audit.actions import record_restore
from commonground.web import environment, state_lock
from commonground.web.archives import Manifest, part_of, read_manifest, unpack
from commonground.web.backing_up import SECRET
from commonground.web.databases import NAMES, Snapshot, look_into, replace_postgresql
from commonground.web.swapping import kept_as, swap, waiting
from commonground.web.upgrading import upgrade

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what it replaced is."""

    manifest: Manifest
    kept: str
    """The replaced database; empty where there was none."""


def restore(path: Path) -> Restored:
    """Put a backup in the place of what is here; BadInput where it cannot be, nothing replaced."""
    manifest = read_manifest(path)
    _check_fits(path, manifest)
    state_lock.have_alone(settings.HOME)
    try:
        kept = _put_back(path, manifest)
    finally:
        state_lock.share(settings.HOME)
    upgrade()
    _end_sessions()
    record_restore(restored={"taken_at": manifest.taken_at, "entries": manifest.audit_entries})
    return Restored(manifest, kept)


def _check_fits(path: Path, manifest: Manifest) -> None:
    here = connection.vendor
    if manifest.database != here:
        raise BadInput(
            f"{path}: it is of a {KINDS.get(manifest.database, manifest.database)} database, and "
            f"this installation uses {KINDS[here]}: see COMMONGROUND_DATABASE_URL. Nothing was "
            "replaced."
        )
    known = {".".join(one) for one in MigrationLoader(None).disk_migrations}
    if _numbers(manifest.version) > _numbers(__version__) or set(manifest.migrations) - known:
        raise BadInput(
            f"{path}: it was made by Common Ground {manifest.version}, which is newer than this "
            f"one, {__version__}. Install that release first. Nothing was replaced."
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _put_back(path: Path, manifest: Manifest) -> str:
    """Check each part where it waits, then swap all of them; return what the old database is."""
    home: Path = settings.HOME
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    database = NAMES[connection.vendor]
    names = [database, SECRET] if _wants_secret(home, manifest) else [database]
    try:
        for name in names:
            unpack(path, name, manifest.parts[name], waiting(home, name))
        if connection.vendor == "sqlite":
            _check_database(look_into(waiting(home, database)), manifest)
    except BaseException:
        for name in names:
            waiting(home, name).unlink(missing_ok=True)
        raise
    connections.close_all()
    if connection.vendor == "postgresql":
        return _put_back_postgresql(home, database, names[1:], stamp)
    is_replaced = (home / database).exists()
    swap(home, names, stamp)
    return str(home / kept_as(database, stamp)) if is_replaced else ""


def _put_back_postgresql(home: Path, database: str, others: list[str], stamp: str) -> str:
    try:
        kept = replace_postgresql(waiting(home, database), stamp)
    except BadInput:
        for name in others:
            waiting(home, name).unlink()
        raise
    finally:
        waiting(home, database).unlink()
    swap(home, others, stamp)
    return kept


def _wants_secret(home: Path, manifest: Manifest) -> bool:
    """Return whether the backup's secret goes in: unless it is kept elsewhere, or is this one."""
    if SECRET not in manifest.parts or environment.text("SECRET_KEY"):
        return False
    present = home / SECRET
    return not present.exists() or part_of(present) != manifest.parts[SECRET]


def _check_database(found: Snapshot, manifest: Manifest) -> None:
    said = (manifest.audit_entries, manifest.audit_digest)
    if (found.audit_entries, found.audit_digest) != said:
        raise BadInput(
            f"The database in the backup holds {found.audit_entries} entries of the record; its "
            f"manifest says {manifest.audit_entries}. Nothing was replaced."
        )


def _end_sessions() -> None:
    """End every session: some that the backup holds were ended after it was taken."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
