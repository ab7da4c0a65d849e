"""How far tension in a community has come, as steps with their meanings."""

from pathlib import Path

_HERE = Path(__file__).parent


def tension_path() -> Path:
    """Return the path of the steps of tension."""
    return _HERE / "tension-1.toml"
