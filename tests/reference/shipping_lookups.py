"""Makes the look-ups that ship with the product, of the files that the ONS publishes.

Run it with the folder of the published files: `.venv/bin/python tests/reference/shipping_lookups.py
FOLDER`. What it writes is the same for the same files, to the byte.
"""

import csv
import gzip
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "src" / "commonground" / "reference" / "places"

PARTS = {
    "Christchurch": "Dorset",
    "Daventry": "Daventry and South Northamptonshire",
    "South Northamptonshire": "Daventry and South Northamptonshire",
}
"""The partnerships of former districts that are not called as the district was."""

Row = Mapping[str, str]


def main(folder: Path) -> None:
    """Write the four files."""
    vintages = _read(folder / "lookup_lsoa11_lsoa21_ltla22.csv")
    lsoas = _read(folder / "lookup_lsoa21_ward24_ltla24.csv")
    districts = _read(folder / "lookup_ltla24_csp24_pfa24.csv")
    _write(
        "districts-2024.csv.gz",
        ("district", "district_name", "csp", "csp_name", "force", "force_name"),
        ([row[f"{level}24_{end}"] for level in ("ltla", "csp", "pfa") for end in ("code", "name")]
         for row in districts),
    )  # fmt: skip
    _write(
        "wards-2024.csv.gz",
        ("ward", "ward_name", "district"),
        {(row["ward24_code"], row["ward24_name"], row["ltla24_code"]) for row in lsoas},
    )
    csp = partnership_of(vintages, lsoas, districts)
    _write(
        "lsoas-2021.csv.gz",
        ("lsoa", "lsoa_name", "ward", "csp"),
        ([row["lsoa21_code"], row["lsoa21_name"], row["ward24_code"], csp[row["lsoa21_code"]]]
         for row in lsoas),
    )  # fmt: skip
    _write(
        "lsoas-2011-changed.csv.gz",
        ("lsoa_2011", "lsoa_2011_name", "change", "lsoa_2021"),
        ([row["lsoa11_code"], row["lsoa11_name"], row["change_code"], row["lsoa21_code"]]
         for row in vintages if row["change_code"] != "U"),
    )  # fmt: skip


def partnership_of(
    vintages: Sequence[Row], lsoas: Sequence[Row], districts: Sequence[Row]
) -> dict[str, str]:
    """Return the code of the partnership of each LSOA.

    A district that several partnerships share was made of several: the name of an LSOA of 2011
    begins with the district that it lay in then, and the partnership has that name.
    """
    csps: dict[str, dict[str, str]] = {}
    for row in districts:
        csps.setdefault(row["ltla24_code"], {})[row["csp24_name"]] = row["csp24_code"]
    former = {row["lsoa21_code"]: row["lsoa11_name"].rpartition(" ")[0] for row in vintages}
    found = {}
    for row in lsoas:
        held = csps[row["ltla24_code"]]
        before = former[row["lsoa21_code"]]
        found[row["lsoa21_code"]] = (
            next(iter(held.values())) if len(held) == 1 else held[PARTS.get(before, before)]
        )
    return found


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(sorted(map(list, rows)))
    (SHIPPED / name).write_bytes(gzip.compress(made.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
