"""The invented pilot's data: its issues, agencies, remarks and settings, none of them real."""

from pathlib import Path

_HERE = Path(__file__).parent


def demo_path(name: str) -> Path:
    """Return the path of one of the pilot's files by its name without `.toml`."""
    return _HERE / f"{name}.toml"
