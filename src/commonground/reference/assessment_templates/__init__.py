"""Templates of strategic assessments: their sections, each with its help, source and status."""

from pathlib import Path

_HERE = Path(__file__).parent


def template_paths() -> tuple[Path, ...]:
    """Return the paths of the templates that ship with the product, by id."""
    return tuple(sorted(_HERE.glob("*.toml")))
