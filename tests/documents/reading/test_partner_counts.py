"""Partners' own counts are read by what a person said the columns are; nothing becomes nought."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.partner_counts import (
    CountMapping,
    PartnerCounts,
    count_columns,
    guessed_mapping,
    header_digest,
    level_said,
    partner_counts,
    read_count_table,
)
from commonground.errors import BadInput
from commonground.geography.cube_facts import Vintage
from commonground.geography.levels import Level
from commonground.geography.periods import MONTH, QUARTER, Period, YearStarts

FIRES = """Fires attended, by LSOA

LSOA,Name,Month,Type,Attended
E01008881,Birmingham 067A,Jan 2026,Deliberate,4
E01008881,Birmingham 067A,Feb 2026,Deliberate,<5
E01008882,Birmingham 066A,Jan 2026,Deliberate,0
E01008882,Birmingham 066A,Jan 2026,Accidental,2
,,Jan 2026,Deliberate,3
E01999999,Nowhere,Jan 2026,Deliberate,1
Source: the fire service
"""
BY_TYPE = CountMapping("LSOA", "Month", ("Attended",), "Type")
WARDS = (
    "ward code,quarter,referrals,repeat referrals\nE05011118,2025 Q1,12,3\nE05011118,2025 Q2,*,\n"
)
BY_WARD = CountMapping("ward code", "quarter", ("referrals", "repeat referrals"))


def table(folder: Path, text: str, name: str = "fires.csv") -> Table:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_count_table(path)


def read(folder: Path, text: str, mapping: CountMapping = BY_TYPE) -> PartnerCounts:
    return partner_counts(table(folder, text), mapping)


def faults(folder: Path, text: str, mapping: CountMapping = BY_TYPE) -> tuple[str, ...]:
    with pytest.raises(BadInput) as refused:
        read(folder, text, mapping)
    return refused.value.faults


def test_counts_stand_by_area_period_and_measure(tmp_path: Path) -> None:
    found = read(tmp_path, FIRES)
    assert (found.level, found.vintage) == (Level.LSOA, Vintage.EITHER)
    assert found.layer.codes == ("E01008881", "E01008882")
    assert found.layer.periods == (Period("2026-01", MONTH), Period("2026-02", MONTH))
    assert found.layer.measures == ("Deliberate", "Accidental")
    deliberate = found.layer.measure("Deliberate")
    assert deliberate[0, 0] == 4
    assert deliberate[1, 0] == 0
    assert np.isnan(deliberate[:, 1]).all()


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    report = read(tmp_path, FIRES).report
    assert report.rows == report.counted + report.unlocated + report.unknown_rows == 6
    assert (report.counted, report.unlocated) == (4, 1)
    assert report.unknown_areas == (("E01999999", 1),)
    assert report.held_back == 1
    assert report.absent == 1


def test_several_columns_of_counts_are_several_measures(tmp_path: Path) -> None:
    found = read(tmp_path, WARDS, BY_WARD)
    assert found.level is Level.WARD
    assert found.layer.measures == ("referrals", "repeat referrals")
    assert found.layer.periods == (Period("2025-01", QUARTER), Period("2025-04", QUARTER))
    assert found.layer.values[0, 0].tolist() == [12, 3]
    assert np.isnan(found.layer.values[0, 1]).all()
    assert found.report.held_back == 2


def test_a_partners_year_may_begin_in_april(tmp_path: Path) -> None:
    found = read(tmp_path, WARDS, replace(BY_WARD, year_starts=YearStarts.APRIL))
    assert found.layer.periods[0] == Period("2025-04", QUARTER)


def test_the_measure_and_the_column_name_a_count_together(tmp_path: Path) -> None:
    text = "code,year,type,boys,girls\nE05011118,2025/26,Missing,3,4\n"
    found = read(tmp_path, text, CountMapping("code", "year", ("boys", "girls"), "type"))
    assert found.layer.measures == ("Missing: boys", "Missing: girls")


def test_the_columns_are_guessed_and_the_smallest_areas_count(tmp_path: Path) -> None:
    text = "District,LSOA,Month,Type,Attended,Notes\n" + "".join(
        f"E08000025,E0100888{at},2026-0{at},Deliberate,{at},see above\n" for at in (1, 2, 3)
    )
    held = table(tmp_path, text)
    assert guessed_mapping(held) == BY_TYPE
    assert [(one.label, one.guess) for one in count_columns(held)] == [
        ("District", ""), ("LSOA", "area"), ("Month", "period"), ("Type", "measure"),
        ("Attended", "count"), ("Notes", ""),
    ]  # fmt: skip
    assert guessed_mapping(table(tmp_path, "LSOA,Notes\nE01008881,x\n")) is None


def test_a_bare_year_is_a_period_by_its_label_alone(tmp_path: Path) -> None:
    held = table(tmp_path, "code,year,count\nE08000025,2024,2011\nE08000026,2025,1990\n")
    assert guessed_mapping(held) == CountMapping("code", "year", ("count",))


def test_next_years_file_is_known_by_its_columns(tmp_path: Path) -> None:
    one = header_digest(table(tmp_path, FIRES))
    other = header_digest(
        table(tmp_path, "attended,TYPE,month,name,lsoa\n1,a,2027-01,n,E01008881\n")
    )
    assert one == other
    assert one != header_digest(table(tmp_path, WARDS))


def test_a_workbook_is_read_with_its_dates(tmp_path: Path) -> None:
    path = tmp_path / "fires.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "mmm yyyy"})
        sheet.write_row(0, 0, ["LSOA", "Month", "Attended"])
        sheet.write_row(1, 0, ["E01008881"])
        sheet.write_number(1, 1, 46082, day)  # 1 March 2026
        sheet.write_number(1, 2, 7)
    found = partner_counts(read_count_table(path), CountMapping("LSOA", "Month", ("Attended",)))
    assert found.layer.periods == (Period("2026-03", MONTH),)
    assert found.layer.values[0, 0, 0] == 7


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "E01008883,n,0001-01,Deliberate,1",
            'fires.csv, row 11, column C (Month) holds "0001-01"; expected a month, a quarter or a '
            "year, such as 2026-03, 2025 Q4 or 2025/26.",
        ),
        (
            "E01008883,n,Jan 2026,Deliberate,many",
            'fires.csv, row 11, column E (Attended) holds "many"; expected a number, or a mark '
            "such as * where there is none.",
        ),
        (
            "E01008883,n,Jan 2026,Deliberate,-2",
            'fires.csv, row 11, column E (Attended) holds "-2"; expected a whole number of 0 or '
            "more.",
        ),
        (
            "E01008881,n,2026-01,Deliberate,4",
            'fires.csv, row 11: E01008881, 2026-01 and "Deliberate" are in row 4 already. Expected '
            "one row for each; if the file divides them further, add them up, or name the column "
            "that says by what.",
        ),
        (
            "E01008883,n,2025/26,Deliberate,1",
            "fires.csv counts 2025-04 to 2026-03 and also 2026-01, which have months in common: "
            "the same would be counted twice. Keep one kind of period in a file.",
        ),
    ],
)
def test_a_fault_is_named_by_file_row_and_column(tmp_path: Path, line: str, said: str) -> None:
    assert said in faults(tmp_path, f"{FIRES}{line}\n")


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (replace(BY_TYPE, area="Ward"), 'has no column "Ward"; its columns are "LSOA", "Name"'),
        (replace(BY_TYPE, counts=()), "Say which column holds the counts."),
        (replace(BY_TYPE, measure="Month"), "A column can be used for one thing only."),
        (replace(BY_TYPE, area="Name", measure=""), "column B (Name) holds no code of an LSOA"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    tmp_path: Path, mapping: CountMapping, said: str
) -> None:
    assert said in faults(tmp_path, FIRES, mapping)[0]


def test_counts_of_2011_and_of_2021_are_added_up_period_by_period(tmp_path: Path) -> None:
    text = (
        "LSOA,Month,n\nE01009121,2026-01,5\nE01034913,2026-02,2\nE01034914,2026-02,4\n"
        "E01034913,2026-03,1\n"
    )
    found = read(tmp_path, text, CountMapping("LSOA", "Month", ("n",)))
    assert found.vintage is Vintage.MIXED
    joined = found.layer.counts_on("n", ["E01034913+E01034914", "E01008881"])
    assert joined.values[0, :2].tolist() == [5, 6]
    assert np.isnan(joined.values[0, 2])
    assert np.isnan(joined.values[1]).all()
    assert joined.without == 1


def test_what_is_no_code_is_counted_without_being_named(tmp_path: Path) -> None:
    found = read(tmp_path, FIRES + "A N Other,,Jan 2026,Deliberate,1\n")
    assert found.report.unknown_areas == (("", 1), ("E01999999", 1))


def test_a_column_of_names_is_not_what_is_counted(tmp_path: Path) -> None:
    rows = "".join(f"E01008881,2026-01,Person {at},1\n" for at in range(101))
    [said] = faults(tmp_path, f"LSOA,Month,Type,Attended\n{rows}")
    assert "counts 101 different things in 1 areas and periods. Expected at most 100" in said


def test_levels_have_names() -> None:
    assert level_said(Level.WARD) == "ward of 2024"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(rows=st.lists(st.tuples(
    st.sampled_from(["E01008881", "E01008882", "E01999999", "", "Total"]),
    st.sampled_from(["<5", "*", "0", "7", ""]),
), min_size=1, max_size=12))  # fmt: skip
def test_no_row_is_lost_and_no_mark_becomes_a_number(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    lines = [f"{code},{2000 + at},{figure},x" for at, (code, figure) in enumerate(rows)]
    text = "\n".join(["LSOA,Year,n,note", "E01008883,1990,1,x", *lines]) + "\n"
    found = read(tmp_path, text, CountMapping("LSOA", "Year", ("n",)))
    assert found.report.rows == len(rows) + 1
    assert found.report.rows == (
        found.report.counted + found.report.unlocated + found.report.unknown_rows
    )
    kept = [figure for code, figure in rows if code in ("E01008881", "E01008882")]
    assert np.nansum(found.layer.values) == 1 + 7 * kept.count("7")
    assert found.report.held_back == len(kept) - kept.count("7") - kept.count("0")
