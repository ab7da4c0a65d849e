"""Keeps the files of an import on the disk for as long as it runs, and no longer.

docs/decisions/0087 says why: what is imported is kept in the database, and only that.
"""

import shutil
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.places.file_names import plain_name

Upload: TypeAlias = "UploadedFile[bytes]"
MOST_BYTES = 200_000_000
"""The most that an import takes at once: three years of a large force as a zip."""
MOST_UNPACKED = 4_000_000_000
"""The most that its files have, unpacked: a small zip may hold what fills a disk."""
MOST_BOUNDARY_BYTES = 60_000_000
"""The most that a file of boundaries has: all of England's LSOAs, generalised, are smaller."""
MOST_FILES = 400
_LEFT_S = 24 * 60 * 60
"""So long after, files of no import that is running are taken to have been left behind."""


def receive(uploads: Sequence[Upload], import_id: UUID) -> list[str]:
    """Keep the files that were sent for an import, and return their names.

    BadInput, and nothing kept, where there are too many, too much, or two of one name.
    """
    names = [plain_name(one.name or "") for one in uploads]
    _check(uploads, names)
    folder = _files(import_id)
    folder.mkdir(parents=True)
    for upload, name in zip(uploads, names, strict=True):
        with (folder / name).open("wb") as into:
            for chunk in upload.chunks():
                into.write(chunk)
    return names


def received(import_id: UUID) -> list[Path]:
    """Return the files of an import by name; none once it has ended."""
    folder = _files(import_id)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def work_folder(import_id: UUID) -> Path:
    """Return where an import leaves what it has read so far, to go on from."""
    made = _folder(import_id) / "work"
    made.mkdir(parents=True, exist_ok=True)
    return made


def clear(import_id: UUID) -> None:
    """Remove the files of an import, and what it has read of them so far."""
    shutil.rmtree(_folder(import_id), ignore_errors=True)


def sweep(running: Collection[UUID]) -> None:
    """Remove what was left behind of imports that are not running."""
    kept = {str(one) for one in running}
    for folder in _root().glob("*") if _root().is_dir() else ():
        if folder.name not in kept and time.time() - folder.stat().st_mtime > _LEFT_S:
            shutil.rmtree(folder, ignore_errors=True)


def _check(uploads: Sequence[Upload], names: Sequence[str]) -> None:
    if len(uploads) > MOST_FILES:
        raise BadInput(
            _("Send at most %(most)d files at once: put them into a zip.") % {"most": MOST_FILES}
        )
    if sum(one.size or 0 for one in uploads) > MOST_BYTES:
        raise BadInput(
            _("The files have more than %(most)d MB together: make a cube of them by `commonground "
              "places import` on your own computer, and send that.")
            % {"most": MOST_BYTES // 1_000_000}
        )  # fmt: skip
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadInput(_("Two files are called %(name)s.") % {"name": twice[0]})


def _root() -> Path:
    return Path(settings.HOME) / "imports"


def _folder(import_id: UUID) -> Path:
    return _root() / str(import_id)


def _files(import_id: UUID) -> Path:
    return _folder(import_id) / "files"
