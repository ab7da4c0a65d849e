"""The one expression counts the same on Apache Spark as it does inside this process.

Run where PySpark is installed: `./test` does so in an environment of its own.
"""

from pathlib import Path

import pytest
from police_files import counts_text, of_forces, published_rows, rule, write_street_files

from commonground.errors import BadInput
from commonground.geography.cubes import cube_bytes
from commonground.geography.importing import Engine, Progress, make_cube


def told(progress: Progress) -> None:
    """Hear of it and do nothing."""


@pytest.mark.parametrize("shape", ["incidents", "counts"])
def test_both_engines_make_the_same_cube(shape: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    if shape == "incidents":
        write_street_files(folder, published_rows())
    else:
        folder.mkdir()
        (folder / "counts.csv").write_text(counts_text(published_rows()), encoding="utf-8")
    area = of_forces(("Warwickshire", "Staffordshire", "West Mercia"))
    made = {
        engine: cube_bytes(
            make_cube([folder], area, tmp_path / engine, rule(), told, engine=engine)
        )
        for engine in Engine
    }
    assert made[Engine.SPARK] == made[Engine.DUCKDB]


def test_a_wrong_row_is_told_in_the_same_words(tmp_path: Path) -> None:
    (path, *_) = write_street_files(tmp_path / "files", published_rows()[:30])
    path.write_text(path.read_text(encoding="utf-8") + "rubbish\n", encoding="utf-8")
    area = of_forces(("Staffordshire",))
    told_by = {}
    for engine in Engine:
        with pytest.raises(BadInput) as refused:
            make_cube([path], area, tmp_path / engine, rule(), told, engine=engine)
        told_by[engine] = refused.value.faults
    assert told_by[Engine.SPARK] == told_by[Engine.DUCKDB]
    assert "expected 12 columns; found 1." in told_by[Engine.DUCKDB][0]
