"""Threat pictures: the axes and entries that an issue can be tagged with, each with its source."""

from pathlib import Path

_HERE = Path(__file__).parent


def threat_picture_path(picture_id: str) -> Path:
    """Return the path of a shipped threat picture by its id."""
    return _HERE / f"{picture_id}.toml"
