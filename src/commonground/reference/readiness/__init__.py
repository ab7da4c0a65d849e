"""The rules by which a partnership sees whether it is ready for an inspection, as data."""

from pathlib import Path

_HERE = Path(__file__).parent


def readiness_path() -> Path:
    """Return the path of the rules that this release judges by."""
    return _HERE / "readiness-1.toml"
