"""Whatever a file of figures holds, it is read or refused in sentences."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.documents.reading.area_tables import read_area_table
from commonground.documents.reading.partner_counts import (
    guessed_mapping,
    partner_counts,
    read_count_table,
)
from commonground.errors import BadInput

cells = st.sampled_from(
    ["E01008881", "e01008882 ", "E01034913", "W01000003", "E05011118", "E08000025", "S01000001",
     "E01999999", "", "*", "<5", "1,234", "-1", "7.5", "1e400", "nan", "2026-03", "Mar-26",
     "0001-01", "2025/26", "Total", "=1+1", "#REF!", "LSOA", "count", "\u0661\u0662", "1" * 400]
)  # fmt: skip
tables = st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=8)


def _counted(path: Path) -> None:
    table = read_count_table(path)
    mapping = guessed_mapping(table)
    if mapping is None:
        raise BadInput("a person would say what its columns are")
    report = partner_counts(table, mapping).report
    assert report.rows == report.counted + report.unlocated + report.unknown_rows


@pytest.mark.parametrize("read", [read_area_table, _counted])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(table=tables)
def test_it_is_read_or_refused_in_sentences(
    tmp_path: Path, read: Callable[[Path], object], table: list[list[str]]
) -> None:
    path = tmp_path / "any.csv"
    path.write_text("\n".join(",".join(f'"{one}"' for one in row) for row in table))
    with suppress(BadInput):
        read(path)


@pytest.mark.parametrize("read", [read_area_table, _counted])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(content=st.binary(max_size=300), ending=st.sampled_from(["csv", "xlsx"]))
def test_rubbish_is_refused_in_sentences(
    tmp_path: Path, read: Callable[[Path], object], content: bytes, ending: str
) -> None:
    path = tmp_path / f"rubbish.{ending}"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        read(path)
