"""A consultation's scores in long and wide form: what they become and what is refused."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_files import FIVE, fault_of, faults_of, table_of

from commonground.documents.reading import Scores, Table, read_scores
from commonground.scoring.scores import Assessor, Issue, Remark

LONG = "assessor,agency,issue,theme,criterion,score,remark,way"
ROWS = (
    "p2,Police,Arson,Fire,likelihood,3,,remote",
    "p2,Police,Arson,Fire,Impact,limited,seen twice,remote",
    "p1,Fire,Arson,Fire,impact,5,,meeting",
    "p1,Fire,Fraud,,IMPACT,,cannot say,meeting",
    "p1,Fire,Fraud,Money,likelihood,1,,meeting",
)
WIDE = (
    "Assessor,AGENCY,issue,theme,way,remark,Impact,likelihood",
    "p2,Police,Arson,Fire,remote,seen twice,limited,3",
    "p1,Fire,Arson,Fire,meeting,,5,",
    "p1,Fire,Fraud,Money,meeting,,,1",
)


def long(*rows: str, header: str = LONG) -> Table:
    return table_of(header, *rows)


def read(*rows: str) -> Scores:
    return read_scores(long(*rows), FIVE)


def test_it_reads_long_form() -> None:
    scores = read(*ROWS)
    assert scores.cube.assessors == (
        Assessor("p1", "Fire", "meeting"),
        Assessor("p2", "Police", "remote"),
    )
    assert scores.cube.issues == (Issue("Arson", "Fire"), Issue("Fraud", "Money"))
    assert scores.cube.criteria == ("likelihood", "impact")
    nan = np.nan
    expected = [[[nan, 5], [1, nan]], [[3, 2], [nan, nan]]]
    np.testing.assert_array_equal(scores.cube.values, expected)
    assert scores.remarks == (
        Remark("Arson", "Police", "impact", "seen twice"),
        Remark("Fraud", "Fire", "impact", "cannot say"),
    )
    assert scores.agency_map == (("Fire", "Fire"), ("Police", "Police"))
    assert scores.notices == ()


def test_it_reads_the_same_from_wide_form() -> None:
    scores = read_scores(table_of(*WIDE), FIVE)
    assert scores.cube.digest() == read(*ROWS).cube.digest()
    assert scores.remarks == (Remark("Arson", "Police", "", "seen twice"),)


@given(st.permutations(ROWS))
def test_it_reads_the_same_cube_whatever_the_order_of_rows(rows: Sequence[str]) -> None:
    assert read(*rows).cube.digest() == read(*ROWS).cube.digest()


def test_it_needs_neither_theme_nor_remark_nor_way() -> None:
    scores = read_scores(
        long("p,A,i,impact,1", header="assessor,agency,issue,criterion,score"), FIVE
    )
    assert scores.cube.assessors == (Assessor("p", "A", ""),)
    assert scores.cube.issues == (Issue("i", ""),)


def test_it_keeps_a_remark_on_the_issue_as_a_whole() -> None:
    scores = read("p,A,i,,impact,1,,", "p,A,i,,,,worse at night,")
    assert scores.remarks == (Remark("i", "A", "", "worse at night"),)


def test_it_leaves_out_who_and_what_has_no_score_and_says_so() -> None:
    scores = read("p,A,i,,impact,1,,", "p,A,i,,likelihood,1,,", "q,A,i,,impact,,,",
                  "p,A,j,,impact,,a remark,")  # fmt: skip
    assert [person.id for person in scores.cube.assessors] == ["p"]
    assert [issue.name for issue in scores.cube.issues] == ["i"]
    people, issues = scores.notices
    assert 'no score at all: 1 assessors: "q".' in people
    assert '1 issues: "j".' in issues
    assert [remark.issue for remark in scores.remarks] == ["j"]


def test_it_says_which_criteria_nobody_scored_and_which_columns_it_did_not_use() -> None:
    table = long("p,A,i,impact,1,x", header="assessor,agency,issue,criterion,score,ward")
    unused, unscored = read_scores(table, FIVE).notices
    assert unused == "scores.csv: not used: column F (ward)."
    assert unscored == 'scores.csv: nobody scored "Likelihood".'


def test_it_records_no_way_for_who_took_part_in_two_and_says_so() -> None:
    scores = read("p,A,i,,impact,1,,meeting", "p,A,i,,likelihood,1,,remote")
    assert scores.cube.assessors == (Assessor("p", "A", ""),)
    assert 'more than one way, so that no way was recorded for them: "p"' in scores.notices[0]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (["p,A,i,,impact,9,,"],
         ["row 2, column F (score) holds 9, which is not on the scale", "for Impact"]),
        (["p,A,i,,impact,often,,"], ['column F (score) holds the text "often"', "Minor (1)"]),
        (["p,A,i,,impact,#N/A,,"], ["holds the formula error #N/A", "Mend the formula"]),
        (["p,A,i,,cost,1,,"],
         ['row 2, column E (criterion) names the criterion "cost"', "five-by-five-nrr-2023",
          'expects one of "likelihood", "impact"']),
        (["p,A,i,,,1,,"], ["column E (criterion) is empty"]),
        (["p,A,i,,#REF!,1,,"], ["column E (criterion) holds the formula error #REF!"]),
        ([",A,i,,impact,1,,"], ["row 2, column A (assessor) is empty", "the assessor's name"]),
        (["p,,i,,impact,1,,"], ["row 2, column B (agency) is empty"]),
        (["p,A,,,impact,1,,"], ["row 2, column C (issue) is empty"]),
        (["p,A,#REF!,,impact,1,,"], ["column C (issue) holds the formula error #REF!"]),
        (["p,A,i,,impact,1,,", "q,A,i,,impact,1,,", "p,A,i,,Impact,2,,"],
         ["row 4", '"impact" of "i" by "p" a second time, after row 2']),
        (["p,A,i,,impact,1,,", "p,B,j,,impact,1,,"],
         ["row 3", 'assessor "p" has the agency "B", but "A" in row 2', "expected one agency"]),
        (["p,A,i,T,impact,1,,", "p,A,i,,likelihood,1,,", "q,A,i,U,impact,1,,"],
         ["row 4", 'issue "i" has the theme "U", but "T" in row 2']),
        (["p,A,Knife Crime,,impact,1,,", "q,A,knife  crime,,impact,1,,"],
         ["row 3", '"knife  crime" differs only by case or spaces from "Knife Crime" in row 2']),
        (["p,A,i,,impact,1,,", "P,A,j,,impact,1,,"], ["row 3", "the assessor", "one spelling"]),
        (["p,A b,i,,impact,1,,", "q,Ab,j,,impact,1,,"], ["row 3", "the agency", "one spelling"]),
        (["p,A,i,T,impact,1,,", "q,A,j,t,impact,1,,"], ["row 3", "the theme", "one spelling"]),
        (["p,A,i,,impact,,,"], ["scores.csv holds no score"]),
    ],
)  # fmt: skip
def test_it_refuses_long_rows_that_cannot_be_used(rows: list[str], parts: list[str]) -> None:
    fault = fault_of(lambda: read(*rows))
    assert fault.startswith("scores.csv")
    assert all(part in fault for part in parts), fault


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("p1,Fire,Fraud,Money,,,1,", ["row 5", '"Fraud" by "p1" a second time, after row 4']),
        ("p1,Fire,Gangs,,,,9,", ["row 5, column G (Impact) holds 9"]),
        (",Fire,Gangs,,,,1,", ["row 5, column A (Assessor) is empty"]),
    ],
)
def test_it_refuses_wide_rows_that_cannot_be_used(row: str, parts: list[str]) -> None:
    fault = fault_of(lambda: read_scores(table_of(*WIDE, row), FIVE))
    assert all(part in fault for part in parts), fault


def test_it_reports_faults_in_the_order_of_rows() -> None:
    faults = faults_of(lambda: read("p,A,i,,impact,9,,", ",A,i,,impact,1,,", "p,A,j,,impact,x,,"))
    assert [fault.split(",")[1] for fault in faults] == [" row 2", " row 3", " row 4"]


def test_it_refuses_an_empty_score_that_is_a_formula_nobody_computed() -> None:
    table = replace(long(*ROWS), uncomputed=frozenset({(5, 5), (2, 6)}))
    fault = fault_of(lambda: read_scores(table, FIVE))
    assert "row 5, column F (score) is empty. The cell holds a formula" in fault


def test_it_needs_the_columns_of_one_of_the_two_forms() -> None:
    wide = faults_of(lambda: read_scores(table_of("assessor,issue,impact", "p,i,1"), FIVE))
    assert ['no column "likelihood"' in fault for fault in wide] == [True]
    both = faults_of(lambda: read_scores(table_of("criterion,score", "impact,1"), FIVE))
    assert ['"assessor"' in both[0], '"issue"' in both[1], len(both)] == [True, True, 2]


def test_it_says_how_to_give_the_agencies_where_the_scores_have_none() -> None:
    table = long("p,i,impact,1", header="assessor,issue,criterion,score")
    fault = fault_of(lambda: read_scores(table, FIVE))
    assert 'has no column "agency", and every assessor needs one' in fault
    assert "--agencies" in fault


def agencies(*lines: str) -> Table:
    return table_of(*lines, source="agencies.csv")


def test_it_counts_sub_departments_as_one_agency() -> None:
    table = long("p,CID,i,,impact,1,said,", "q,Patrol,i,,impact,2,,", "r,NHS,i,,impact,2,,")
    listing = agencies("agency,Counts as", "CID,Police", "Patrol,Police", "Police,Police", "X,")
    scores = read_scores(table, FIVE, listing)
    assert scores.cube.agencies == ("NHS", "Police")
    assert scores.agency_map == (("CID", "Police"), ("NHS", "NHS"), ("Patrol", "Police"))
    assert scores.remarks == (Remark("i", "Police", "impact", "said"),)
    assert 'each counts as itself: "NHS".' in scores.notices[-1]


def test_it_takes_agencies_from_a_table_of_people() -> None:
    table = long("p,i,impact,1", "q,i,impact,2", header="assessor,issue,criterion,score")
    people = agencies("assessor,agency,counts_as", "p,CID,Police", "q,NHS,", "z,Y,")
    scores = read_scores(table, FIVE, people)
    assert [person.agency for person in scores.cube.assessors] == ["Police", "NHS"]
    assert scores.agency_map == (("CID", "Police"), ("NHS", "NHS"))


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["agency,x", "A,1"],
         ["agencies.csv, row 1: an agencies table needs", "counts_as", '"agency", "x"']),
        (["assessor,x", "A,1"], ["an agencies table needs"]),
        (["agency,counts_as", ",B"], ["agencies.csv, row 2, column A (agency) is empty"]),
        (["agency,counts_as", "A,B", "A,C"], ["row 3", '"A" has "C" here but "B" in row 2']),
        (["assessor,agency", "p,A", "p,C"], ["row 3", '"p" has "C" here but "A" in row 2']),
        (["agency,counts_as", "A,B", "B,C"], ['"A" counts as "B", which itself counts as "C"']),
        (["agency,counts_as", "A,Po lice", "B,Police"], ["differs only by case or spaces"]),
        (["assessor,agency", "p,B"],
         ["scores.csv, row 2", '"p" has the agency "A" here, but "B" in the agencies table']),
        (["agency,counts_as", "a,B"],
         ["scores.csv, row 2", 'agency "A" differs only by case or spaces from "a"']),
    ],
)  # fmt: skip
def test_it_refuses_an_agencies_table_that_contradicts(lines: list[str], parts: list[str]) -> None:
    fault = fault_of(lambda: read_scores(long("p,A,i,,impact,1,,"), FIVE, agencies(*lines)))
    assert all(part in fault for part in parts), fault


def test_it_refuses_an_assessor_whom_the_table_of_people_lacks() -> None:
    table = long("p,i,impact,1", "q,i,impact,1", header="assessor,issue,criterion,score")
    fault = fault_of(lambda: read_scores(table, FIVE, agencies("assessor,agency", "p,A")))
    assert 'scores.csv, row 3: the assessor "q" is not in the agencies table' in fault


def test_it_names_a_blank_assessor_once_even_with_a_table_of_people() -> None:
    table = long(",i,impact,1", header="assessor,issue,criterion,score")
    fault = fault_of(lambda: read_scores(table, FIVE, agencies("assessor,agency", "p,A")))
    assert "column A (assessor) is empty" in fault
