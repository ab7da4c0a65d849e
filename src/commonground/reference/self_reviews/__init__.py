"""Questions by which agencies review themselves, each with its source."""

from pathlib import Path

_HERE = Path(__file__).parent


def self_review_path(review_id: str) -> Path:
    """Return the path of shipped questions by their id."""
    return _HERE / f"{review_id}.toml"
