"""Remembers the last backup in a small file of the state folder, for the status page."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from commonground.web.archives import beside

NAME = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the last backup was taken, and how large it is."""

    taken_at: str
    bytes: int


def remember(folder: Path, last: LastBackup) -> None:
    """Note the last backup."""
    with beside(folder / NAME) as file:
        file.write(json.dumps(asdict(last)).encode())


def recall(folder: Path) -> LastBackup | None:
    """Return the last backup, None where there was none or its note cannot be read."""
    try:
        last = LastBackup(**json.loads((folder / NAME).read_bytes()))
        datetime.fromisoformat(last.taken_at)
    except (OSError, ValueError, TypeError):
        return None
    return last
