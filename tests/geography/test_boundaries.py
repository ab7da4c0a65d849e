"""Boundaries are read from GeoJSON and GeoPackage, or refused with a sentence."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import birmingham
import numpy as np
import pytest
import shapely

from commonground.errors import BadInput
from commonground.geography.boundaries import Coordinates, Fields
from commonground.geography.boundary_files import read_boundaries

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
POINT = {"type": "Point", "coordinates": [0, 0]}
NO_POLYGON = "feature 1: expected a polygon or several; found none"
Write = Callable[..., Path]


def feature(code: object = "E01000001", **changes: Any) -> dict[str, Any]:
    properties = {"LSOA21CD": code, "LSOA21NM": "City 001A"}
    return {"type": "Feature", "properties": properties, "geometry": SQUARE} | changes


def collection(*features: object, **more: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)} | more


@pytest.fixture
def geojson(tmp_path: Path) -> Write:
    def write(held: object, name: str = "areas.geojson") -> Path:
        path = tmp_path / name
        path.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
        return path

    return write


def refused(path: Path, fields: Fields | None = None) -> str:
    with pytest.raises(BadInput) as refusal:
        read_boundaries(path, fields)
    return str(refusal.value)


def test_birminghams_lsoas_are_read_with_their_codes_and_names() -> None:
    read = birmingham.boundaries()

    assert len(read) == 659
    assert (read.codes[0], read.names[0]) == ("E01008881", "Birmingham 067A")
    assert read.coordinates is Coordinates.DEGREES


def test_of_several_codes_the_one_that_differs_in_each_area_is_found(geojson: Write) -> None:
    rows = [
        {"ward24_code": "E05000001", "lsoa21_code": f"E0100000{place}", "lsoa21_name": f"A {place}"}
        for place in (1, 2)
    ]
    path = geojson(collection(*(feature(properties=row) for row in rows)))

    read = read_boundaries(path)

    assert read.codes == ("E01000001", "E01000002")
    assert read.names == ("A 1", "A 2")


def test_code_and_name_can_be_said_and_be_any_text(geojson: Write) -> None:
    path = geojson(collection(feature(properties={"beat": "K 12", "label": "Town"})))

    read = read_boundaries(path, Fields("beat", "label"))

    assert (read.codes, read.names) == (("K 12",), ("Town",))


def test_an_area_without_a_name_goes_by_its_code(geojson: Write) -> None:
    for properties in ({"LSOA21CD": "E01000001"}, {"place": "E01000001"}):
        read = read_boundaries(geojson(collection(feature(properties=properties))))
        assert read.names == ("E01000001",)


def test_a_third_coordinate_is_left_out(geojson: Write) -> None:
    ring = [[x, y, 7] for x, y in ((0, 0), (1, 0), (1, 1), (0, 0))]
    shape = {"type": "MultiPolygon", "coordinates": [[ring]]}

    read = read_boundaries(geojson(collection(feature(geometry=shape))))

    assert not read.shapes[0].has_z


def named(crs: str) -> dict[str, object]:
    return {"crs": {"type": "name", "properties": {"name": crs}}}


@pytest.mark.parametrize(
    ("crs", "coordinates"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", Coordinates.DEGREES),
        ("urn:ogc:def:crs:EPSG::4326", Coordinates.DEGREES),
        ("urn:ogc:def:crs:EPSG::27700", Coordinates.METRES),
        ("EPSG:27700", Coordinates.METRES),
    ],
)
def test_an_older_file_may_say_what_its_coordinates_are(
    geojson: Write, crs: str, coordinates: Coordinates
) -> None:
    read = read_boundaries(geojson(collection(feature(), **named(crs))))

    assert read.coordinates is coordinates


@pytest.mark.parametrize(("crs", "found"), [("EPSG:3857", "EPSG 3857"), ("mine", "neither")])
def test_other_coordinates_are_refused(geojson: Write, crs: str, found: str) -> None:
    said = refused(geojson(collection(feature(), **named(crs))))

    assert "British National Grid (EPSG 27700); found" in said
    assert found in said


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ('{"type": "FeatureCollection", "features": [{"ty', "is not whole GeoJSON"),
        ("[" * 100_000, "is not whole GeoJSON"),
        ([], "found no list of features"),
        ({"type": "Feature"}, "found no list of features"),
        (collection(), "holds no areas"),
        (collection(feature("Birmingham")), "no property holds a different code of the ONS"),
        (collection(feature(properties={})), "Found none"),
        (collection(7), "Found none"),
        (collection(feature(properties=None)), "Found none"),
        (collection(feature(geometry=None)), NO_POLYGON),
        (collection(feature(geometry=POINT)), NO_POLYGON),
        (collection(feature(geometry={"type": "Polygon"})), NO_POLYGON),
        (collection(feature(geometry={"type": "Polygon", "coordinates": []})), NO_POLYGON),
        (collection(feature(geometry={"type": "Polygon", "coordinates": "x"})), NO_POLYGON),
        (collection({"properties": {"c": "E01000001"}}), NO_POLYGON),
    ],
)  # fmt: skip
def test_a_bad_geojson_is_refused_with_a_sentence(geojson: Write, held: object, said: str) -> None:
    found = refused(geojson(held))

    assert said in found
    assert "areas.geojson" in found


def test_each_fault_of_an_area_names_its_feature(geojson: Write) -> None:
    far = {"type": "Polygon", "coordinates": [[[0, 0], [400_000, 0], [1, 1], [0, 0]]]}
    path = geojson(
        collection(feature(), feature(), feature(""), feature("E01000003", geometry=far))
    )

    said = refused(path, Fields("LSOA21CD", "LSOA21NM")).splitlines()

    assert said == [
        "areas.geojson, feature 1: LSOA21CD is E01000001, which 2 areas have.",
        "areas.geojson, feature 2: LSOA21CD is E01000001, which 2 areas have.",
        "areas.geojson, feature 3: there is no LSOA21CD.",
        "areas.geojson, feature 4: a point at 400000, 0 is outside what longitude and latitude "
        "can be.",
    ]


def test_a_point_that_is_no_number_is_refused(geojson: Write) -> None:
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 0], [1, 1], [0, 0]]]}

    assert "a point at nan, 0 is outside" in refused(geojson(collection(feature(geometry=shape))))


def test_a_file_of_another_kind_or_none_is_refused(tmp_path: Path) -> None:
    assert "ends in .geojson, .json or .gpkg" in refused(tmp_path / "areas.shp")
    assert "There is no file" in refused(tmp_path / "areas.geojson")
    assert "There is no file" in refused(tmp_path / "areas.gpkg")


# GeoPackage

HEADER = b"GP\x00\x01" + (27700).to_bytes(4, "little")
SHAPE = shapely.box(400_000, 280_000, 401_000, 281_000)


@pytest.fixture
def geopackage(tmp_path: Path) -> Write:
    def write(
        rows: Mapping[str, object], layers: tuple[str, ...] = ("areas",), number: int = 27700
    ) -> Path:
        path = tmp_path / "areas of a town.gpkg"
        with sqlite3.connect(path) as package:
            package.execute("CREATE TABLE gpkg_spatial_ref_sys(srs_id, organization_coordsys_id)")
            package.execute("CREATE TABLE gpkg_geometry_columns(table_name, column_name, srs_id)")
            package.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (1, ?)", (number,))
            for layer in layers:
                package.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 1)", (layer,))
            package.execute("CREATE TABLE areas(fid, geom, LSOA21CD, LSOA21NM)")
            package.executemany(
                "INSERT INTO areas VALUES (1, ?, ?, 'City')",
                [(blob, code) for code, blob in rows.items()],
            )
        package.close()
        return path

    return write


def test_a_geopackage_is_read_with_or_without_envelopes(geopackage: Write) -> None:
    plain, enveloped = shapely.to_wkb(SHAPE), b"GP\x00\x03" + HEADER[4:] + bytes(32)
    path = geopackage({"E01000001": HEADER + plain, "E01000002": enveloped + plain})

    read = read_boundaries(path)

    assert read.codes == ("E01000001", "E01000002")
    assert read.coordinates is Coordinates.METRES
    assert all(shapely.equals(SHAPE, shape) for shape in read.shapes)


@pytest.mark.parametrize(
    "blob",
    [None, b"no shape", b"GP", HEADER + b"\x01", b"GP\x00\x0b" + HEADER[4:],
     HEADER + shapely.to_wkb(shapely.Point(0, 0))],
)  # fmt: skip
def test_a_row_without_a_polygon_is_refused_by_its_number(
    geopackage: Write, blob: bytes | None
) -> None:
    assert "row 1: expected a polygon or several; found none" in refused(
        geopackage({"E01000001": blob})
    )


def test_a_geopackage_of_no_layer_or_several_is_refused(geopackage: Write, tmp_path: Path) -> None:
    assert "expected one layer of areas; found areas, wards" in refused(
        geopackage({}, ("wards", "areas"))
    )
    (tmp_path / "areas of a town.gpkg").unlink()
    assert "found none" in refused(geopackage({}, ()))


def test_a_geopackage_in_other_coordinates_is_refused(geopackage: Write) -> None:
    path = geopackage({"E01000001": HEADER + shapely.to_wkb(SHAPE)}, number=3857)

    assert "found EPSG 3857" in refused(path)


def test_a_truncated_geopackage_is_refused(geopackage: Write) -> None:
    path = geopackage({"E01000001": HEADER + shapely.to_wkb(SHAPE)})
    path.write_bytes(path.read_bytes()[:5000])

    assert "is not a whole GeoPackage" in refused(path)


def test_reading_a_geopackage_leaves_nothing_beside_it(geopackage: Write, tmp_path: Path) -> None:
    read_boundaries(geopackage({"E01000001": HEADER + shapely.to_wkb(SHAPE)}))

    assert [path.name for path in tmp_path.iterdir()] == ["areas of a town.gpkg"]


# what is done with them


def test_some_areas_are_taken_in_the_order_asked_for() -> None:
    read = birmingham.boundaries()

    some = read.only([read.codes[5], read.codes[2]])

    assert some.names == (read.names[5], read.names[2])
    assert some.shapes == (read.shapes[5], read.shapes[2])
    with pytest.raises(BadInput, match=r"There is no boundary for E99999999\."):
        read.only(["E99999999"])


def test_simplified_borders_stay_the_same_for_both_sides() -> None:
    read = birmingham.boundaries()

    simple = read.simplified(0.001)

    before, after = (
        shapely.get_num_coordinates(np.array(each.shapes, dtype=object)).sum()
        for each in (read, simple)
    )
    assert after < before / 2
    assert shapely.coverage_is_valid(np.array(simple.shapes, dtype=object))


def test_an_area_of_several_codes_is_all_of_theirs_together() -> None:
    every = birmingham.boundaries()
    first, second = every.codes[0], every.codes[1]
    (joined,) = every.only([f"{first}+{second}"]).shapes
    apart = every.only([first, second]).shapes
    assert joined.area == pytest.approx(sum(shape.area for shape in apart))
    assert every.only([f"{first}+{second}"]).names == (f"{every.names[0]} + {every.names[1]}",)
