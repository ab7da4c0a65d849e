"""The one expression that counts rows, whichever engine runs it, and what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from commonground.geography.cube_facts import Holds
from commonground.geography.importing.layouts import Layout

if TYPE_CHECKING:
    import ibis.expr.types as ir

ROWS = "incoming"
"""The name under which an engine shows the rows of its files, each with its file as `source`."""

WEST, EAST, SOUTH, NORTH = -9.5, 2.5, 49.0, 61.5
"""Degrees within which the United Kingdom lies, Rockall left out."""

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Incidents by source, force, month, LSOA code and category, as an engine counted them.

    Each of the five is an array of places in the tuple beside it, shape (groups,); `numbers` says
    how many. `astray` says whether the rows of a group have a place outside the United Kingdom.
    """

    sources: tuple[str, ...]
    forces: tuple[str, ...]
    months: tuple[str, ...]
    codes: tuple[str, ...]
    categories: tuple[str, ...]
    source: Codes
    force: Codes
    month: Codes
    code: Codes
    category: Codes
    astray: NDArray[np.bool_]
    numbers: NDArray[np.int64]


KEYS = ("source", "force", "month", "code", "category")


def counted(layout: Layout) -> "ir.Table":
    """Return the expression that counts the rows of one layout by all that is asked of them.

    Every question of quality is asked of the groups afterwards, so that a row is read once. What is
    empty stays empty text, on engines that read it as nothing and on those that do not.
    """
    import ibis  # noqa: PLC0415  (half a second that only an import waits for)

    rows = ibis.table(dict.fromkeys((*layout.columns, "source"), "string"), name=ROWS)
    if layout.holds is Holds.COUNTS:
        keyed = rows.select(
            source=rows["source"],
            force=ibis.literal(""),
            month=rows["year"] + "-" + rows["month"].lpad(2, "0"),
            code=rows["lsoa_code"].fill_null(""),
            category=rows["category"].fill_null(""),
            astray=ibis.literal(value=False),
            # an engine may take 2.5 for 2
            number=rows["crime_count"]
            .re_search("^[0-9]{1,7}$")
            .fill_null(ibis.literal(value=False))
            .ifelse(rows["crime_count"].try_cast("int64"), -1),
        )
        # a number below 0 would hide in a sum
        wrong = keyed["number"] < 0
        keyed = keyed.mutate(month=wrong.ifelse("", keyed["month"].fill_null("")))
        return keyed.group_by([*KEYS, "astray"]).aggregate(numbers=keyed["number"].sum())
    x, y = rows["Longitude"], rows["Latitude"]
    inside = x.try_cast("float64").between(WEST, EAST) & y.try_cast("float64").between(SOUTH, NORTH)
    # where there is no place there is none to be astray; one that is no number is
    empty = (x.fill_null("") == "") & (y.fill_null("") == "")
    keyed = rows.select(
        source=rows["source"],
        force=rows["Reported by"].fill_null(""),
        month=rows["Month"].fill_null(""),
        code=rows["LSOA code"].fill_null(""),
        category=rows[layout.category].fill_null(""),
        astray=~(empty | inside.fill_null(ibis.literal(value=False))),
    )
    return keyed.group_by([*KEYS, "astray"]).aggregate(numbers=keyed.count())


def tally_of(columns: Mapping[str, NDArray[np.object_]]) -> Tally:
    """Return the tally in the columns that an engine answered with, its keys as texts."""
    numbered = {key: _numbered(columns[key].tolist()) for key in KEYS}
    names = {key: texts for key, (texts, _) in numbered.items()}
    return numbered_tally(names, {**columns, **{key: at for key, (_, at) in numbered.items()}})


def numbered_tally(
    names: Mapping[str, tuple[str, ...]], columns: Mapping[str, NDArray[Any]]
) -> Tally:
    """Return the tally in columns whose keys are places in the texts of `names`."""
    held: dict[str, Any] = {_MANY[key]: texts for key, texts in names.items()}
    held |= {key: np.asarray(columns[key], dtype=np.int32) for key in KEYS}
    held["astray"] = np.asarray(columns["astray"], dtype=np.bool_)
    held["numbers"] = np.asarray(columns["numbers"], dtype=np.int64)
    return Tally(**held)


def _numbered(values: Sequence[str]) -> tuple[tuple[str, ...], Codes]:
    """Return the different values, and for each its place among them."""
    at: dict[str, int] = {one: place for place, one in enumerate(dict.fromkeys(values))}
    return tuple(at), np.fromiter(map(at.__getitem__, values), dtype=np.int32, count=len(values))


def save_tally(tally: Tally, path: Path) -> None:
    """Keep a tally in a file that is there whole or not at all."""
    half = path.with_suffix(".half")
    held: dict[str, Any] = {f"{key}_names": np.array(getattr(tally, _MANY[key])) for key in KEYS}
    for key in KEYS:
        # few bytes for few names: writing and reading takes as long as there are bytes
        held[key] = getattr(tally, key).astype(np.min_scalar_type(len(held[f"{key}_names"])))
    with half.open("wb") as opened:
        np.savez(opened, allow_pickle=False, **held, astray=tally.astray, numbers=tally.numbers)
    half.replace(path)


def load_tally(path: Path) -> Tally:
    """Return a tally that was kept."""
    with np.load(path, allow_pickle=False) as held:
        names = {key: tuple(held[f"{key}_names"].tolist()) for key in KEYS}
        return numbered_tally(names, {key: held[key] for key in (*KEYS, "astray", "numbers")})


_MANY = {
    "source": "sources", "force": "forces", "month": "months", "code": "codes",
    "category": "categories",
}  # fmt: skip
