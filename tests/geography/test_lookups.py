"""What an area is chosen from: partnerships, districts and wards, with their LSOAs and force."""

import csv
import gzip
import subprocess
import sys
from collections import Counter

import birmingham
import pytest

from commonground.errors import BadInput
from commonground.geography import lookups
from commonground.geography.cube_facts import Kind
from commonground.geography.lookup_files import lsoa_rows
from commonground.reference import lookup_path

PARTS = {
    "E06000058": {"Bournemouth", "Poole", "Dorset"},
    "E06000060": {"Aylesbury Vale", "Chiltern", "South Bucks", "Wycombe"},
    "E06000061": {"Corby", "East Northamptonshire", "Kettering", "Wellingborough"},
    "E06000062": {"Northampton", "Daventry and South Northamptonshire"},
    "E06000063": {"Allerdale", "Carlisle", "Copeland"},
    "E06000064": {"Barrow-in-Furness", "Eden", "South Lakeland"},
    "E07000244": {"Suffolk Coastal", "Waveney"},
}
"""The districts that several partnerships share, of the look-up of the ONS."""


def code_of(choices: tuple[lookups.Choice, ...], name: str) -> str:
    (found,) = [one.code for one in choices if one.name == name]
    return found


def test_birmingham_has_659_lsoas_as_partnership_and_as_district() -> None:
    csp = code_of(lookups.partnerships(), "Birmingham")
    as_csp = lookups.lsoas_of(Kind.CSP, [csp])
    assert as_csp == lookups.lsoas_of(Kind.DISTRICT, ["E08000025"])
    assert as_csp == tuple(sorted(birmingham.boundaries().codes))


def test_every_partnership_and_every_district_can_be_chosen() -> None:
    assert (len(lookups.partnerships()), len(lookups.districts())) == (314, 318)
    for kind, choices in ((Kind.CSP, lookups.partnerships()), (Kind.DISTRICT, lookups.districts())):
        held = Counter(lookups.holder_of(kind, lsoa_rows()).values())
        assert set(held) == {one.code for one in choices}
        assert held.total() == 35_672


def test_wards_are_those_of_a_district_and_hold_all_its_lsoas() -> None:
    wards = lookups.wards("E08000025")
    assert len(wards) == 69
    assert {one.within for one in wards} == {"Birmingham"}
    all_of = lookups.lsoas_of(Kind.WARDS, [one.code for one in wards])
    assert all_of == lookups.lsoas_of(Kind.DISTRICT, ["E08000025"])
    assert lookups.wards("E00000000") == ()


@pytest.mark.parametrize("district", sorted(PARTS))
def test_a_district_that_partnerships_share_is_divided_whole_among_them(district: str) -> None:
    within = lookups.lsoas_of(Kind.DISTRICT, [district])
    name = {one.code: one.name for one in lookups.partnerships()}
    found = {name[code] for code in lookups.holder_of(Kind.CSP, within).values()}
    assert found == PARTS[district]


def test_a_partnership_of_several_districts_has_the_lsoas_of_each() -> None:
    csp = code_of(lookups.partnerships(), "South Nottinghamshire")
    of = set(lookups.holder_of(Kind.DISTRICT, lookups.lsoas_of(Kind.CSP, [csp])).values())
    assert {one.name for one in lookups.chosen(Kind.DISTRICT, sorted(of))} == {
        "Broxtowe", "Gedling", "Rushcliffe",
    }  # fmt: skip


def test_each_lsoa_has_the_force_that_polices_it() -> None:
    forces = lookups.forces_of(["E01008881", "E01000001", "E01000010", "W01000003", "nowhere"])
    assert forces["E01008881"] == lookups.Force("E23000014", "West Midlands", "west-midlands")
    assert forces["E01000001"].slug == "city-of-london"
    assert forces["W01000003"].slug == "north-wales"
    assert "nowhere" not in forces


def test_forces_are_called_as_data_police_uk_names_its_files() -> None:
    slugs = {one.slug for one in lookups.forces_of(lsoa_rows()).values()}
    assert len(slugs) == 43
    assert {"avon-and-somerset", "devon-and-cornwall", "dyfed-powys", "metropolitan"} <= slugs
    assert all(slug.replace("-", "").isalpha() for slug in slugs)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.CSP, "There is no community safety partnership E99."),
        (Kind.DISTRICT, "There is no district E99."),
        (Kind.WARDS, "There is no ward E99."),
        (Kind.OWN, "E99 is no LSOA of 2021."),
    ],
)
def test_a_code_that_nothing_has_is_named(kind: Kind, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        lookups.lsoas_of(kind, ["E99"])


def test_an_own_list_is_its_lsoas_each_once() -> None:
    assert lookups.lsoas_of(Kind.OWN, ["W01000003", "E01008881", "E01008881"]) == (
        "E01008881", "W01000003",
    )  # fmt: skip


def test_partnerships_are_listed_without_reading_the_lsoas() -> None:
    asked = (
        "from commonground.geography import lookups, lookup_files as files;"
        "lookups.partnerships(); lookups.wards('E08000025');"
        "print(files.lsoa_rows.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize(
    "name", ["districts-2024", "wards-2024", "lsoas-2021", "lsoas-2011-changed"]
)
def test_a_shipped_file_holds_no_clock_and_is_in_order(name: str) -> None:
    content = lookup_path(name).read_bytes()
    assert content[4:8] == b"\0\0\0\0"
    rows = list(csv.reader(gzip.decompress(content).decode().splitlines()))[1:]
    assert rows == sorted(rows)
