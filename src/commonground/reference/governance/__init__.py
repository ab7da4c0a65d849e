"""Who may move a local profile on, sign it and release it, as data."""

from pathlib import Path


def governance_path() -> Path:
    """Return the path of the rules of governance that ship with the product."""
    return Path(__file__).parent / "governance-1.toml"


def yardstick_path() -> Path:
    """Return the path of the probability yardstick."""
    return Path(__file__).parent / "yardstick-1.toml"
