"""Sets of strands that a plan's recommendations stand under, and the scale of disruptions."""

from pathlib import Path

_HERE = Path(__file__).parent


def strand_set_paths() -> dict[str, Path]:
    """Return the paths of the shipped sets of strands by their id."""
    return {path.stem: path for path in sorted(_HERE.glob("four-*.toml"))}


def disruption_scale_path() -> Path:
    """Return the path of what each step of the scale of disruptions means."""
    return _HERE / "disruption-scale-1.toml"
