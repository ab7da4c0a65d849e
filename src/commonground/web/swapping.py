"""Puts restored files in the place of the present ones: all of them, even if killed half way.

The files wait in the state folder under names of their own. Once a list of them is written, they
are going in: whatever starts next finishes it. Until then nothing has been touched.
"""

import json
from collections.abc import Collection
from pathlib import Path

from commonground.web.archives import beside, sync_folder

LIST = "restoring.json"
COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database: part of it, so never left to another one."""


def waiting(folder: Path, name: str) -> Path:
    """Return where a file waits to go in under a name."""
    return folder / f"restoring-{name}"


def is_unfinished(folder: Path) -> bool:
    """Return whether files are on their way in."""
    return (folder / LIST).exists()


def swap(folder: Path, names: Collection[str], stamp: str) -> None:
    """Put the waiting files in, and keep those they replace under dated names."""
    with beside(folder / LIST) as file:
        file.write(json.dumps({"names": list(names), "stamp": stamp}).encode())
    finish(folder)


def finish(folder: Path) -> None:
    """Put in whatever is listed and waits still; done twice, it does nothing."""
    listed = json.loads((folder / LIST).read_bytes())
    for name in listed["names"]:
        _put_in(folder, name, listed["stamp"])
    sync_folder(folder)
    (folder / LIST).unlink()
    sync_folder(folder)


def kept_as(name: str, stamp: str) -> str:
    """Return the name under which a replaced file is kept."""
    return f"{name}.replaced-{stamp}"


def _put_in(folder: Path, name: str, stamp: str) -> None:
    restored = waiting(folder, name)
    if not restored.exists():
        return
    for suffix in (*COMPANIONS, ""):
        present = folder / f"{name}{suffix}"
        if present.exists():
            present.rename(folder / f"{kept_as(name, stamp)}{suffix}")
    sync_folder(folder)
    restored.rename(folder / name)
