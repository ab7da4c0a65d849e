"""The ranking as a workbook: how sure each place is, and everything behind it."""

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbook_cases import column_of, formulas_of, header_text, ranked_few, shipped, values_of

from commonground.documents.board import Decision
from commonground.documents.workbooks import write_ranking
from commonground.errors import BadInput
from commonground.scoring.methods import OutputBand, Provenance, Status
from commonground.scoring.results import Ranking

METHOD = shipped("five-by-five-nrr-2023")
SHEET = "Board decisions"


def write(folder: Path, ranking: Ranking) -> Path:
    path = folder / "ranking.xlsx"
    write_ranking(path, ranking, METHOD)
    return path


@pytest.fixture(scope="module")
def ranking(tmp_path_factory: pytest.TempPathFactory) -> Ranking:
    return ranked_few(tmp_path_factory.mktemp("ranking"))


@pytest.fixture
def book(tmp_path: Path, ranking: Ranking) -> Path:
    return write(tmp_path, ranking)


def test_it_has_a_sheet_for_each_question(book: Path) -> None:
    assert load_workbook(book).sheetnames == [
        "Ranking",
        "Rank ranges",
        "Contested",
        "Without each agency",
        "Other readings",
        "Agreement",
        "Coverage",
        "Thin or not ranked",
        "Method",
    ]


def test_the_list_stands_in_rank_order_with_the_engines_values(
    book: Path, ranking: Ranking
) -> None:
    issues = ranking.issues
    assert column_of(book, "Ranking", "Rank by risk") == [issue.rank for issue in issues]
    assert column_of(book, "Ranking", "Issue") == [issue.issue for issue in issues]
    risks = [float(issue.figures["risk"]) for issue in issues]
    assert column_of(book, "Ranking", "Risk") == risks
    bands = [issue.certainty.band.value for issue in issues]
    assert column_of(book, "Ranking", "Band") == bands


def test_totals_outputs_and_ranks_are_live_formulas(book: Path, ranking: Ranking) -> None:
    formulas = formulas_of(book)
    last = len(ranking.issues) + 1
    assert formulas["Ranking", "A2"] == f"=RANK(L2,L$2:L${last})"
    assert formulas["Ranking", "K2"] == "=PRODUCT(I2:J2)"
    assert formulas["Ranking", "L2"] == "=K2"


def test_a_share_of_the_draws_shows_as_many_places_as_they_can_tell_apart(book: Path) -> None:
    assert load_workbook(book)["Ranking"]["E2"].number_format == "0.00"


def test_rank_ranges_are_drawn_with_a_text_alternative(book: Path) -> None:
    with zipfile.ZipFile(book) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert 'descr="Bar chart. For each of' in drawing
    assert chart.count("<c:ser>") == 3


def test_contested_issues_and_what_would_change_the_list_are_told(
    book: Path, ranking: Ranking
) -> None:
    told = {str(value) for (sheet, _), value in values_of(book).items() if sheet == "Contested"}
    assert any("Contested: " in text for text in told)
    assert ("What would change the list" in told) == bool(ranking.flips)
    assert "Held against each other" in told


def test_each_agency_left_out_and_each_other_reading_has_a_row(
    book: Path, ranking: Ranking
) -> None:
    left_out = column_of(book, "Without each agency", "Left out")
    assert left_out == [variant.id for variant in ranking.without_each_agency]
    others = (*ranking.other_averages, *ranking.other_methods)
    read = column_of(book, "Other readings", "Read otherwise")
    assert read == [variant.label for variant in others]


def test_agreement_and_coverage_are_told(book: Path, ranking: Ranking) -> None:
    assert column_of(book, "Agreement", "Criterion") == ["Likelihood", "Impact"]
    assert column_of(book, "Coverage", "Agency") == [row.agency for row in ranking.coverage]
    assert column_of(book, "Coverage", "Issues in =Theme")[0] == 3
    assert column_of(book, "Coverage", "Issues in no theme")[0] == 3


def test_what_could_not_be_ranked_is_named_with_what_it_lacks(book: Path) -> None:
    assert column_of(book, "Thin or not ranked", "What is missing") == ["Nobody scored Impact"]


def test_everything_it_was_computed_from_is_on_the_method_sheet(
    book: Path, ranking: Ranking
) -> None:
    told = [value for (sheet, _), value in values_of(book).items() if sheet == "Method"]
    for fact in ("a" * 64, "b" * 64, ranking.inputs.scores_sha256, "top 2", 100, "=Said so"):
        assert fact in told
    assert "trim_each_end" in told
    assert "=Agency 3" in told


