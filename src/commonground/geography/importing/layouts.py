"""The layouts of file that are read, each known by its header and by nothing else."""

from dataclasses import dataclass

from commonground.geography.cube_facts import Holds

PLACED = ("Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location")
"""What the publisher's street and outcomes files both have, after the first column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its columns in their order, and what a row of it is.

    holds is None where the product has no use for such a file. ending: how the publisher ends the
    names of such files.
    """

    columns: tuple[str, ...]
    holds: Holds | None
    ending: str
    category: str = ""
    """The column that says what kind of incident or outcome a row is."""


STREET = Layout(
    ("Crime ID", *PLACED, "LSOA code", "LSOA name", "Crime type", "Last outcome category",
     "Context"),
    Holds.INCIDENTS, "street", "Crime type",
)  # fmt: skip
OUTCOMES = Layout(
    ("Crime ID", *PLACED, "LSOA code", "LSOA name", "Outcome type"),
    Holds.OUTCOMES, "outcomes", "Outcome type",
)  # fmt: skip
STOPS = Layout(
    ("Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude",
     "Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation",
     "Object of search", "Outcome", "Outcome linked to object of search",
     "Removal of more than just outer clothing"),
    None, "stop-and-search",
)  # fmt: skip
COUNTED = Layout(
    ("lsoa_code", "lsoa_name", "borough", "category", "year", "month", "crime_count"),
    Holds.COUNTS, "", "category",
)  # fmt: skip

LAYOUTS = (STREET, OUTCOMES, STOPS, COUNTED)


def layout_of(header: tuple[str, ...]) -> Layout | None:
    """Return the layout that has exactly these columns; None where none has."""
    return next((one for one in LAYOUTS if one.columns == header), None)


def layout_holding(holds: Holds) -> Layout:
    """Return the layout whose rows are that."""
    return next(one for one in LAYOUTS if one.holds is holds)
