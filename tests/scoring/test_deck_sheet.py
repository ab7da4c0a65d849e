"""One sheet, exactly: the deck's twelve rows, and the gaps that it leaves."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from consultations import LOCAL_FACTORS, deck_method, local_method
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground import reference
from commonground.errors import BadInput
from commonground.scoring.arithmetic import (
    SheetRow,
    UnknownFactor,
    figures_of,
    lookup_gap,
    plain,
    score_sheet,
)
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Method, Status, with_local_factors

DECK = Path(__file__).parents[1] / "fixtures" / "deck-matrix.csv"
# Home Office, Serious and Organised Crime Local Delivery, December 2015
with DECK.open(encoding="utf-8", newline="") as opened:
    ROWS = list(csv.DictReader(opened))
PRINTED = ("total_harm", "total_likelihood", "risk", "total_organisational_position", "op_grading")


def scores_of(row: dict[str, str]) -> tuple[Decimal, ...]:
    return tuple(Decimal(row[criterion.id]) for criterion in deck_method().criteria)


def scores_with_position(capacity: int, capability: int) -> tuple[Decimal, ...]:
    return (*scores_of(ROWS[0])[:-2], Decimal(capacity), Decimal(capability))


def every(method: Method, answer: str) -> tuple[Decimal, ...]:
    found = [criterion.score_of(answer) for criterion in method.criteria]
    return tuple(score for score in found if score is not None)


def shipped(method_id: str) -> Method:
    return load_method(reference.method_path(method_id))


def test_the_deck_has_twelve_rows() -> None:
    assert len(ROWS) == 12


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"block {row['block']}: {row['issue']}")
def test_it_gives_the_decks_row_exactly(row: dict[str, str]) -> None:
    found = figures_of(deck_method(), scores_of(row))

    assert {name: plain(found[name]) for name in PRINTED} == {name: row[name] for name in PRINTED}


@pytest.mark.parametrize("block", ["1", "2", "3"])
def test_modern_slavery_leads_by_risk_and_cse_by_grading_in_every_block(block: str) -> None:
    rows = [SheetRow(row["issue"], scores_of(row)) for row in ROWS if row["block"] == block]

    scored = score_sheet(deck_method(), rows)

    assert {row.issue: row.ranks["rank_by_risk"] for row in scored}["Modern Slavery"] == 1
    assert {row.issue: row.ranks["rank_by_grading"] for row in scored}["CSE"] == 1


def test_rows_with_equal_figures_share_a_rank() -> None:
    rows = [SheetRow(f"{at}", scores_of(ROWS[row])) for at, row in enumerate((0, 8, 3, 1))]

    ranks = [row.ranks["rank_by_grading"] for row in score_sheet(deck_method(), rows)]

    assert ranks == [3, 3, 1, 2]


@given(removed=st.integers(0, 11))
@settings(max_examples=12)
def test_removing_an_issue_never_reorders_the_rest_of_a_sheet(removed: int) -> None:
    rows = [SheetRow(f"{at}", scores_of(row)) for at, row in enumerate(ROWS)]
    before = [row for row in score_sheet(deck_method(), rows) if row.issue != str(removed)]

    after = score_sheet(deck_method(), [row for row in rows if row.issue != str(removed)])

    for name in ("rank_by_risk", "rank_by_grading"):
        order = sorted(before, key=lambda row: row.ranks[name])
        assert [row.issue for row in order] == [
            row.issue for row in sorted(after, key=lambda row: row.ranks[name])
        ]


@pytest.mark.parametrize(("capacity", "capability"), [(0, 2), (1, 1), (3, 0), (1, 2), (2, 2)])
def test_a_total_of_2_3_or_4_is_refused_with_row_issue_total_and_method(
    capacity: int, capability: int
) -> None:
    row = SheetRow("Begging", scores_with_position(capacity, capability), "matrix.csv, row 5")
    total = capacity + capability

    with pytest.raises(UnknownFactor) as refusal:
        score_sheet(deck_method(), [SheetRow("Fine", scores_of(ROWS[0])), row])

    assert refusal.value.totals == (total,)
    assert refusal.value.faults == (
        f"matrix.csv, row 5, Begging: the total organisational position is {total}, and the method "
        f"morile-thematic-2015 leaves the factor at {total} unknown. "
        "Your partnership must set its own.",
    )


def test_every_row_with_a_gap_is_named_at_once() -> None:
    rows = [SheetRow(f"{at}", scores_with_position(at, 2)) for at in (2, 0, 2)]

    with pytest.raises(UnknownFactor) as refusal:
        score_sheet(deck_method(), rows)

    assert len(refusal.value.faults) == 3
    assert refusal.value.totals == (2, 4)


@pytest.mark.parametrize(("total", "factor"), LOCAL_FACTORS.items())
def test_a_local_factor_fills_the_gap_and_says_who_set_it(total: int, factor: Decimal) -> None:
    capacity, capability = min(total, 3), max(total - 3, 0)

    found = figures_of(local_method(), scores_with_position(capacity, capability))

    assert found["op_grading"] == 24 * factor
    lookup = local_method().lookup
    assert lookup is not None
    step = lookup.steps[total]
    assert (step.provenance.status, step.provenance.source) == (Status.LOCAL, "the tests")


def test_no_local_factors_leave_the_method_as_it_is() -> None:
    assert with_local_factors(deck_method(), {}, "nobody") is deck_method()


@pytest.mark.parametrize(
    ("total", "factor", "said"),
    [
        (0, "0.7", "the factor at total 0 is already 0.6; a local factor may only fill a gap"),
        (7, "2", "totals from 0 to 6; a factor was given for 7"),
        (-1, "2", "totals from 0 to 6; a factor was given for -1"),
        (3, "NaN", "expected a number from 0 up; found NaN"),
        (3, "Infinity", "expected a number from 0 up; found Infinity"),
        (3, "-1", "expected a number from 0 up; found -1"),
    ],
)
def test_a_local_factor_is_refused_where_it_has_no_place(
    total: int, factor: str, said: str
) -> None:
    with pytest.raises(BadInput, match="morile-thematic-2015") as refusal:
        with_local_factors(deck_method(), {total: Decimal(factor)}, "the board")

    assert said in str(refusal.value)


def test_a_filled_gap_cannot_be_filled_again() -> None:
    with pytest.raises(BadInput, match="there is none"):
        with_local_factors(local_method(), {3: Decimal(1)}, "the board")


@pytest.mark.parametrize("method_id", ["sleipnir-v1", "five-by-five-nrr-2023", "four-by-four-fife"])
def test_a_method_without_a_look_up_takes_no_factor_and_has_no_gap(method_id: str) -> None:
    method = shipped(method_id)

    with pytest.raises(BadInput, match="has no look-up, so it takes no local factor"):
        with_local_factors(method, {3: Decimal(1)}, "the board")
    assert lookup_gap(method, [criterion.scale[0] for criterion in method.criteria]) is None


def test_sleipnir_multiplies_a_grade_by_the_attributes_place() -> None:
    method = shipped("sleipnir-v1")
    nil = every(method, "Nil")
    at = [criterion.id for criterion in method.criteria].index("monopoly")

    # RCMP: High on Monopoly, of weight 5, is 5 x 4 = 20
    high = (*nil[:at], Decimal(4), *nil[at + 1 :])

    assert figures_of(method, high)["threat_score"] == 20


@pytest.mark.parametrize(
    ("answer", "score"),
    [("High", 760), ("Medium", 380), ("Low", 190), ("Nil", 0), ("Unknown", 380)],
)
def test_sleipnir_scores_a_whole_sheet_of_one_grade(answer: str, score: int) -> None:
    # 19 + 18 + ... + 1 = 190, times 4, 2, 1 and 0; Unknown counts as Medium
    method = shipped("sleipnir-v1")

    assert figures_of(method, every(method, answer))["threat_score"] == score


@pytest.mark.parametrize(
    ("method_id", "top"), [("five-by-five-nrr-2023", 5), ("four-by-four-fife", 4)]
)
def test_a_grid_multiplies_likelihood_by_impact(method_id: str, top: int) -> None:
    method = shipped(method_id)

    for likelihood in range(1, top + 1):
        for impact in range(1, top + 1):
            found = figures_of(method, (Decimal(likelihood), Decimal(impact)))
            assert found["risk"] == likelihood * impact


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("more than 25 %", 5),
        (" 0.2 TO 1 % ", 2),
        ("3.0", 3),
        ("6", None),
        ("", None),
        ("often", None),
        ("nan", None),
        ("snan", None),
        ("1e9999999999999999999", None),
    ],
)
def test_an_answer_is_a_level_by_its_label_or_its_score(answer: str, score: int | None) -> None:
    likelihood = shipped("five-by-five-nrr-2023").criteria[0]

    assert likelihood.score_of(answer) == score


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("14.40", "14.4"),
        ("1E+2", "100"),
        ("-0.0", "0"),
        ("0.0000001", "0.0000001"),
        ("1234567890.12345678901234567890123456789", "1234567890.12345678901234567890123456789"),
    ],
)
def test_a_decimal_is_written_as_people_write_it(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("individual", "Individual"),
        ("total_harm", "Total harm"),
        ("organisational_position_factor", "Organisational position factor"),
        ("risk", "Risk"),
        ("rank_by_grading", "Rank by OP grading"),
    ],
)
def test_everything_that_a_column_may_be_has_a_label(name: str, label: str) -> None:
    assert deck_method().label_of(name) == label
    assert shipped("four-by-four-fife").label_of("grid") == "Likelihood by impact"


def test_the_computed_columns_stand_in_the_order_they_are_computed() -> None:
    assert list(deck_method().computed_ids()) == [
        "total_harm",
        "total_likelihood",
        "total_organisational_position",
        "organisational_position_factor",
        "risk",
        "op_grading",
        "rank_by_risk",
        "rank_by_grading",
    ]
    assert list(shipped("four-by-four-fife").computed_ids()) == ["grid", "risk", "rank_by_risk"]
