"""Who uses the state folder now: many programs together, or the one that restores it."""

import fcntl
import os
from pathlib import Path

from commonground.errors import BadInput

_held: dict[Path, int] = {}


def share(folder: Path) -> None:
    """Use the folder until this process and its workers end; BadInput during a restore."""
    if not _lock(folder, fcntl.LOCK_SH):
        raise BadInput(
            f"{folder}: a backup is being restored here just now. Start again once that has ended."
        )


def have_alone(folder: Path) -> None:
    """Use the folder alone; BadInput while anything else, such as the server, uses it."""
    if not _lock(folder, fcntl.LOCK_EX):
        share(folder)
        raise BadInput(
            f"{folder}: Common Ground is running from this folder. Stop it (Ctrl-C where it was "
            "started), then restore. Nothing was replaced."
        )


def _lock(folder: Path, kind: int) -> bool:
    if folder not in _held:
        _held[folder] = os.open(folder / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(_held[folder], kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
