"""Tables of figures by area are read as publishers write them, and every fault is named."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from commonground.documents.reading.area_tables import AreaTable, read_area_table
from commonground.documents.reading.figures import figure_in
from commonground.documents.reading.publications import likely_publication
from commonground.errors import BadInput
from commonground.geography.cube_facts import Vintage
from commonground.geography.layers import mean_on
from commonground.geography.levels import Level
from commonground.geography.vulnerability import Worse

IMD = """lsoa21_code,IMD_decile,IMD_rank,IMD_score
E01008881,2.0,3696.0,43.521
E01008882,1.0,1607.0,54.881
E01034913,*,900,60.1
"""
CENSUS = """"2021 usual residents"

total,2021 super output area - lower layer,mnemonic
"1,612",Birmingham 001A,E01009417
1586,Birmingham 001B,E01009418

"To protect against disclosure, records were swapped."
"""
WIMD = """LSOA Code,LSOA Name (Eng),Local Authority Name (Eng),WIMD 2019,Income
""" + "".join(
    f"W010000{at:02},Name {at},Isle of Anglesey,{at * 3},{2000 - at}\n" for at in range(3, 30)
)


def read(folder: Path, text: str, name: str = "figures.csv") -> AreaTable:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_area_table(path)


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as refused:
        read(folder, text)
    return refused.value.faults


def test_the_english_indices_are_read_with_their_decimals(tmp_path: Path) -> None:
    found = read(tmp_path, IMD)
    assert (found.level, found.vintage) == (Level.LSOA, Vintage.OF_2021)
    assert found.codes == ("E01008881", "E01008882", "E01034913")
    decile, rank, score = found.columns
    assert decile.values[:2].tolist() == [2, 1]
    assert np.isnan(decile.values[2])
    assert [one.worse for one in (decile, rank, score)] == [
        Worse.LOWER, Worse.LOWER, Worse.HIGHER,
    ]  # fmt: skip
    assert found.column("imd score").values[0] == 43.521
    publication = likely_publication(found)
    assert publication is not None
    assert publication.title == "English Indices of Deprivation 2025"


def test_figures_feed_the_areas_that_are_asked_for(tmp_path: Path) -> None:
    found = read(tmp_path, IMD)
    aligned = mean_on(found.codes, found.column("IMD_score").values, ["E01008882", "E01000001"], {})
    assert aligned.values[0] == 54.881
    assert np.isnan(aligned.values[1])
    assert (aligned.without, aligned.outside) == (1, 2)


def test_residents_are_read_below_a_title_and_above_a_note(tmp_path: Path) -> None:
    found = read(tmp_path, CENSUS, "census-2021.csv")
    assert found.codes == ("E01009417", "E01009418")
    (residents,) = found.columns
    assert (residents.label, residents.is_residents) == ("total", True)
    assert residents.values.tolist() == [1612, 1586]
    publication = likely_publication(found)
    assert publication is not None
    assert publication.source == "Office for National Statistics"
    assert (publication.title, publication.vintage) == ("Usual residents, 2021", "2021")
    unnamed = likely_publication(read(tmp_path, CENSUS))
    assert unnamed is not None
    assert (unnamed.title, unnamed.vintage) == ("Usual residents", "")


def test_the_welsh_index_is_known_by_its_ranks(tmp_path: Path) -> None:
    found = read(tmp_path, WIMD)
    assert [one.label for one in found.columns] == ["WIMD 2019", "Income"]
    assert {one.worse for one in found.columns} == {Worse.LOWER}
    publication = likely_publication(found)
    assert publication is not None
    assert (publication.title, publication.vintage) == (
        "Welsh Index of Multiple Deprivation 2019", "2019",
    )  # fmt: skip


def test_the_sheet_of_areas_is_read_and_not_the_notes_before_it(tmp_path: Path) -> None:
    path = tmp_path / "File_1_IoD2025.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_column(0, 0, ["About this file", "Published 2025"])
        book.add_worksheet("About").write_row(0, 0, ["Sheet", "What it holds"])
        data = book.add_worksheet("IMD25")
        data.write_row(0, 0, ["LSOA code (2021)", "Index of Multiple Deprivation (IMD) Decile"])
        data.write_row(1, 0, ["E01008881", 2])
    found = read_area_table(path)
    assert found.codes == ("E01008881",)
    assert found.columns[0].worse is Worse.LOWER
    assert found.notices == (
        'File_1_IoD2025.xlsx: the sheet "IMD25" was read, the first with codes of areas.',
    )


def test_a_workbook_without_areas_is_refused_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_column(0, 0, ["About this file", "Published 2025"])
        book.add_worksheet("More")
    with pytest.raises(BadInput, match="has no column of codes of LSOAs, wards or districts"):
        read_area_table(path)


def test_an_indicator_of_a_partner_is_of_no_publication(tmp_path: Path) -> None:
    found = read(tmp_path, "Ward,Code,Rate\nLadywood,E05011118,3.5\nAinsdale,E05000932,<5\n")
    assert found.level is Level.WARD
    assert found.columns[0].values[0] == 3.5
    assert np.isnan(found.columns[0].values[1])
    assert likely_publication(found) is None


def test_the_smaller_areas_count_where_a_row_names_several(tmp_path: Path) -> None:
    found = read(tmp_path, "District,LSOA,Rate\nE08000025,E01008881,1\nE08000025,e01008882,2\n")
    assert found.codes == ("E01008881", "E01008882")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a,b\n1,2\n",
            "figures.csv has no column of codes of LSOAs, wards or districts, such as E01008881, "
            'below a header. Its columns are "a", "b".',
        ),
        (
            "code,name\nE01008881,Birmingham\n",
            "figures.csv has areas but no column of numbers beside them.",
        ),
        (
            "code,n\nE01008881,1\nE01008882,2\nE01999999,3\n",
            'figures.csv, row 4, column A (code) holds "E01999999", which is no LSOA of 2011 or '
            "2021 of England or Wales.",
        ),
        (
            "code,n\nE01008881,1\nE01008882,2\nE01008881,3\n",
            "figures.csv, row 4, column A (code): E01008881 is in row 2 already; expected each "
            "area once.",
        ),
        (
            "code,n\nE01008881,1\nE01008882,2\n,3\n".replace("\n,3", "\n,3,x").replace(
                "code,n", "code,n,m"
            ),
            "figures.csv, row 4, column A (code) holds no code of an area.",
        ),
        (
            "code,n\nE01008881,1\nE01008882,2\nE01008883,many\n",
            'figures.csv, row 4, column B (n) holds "many"; expected a number, or a mark such as '
            "* where there is none.",
        ),
        (
            "code,n\nE01008881,1\nE01008882,2\nE01008883,#DIV/0!\n",
            "figures.csv, row 4, column B (n) holds the formula error #DIV/0!; expected a number.",
        ),
    ],
)
def test_a_fault_is_named_by_file_row_and_column(tmp_path: Path, text: str, said: str) -> None:
    assert faults(tmp_path, text) == (said,)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, "code,n\nE01008881,1\nE01008881,2\nE01999999,many\n")
    assert len(found) == 3


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, IMD)
    with pytest.raises(BadInput, match='has no column "WIMD"'):
        found.column("WIMD")


@pytest.mark.parametrize(
    ("text", "figure"),
    [("0", 0.0), ("-1.771", -1.771), (" 12 % ", 12.0), ("1,234,567.5", 1234567.5)],
)
def test_a_number_is_read_as_it_is_written(text: str, figure: float) -> None:
    assert figure_in(text) == figure


@pytest.mark.parametrize("text", ["", "*", "[c]", "<5", "< 5", "under 5", "1-4", "-", "..", "N/A"])
def test_what_is_held_back_is_unknown_and_never_nought(text: str) -> None:
    figure = figure_in(text)
    assert figure is not None
    assert np.isnan(figure)


@pytest.mark.parametrize("text", ["five", "1,2", "Infinity", "1e400", "12 34", "0x1f"])
def test_what_is_no_number_is_told_so(text: str) -> None:
    assert figure_in(text) is None
