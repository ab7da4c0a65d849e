"""A cube: the same bytes for the same counts, read where it lies, refused where it is wrong."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonground.errors import BadInput
from commonground.geography.cube_facts import (
    AreaNamed,
    CubeFacts,
    Finding,
    ForceMonth,
    ForceMonths,
    Holds,
    Kind,
    Odd,
    SourceRead,
    Vintage,
    facts_text,
)
from commonground.geography.cubes import UNKNOWN, Cube, cube_bytes, cube_digest, read_cube
from commonground.geography.presence import MonthFound, Presence

MONTHS = ("2018-10", "2018-11")


def a_cube() -> Cube:
    whole = ForceMonth(MonthFound("2018-10", Presence.WHOLE, 12.0, 1.0, 1.0), 0.02, 0.25)
    missing = ForceMonth(MonthFound("2018-11", Presence.MISSING), None, None)
    facts = CubeFacts(
        area=AreaNamed(Kind.DISTRICT, "E07000218", "North Warwickshire"),
        areas=("E01031014", "E01031015+E01031016"),
        names=("North Warwickshire 001A", "North Warwickshire 001B and 001C"),
        months=MONTHS,
        categories=("Anti-social behaviour", "Burglary", "Robbery"),
        sources=(
            SourceRead("2018-10-warwickshire-street.csv", "0" * 64, Holds.INCIDENTS,
                       "Warwickshire Police", "2018-10", Vintage.OF_2011, 12, 9, 1, 1, 1, 0, 4),
        ),
        forces=(ForceMonths("Warwickshire Police", decides=True, months=(whole, missing)),),
        findings=(
            Finding("2018-10-warwickshire-street.csv", 5, Odd.UNKNOWN_AREA, "E01999999", 1),
        ),
        licence="Contains public sector information licensed under the OGL v3.0.",
    )  # fmt: skip
    counts = np.array(
        [[[1, 2, 0], [UNKNOWN] * 3], [[3, 0, 4], [UNKNOWN] * 3]],
        dtype=np.int32,
    )
    return Cube(facts, counts)


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    cube = a_cube()
    path = tmp_path / "area.cube"
    path.write_bytes(cube_bytes(cube))
    for found in (read_cube(path), read_cube(path.read_bytes())):
        assert found.facts == cube.facts
        assert np.array_equal(found.counts, cube.counts)


def test_the_same_cube_is_the_same_bytes() -> None:
    assert cube_digest(cube_bytes(a_cube())) == cube_digest(cube_bytes(a_cube()))


def test_anybody_can_read_what_it_says_of_itself() -> None:
    with zipfile.ZipFile(io.BytesIO(cube_bytes(a_cube()))) as held:
        assert json.loads(held.read("facts.json"))["area"]["name"] == "North Warwickshire"


def test_a_month_that_the_force_does_not_have_is_unknown_and_never_nought() -> None:
    cube = a_cube()
    everything = cube.categories
    assert cube.totals(["2018-10"], everything).tolist() == [3.0, 7.0]
    assert np.isnan(cube.totals(MONTHS, everything)).all()
    assert np.isnan(cube.by_month(MONTHS, ["Robbery"])[:, 1]).all()
    assert cube.facts.whole_months() == ("2018-10",)
    assert cube.facts.not_whole() == ("2018-11",)


def test_a_month_is_only_as_whole_as_the_worst_force_that_polices_the_area() -> None:
    facts = a_cube().facts
    of_one = facts.forces[0]
    partial = ForceMonth(MonthFound("2018-10", Presence.PARTIAL, 2.0, 0.3, 0.2), 0.0, 0.0)
    other = ForceMonths("West Mercia Police", decides=True, months=(partial,))
    passing = ForceMonths("British Transport Police", decides=False, months=())
    both = CubeFacts(**{**_fields(facts), "forces": (of_one, other, passing)})
    assert both.presence()[0].presence is Presence.PARTIAL
    assert both.presence()[1].presence is Presence.MISSING


def test_a_part_of_its_areas_is_a_cube_too() -> None:
    part = a_cube().only(["E01031015+E01031016"])
    assert part.names == ("North Warwickshire 001B and 001C",)
    assert part.totals(["2018-10"], ["Robbery"]).tolist() == [4.0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda cube: cube.only(["E01000001"]),
        lambda cube: cube.totals(["1999-01"], ["Robbery"]),
        lambda cube: cube.totals(["2018-10"], ["Robery"]),
    ],
    ids=["area", "month", "category"],
)
def test_what_it_has_not_is_named(ask: Callable[[Cube], object]) -> None:
    with pytest.raises(BadInput, match="The cube has no"):
        ask(a_cube())


def _without_its_end(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _of_other_areas(content: bytes) -> bytes:
    cube = a_cube()
    fields = {**_fields(cube.facts), "areas": ("E01031014",), "names": ("One",)}
    return _written(facts_text(CubeFacts(**fields)).encode(), content)


def _of_another_format(content: bytes) -> bytes:
    text = facts_text(a_cube().facts).replace('"format": 1', '"format": 9')
    return _written(text.encode(), content)


def _that_says_nothing(content: bytes) -> bytes:
    return _written(b"[]", content)


def _of_deep_nothing(content: bytes) -> bytes:
    return _written(b"[" * 200_000, content)


def _with_objects(content: bytes) -> bytes:
    numbers = io.BytesIO()
    np.save(numbers, np.array([[[{"a": 1}]]], dtype=object), allow_pickle=True)
    return _written(facts_text(a_cube().facts).encode(), content, numbers.getvalue())


def _with_counts_below_nought(content: bytes) -> bytes:
    numbers = io.BytesIO()
    np.save(numbers, a_cube().counts - 5)
    return _written(facts_text(a_cube().facts).encode(), content, numbers.getvalue())


def _with_fewer_counts(content: bytes) -> bytes:
    numbers = io.BytesIO()
    np.save(numbers, a_cube().counts)
    return _written(facts_text(a_cube().facts).encode(), content, numbers.getvalue()[:-8])


def _without_anything(content: bytes) -> bytes:
    del content
    return b""


@pytest.mark.parametrize(
    "spoil",
    [
        _without_anything, _without_its_end, _of_other_areas, _of_another_format,
        _that_says_nothing, _of_deep_nothing, _with_objects, _with_counts_below_nought,
        _with_fewer_counts,
    ],
)  # fmt: skip
def test_what_is_no_cube_is_refused_in_a_sentence(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    content = spoil(cube_bytes(a_cube()))
    path = tmp_path / "wrong.cube"
    path.write_bytes(content)
    for source in (path, content):
        with pytest.raises(BadInput) as refused:
            read_cube(source)
        assert len(refused.value.faults) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        read_cube(tmp_path / "none.cube")


def _fields(facts: CubeFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def _written(facts: bytes, content: bytes, counts: bytes | None = None) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        counts = held.read("counts.npy") if counts is None else counts
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as held:
        held.writestr("facts.json", facts)
        held.writestr("counts.npy", counts)
    return made.getvalue()
