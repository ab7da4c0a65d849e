"""Data with sources: scoring methods, rules, and the words the product uses."""

from pathlib import Path

from commonground.errors import BadInput

_HERE = Path(__file__).parent


def method_paths() -> tuple[Path, ...]:
    """Return the paths of the scoring methods that ship with the product, by id."""
    return tuple(_shipped("methods").values())


def method_path(id_or_path: str) -> Path:
    """Return the path of a shipped method by its id, or of a partnership's own by its path.

    Raises BadInput, with the ids that ship, where there is neither.
    """
    return _found("scoring method", "methods", id_or_path)


def rules_path(id_or_path: str) -> Path:
    """Return the path of a shipped set of consultation rules by its id, or of a partnership's own.

    Raises BadInput, with the ids that ship, where there is neither.
    """
    return _found("set of rules", "rules", id_or_path)


def builds_path() -> Path:
    """Return the path of the rules by which a document is built for each audience."""
    return _HERE / "builds" / "builds-1.toml"


def withholding_path() -> Path:
    """Return the path of what a public build withholds out of words that people typed."""
    return _HERE / "builds" / "withholding-1.toml"


def places_analysis_path() -> Path:
    """Return the path of the numbers by which counts by area are analysed."""
    return _HERE / "places" / "analysis-1.toml"


def lookup_path(name: str) -> Path:
    """Return the path of a shipped look-up of areas by its name."""
    return _HERE / "places" / f"{name}.csv.gz"


def demo_place_path(name: str) -> Path:
    """Return the path of a file about the area that the demonstration shows."""
    return _HERE / "places" / "demo" / name


def national_grid_path() -> Path:
    """Return the path of the numbers of the British National Grid."""
    return _HERE / "places" / "national-grid-1.toml"


def _shipped(folder: str) -> dict[str, Path]:
    return {path.stem: path for path in sorted((_HERE / folder).glob("*.toml"))}


def _found(what: str, folder: str, id_or_path: str) -> Path:
    shipped = _shipped(folder)
    if id_or_path in shipped:
        return shipped[id_or_path]
    if id_or_path.endswith(".toml"):
        return Path(id_or_path)
    raise BadInput(
        f"There is no {what} {id_or_path!r}. Expected one of {', '.join(shipped)}, "
        "or the path of a file of your own that ends in .toml."
    )