def test_a_text_that_starts_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    formulas = formulas_of(write(tmp_path, ranked_few(tmp_path, name="=Issue")))
    assert not {
        text for text in formulas.values() if text.startswith(("=Issue", "=Agency", "=Said"))
    }


def test_few_agencies_give_ranges_and_no_shares(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, ranked_few(tmp_path, agencies=3)))
    headings = [cell.value for cell in book["Ranking"][1]]
    assert "Rank from" in headings
    assert "Median rank" not in headings
    assert not [text for text in headings if str(text).startswith("P of")]


def test_one_agency_gives_neither_ranges_nor_a_chart(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, ranked_few(tmp_path, agencies=1)))
    assert "Rank ranges" not in book.sheetnames
    assert "Rank from" not in [cell.value for cell in book["Ranking"][1]]


def test_nothing_thin_leaves_that_sheet_out(tmp_path: Path, ranking: Ranking) -> None:
    whole = replace(ranking, unranked=(), thinly_scored=())
    assert "Thin or not ranked" not in load_workbook(write(tmp_path, whole)).sheetnames


def test_an_issue_that_few_agencies_scored_is_named(tmp_path: Path, ranking: Ranking) -> None:
    thin = replace(ranking, unranked=(), thinly_scored=("Issue 1",))
    path = write(tmp_path, thin)
    assert column_of(path, "Thin or not ranked", "Issue") == ["Issue 1"]


def test_a_tie_at_the_cut_is_told(tmp_path: Path, ranking: Ranking) -> None:
    path = write(tmp_path, replace(ranking, shortlist_length=3))
    told = [str(value) for (sheet, _), value in values_of(path).items() if sheet == "Contested"]
    assert any("because of a tie at the cut after 2" in text for text in told)
    assert column_of(path, "Other readings", "Same, of 3")


def test_bands_of_the_method_colour_its_output(tmp_path: Path, ranking: Ranking) -> None:
    local = Provenance(Status.LOCAL, "the board")
    bands = (OutputBand("risk", "High", Decimal(10), Decimal(25), local),)
    path = tmp_path / "banded.xlsx"
    write_ranking(path, ranking, replace(METHOD, bands=bands))
    (ranges,) = (str(each.sqref) for each in load_workbook(path)["Ranking"].conditional_formatting)
    assert ranges == f"L2:L{len(ranking.issues) + 1}"
    assert "Risk from 10 to 25" in values_of(path).values()


def test_the_same_ranking_gives_the_same_bytes(tmp_path: Path, ranking: Ranking) -> None:
    first = write(tmp_path, ranking).read_bytes()
    assert write(tmp_path, ranking).read_bytes() == first


def test_its_marking_is_at_the_head_of_every_page(tmp_path: Path, ranking: Ranking) -> None:
    path = tmp_path / "marked.xlsx"
    write_ranking(path, ranking, METHOD, marking="OFFICIAL-SENSITIVE")
    sheets = load_workbook(path).worksheets
    assert set(map(header_text, sheets)) == {"OFFICIAL-SENSITIVE"}


def test_a_marking_that_the_product_may_not_bear_is_refused(
    tmp_path: Path, ranking: Ranking
) -> None:
    path = tmp_path / "ranking.xlsx"
    with pytest.raises(BadInput, match="OFFICIAL or OFFICIAL-SENSITIVE; found 'SECRET'"):
        write_ranking(path, ranking, METHOD, marking="SECRET")
    assert not path.exists()


def test_what_the_board_decided_stands_on_a_sheet_of_its_own_as_text(
    tmp_path: Path, ranking: Ranking
) -> None:
    name, reason = ranking.issues[0].issue, "=HYPERLINK(1) is led elsewhere"
    out = Decision(
        1, name, 1, "In", is_in=False, reason=reason, decided_by="+The board",
        kept_on=date(2027, 3, 3),
    )  # fmt: skip
    plain, decided = tmp_path / "plain.xlsx", tmp_path / "decided.xlsx"
    write_ranking(plain, ranking, METHOD)

    write_ranking(decided, ranking, METHOD, decisions=[out])

    assert load_workbook(decided).sheetnames[:2] == ["Ranking", SHEET]
    row = {at: cell for (sheet, at), cell in values_of(decided).items() if sheet == SHEET}
    assert [row[f"{column}2"] for column in "ABCDEFGH"] == [
        1, name, 1, "In", "Taken out", reason, "+The board", "2027-03-03",
    ]  # fmt: skip
    assert not any(sheet == SHEET for sheet, _at in formulas_of(decided))
    assert values_of(plain).items() <= values_of(decided).items()
