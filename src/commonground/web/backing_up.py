"""Takes a backup of everything the installation holds, while people work."""

import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from commonground import __version__
from commonground.errors import BadInput
from commonground.rooms.audit.actions import record_backup
from commonground.web.archives import FORMAT, Manifest, part_of, write_archive
from commonground.web.databases import NAMES, copy
from commonground.web.last_backup import LastBackup, remember

SECRET = "secret-key"
"""The file of the installation's secret, by which links are signed."""


def back_up(path: Path) -> Manifest:
    """Write a backup to a new file, and record it; BadInput where that cannot be done."""
    if path.exists():
        raise BadInput(f"{path}: there is a file of this name already. Name a new one.")
    if not path.absolute().parent.is_dir():
        raise BadInput(f"{path}: there is no folder {path.absolute().parent}.")
    with tempfile.TemporaryDirectory(prefix="backing-up-", dir=settings.HOME) as folder:
        manifest, files = _gather(Path(folder))
        write_archive(path.absolute(), manifest, files)
    remember(settings.HOME, LastBackup(manifest.taken_at, path.stat().st_size))
    record_backup(taken={"taken_at": manifest.taken_at, **asdict(part_of(path.absolute()))})
    return manifest


def _gather(folder: Path) -> tuple[Manifest, dict[str, Path]]:
    """Return the manifest and the files of each part."""
    name = NAMES[connection.vendor]
    taken_at = datetime.now(UTC).isoformat(timespec="seconds")
    files = {name: folder / name}
    snapshot = copy(files[name])
    if (secret := settings.HOME / SECRET).exists():
        files[SECRET] = secret
    manifest = Manifest(
        format=FORMAT,
        version=__version__,
        database=connection.vendor,
        taken_at=taken_at,
        migrations=snapshot.migrations,
        audit_entries=snapshot.audit_entries,
        audit_digest=snapshot.audit_digest,
        parts={one: part_of(file) for one, file in files.items()},
    )
    return manifest, files
