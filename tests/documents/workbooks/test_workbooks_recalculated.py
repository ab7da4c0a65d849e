"""LibreOffice as a second opinion: it computes every formula to what the engine says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbook_cases import (
    column_of,
    converted,
    formulas_of,
    morile,
    needs_libreoffice,
    odd_method,
    ranked_few,
    ranked_pilot,
    shipped,
    values_of,
    without_values,
    write_deck,
    write_odd_matrix,
    write_sleipnir,
)

from commonground.documents.workbooks import write_ranking, write_template

pytestmark = needs_libreoffice
NAMES = ("deck", "odd", "sleipnir", "pilot")


@dataclass(frozen=True)
class Computed:
    """A workbook as we wrote it, and as LibreOffice computed it from nothing."""

    ours: Path
    theirs: Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture(scope="module")
def written(folder: Path) -> dict[str, Path]:
    paths = {name: folder / f"{name}.xlsx" for name in (*NAMES, "gap", "off", "template", "words")}
    write_deck(paths["deck"])
    write_odd_matrix(paths["odd"])
    write_sleipnir(paths["sleipnir"])
    write_ranking(paths["pilot"], ranked_pilot(folder), morile())
    write_deck(paths["gap"])
    change(paths["gap"], "Matrix", {"N2": 3})
    write_odd_matrix(paths["off"])
    change(paths["off"], "Matrix", {"D2": 10})
    write_template(paths["template"], morile())
    filled = dict(zip("EFGHIJKLMNOP", (4, 2, 2, 0, 2, 2, 1, 0.5, 2, 2, 0, 1), strict=True))
    rows = {f"{column}2": score for column, score in filled.items()}
    change(paths["template"], "Scores", rows | {"C2": "=Burglary", "C3": "CSE", "E3": 8, "F3": 3})
    write_template(paths["words"], shipped("sleipnir-v1"))
    change(paths["words"], "Scores", {f"{column}2": "High" for column in "EFGHIJKLMNOPQRSTUVW"})
    return paths


@pytest.fixture(scope="module")
def computed(written: dict[str, Path], folder: Path) -> dict[str, Computed]:
    (folder / "bare").mkdir()
    bare = [without_values(path, folder / "bare" / path.name) for path in written.values()]
    theirs = converted(bare, "xlsx", folder)
    return {
        name: Computed(ours, their)
        for (name, ours), their in zip(written.items(), theirs, strict=True)
    }


def change(path: Path, sheet: str, cells: Mapping[str, str | float]) -> None:
    """Type into a workbook."""
    book = load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
        book[sheet][place].data_type = "s" if isinstance(value, str) else "n"
    book.save(path)


def digits(value: object) -> object:
    """Return a number to the fifteen digits that a spreadsheet keeps."""
    return f"{value:.15g}" if isinstance(value, (int, float)) else value


def test_nothing_is_left_of_our_own_values(written: dict[str, Path], tmp_path: Path) -> None:
    bare = without_values(written["deck"], tmp_path / "bare.xlsx")
    assert column_of(bare, "Matrix", "OP grading") == [None] * 12


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_comes_to_what_the_engine_says(
    computed: dict[str, Computed], name: str
) -> None:
    files = computed[name]
    ours, theirs = values_of(files.ours), values_of(files.theirs)
    formulas = formulas_of(files.ours)
    differ = {
        place: (formula, ours[place], theirs.get(place))
        for place, formula in formulas.items()
        if digits(ours[place]) != digits(theirs.get(place))
    }
    assert not differ
    assert len(formulas) > 8


def test_figures_that_tie_exactly_share_a_rank_though_binary_tells_them_apart(
    computed: dict[str, Computed],
) -> None:
    assert 48 * 0.6 != 36 * 0.8
    assert column_of(computed["odd"].theirs, "Matrix", "Rank") == [1, 1, 3]


def test_a_total_is_rounded_half_up_before_it_is_looked_up(computed: dict[str, Computed]) -> None:
    assert column_of(computed["odd"].theirs, "Matrix", "sum")[2] == 2.5
    assert column_of(computed["odd"].theirs, "Matrix", "Factor")[2] == 1.5


def test_a_gap_in_the_look_up_gives_an_error_and_no_figure(computed: dict[str, Computed]) -> None:
    theirs = computed["gap"].theirs
    assert column_of(theirs, "Matrix", "Organisational position factor")[0] == "unknown"
    assert column_of(theirs, "Matrix", "OP grading")[0] == "#VALUE!"


def test_a_total_off_the_table_gives_an_error_and_no_neighbours_factor(
    computed: dict[str, Computed],
) -> None:
    assert column_of(computed["off"].theirs, "Matrix", "Factor")[0] == "#N/A"
    assert column_of(computed["off"].theirs, "Matrix", "Graded")[0] == "#N/A"


def test_the_check_of_a_template_shows_totals_and_what_is_left_to_do(
    computed: dict[str, Computed],
) -> None:
    theirs = computed["template"].theirs
    assert column_of(theirs, "Check", "State")[:3] == ["complete", "11 to do", None]
    assert column_of(theirs, "Check", "OP grading")[:2] == [35.1, None]
    assert column_of(theirs, "Check", "Issue")[:2] == ["=Burglary", "CSE"]
    assert column_of(theirs, "Check", "Community")[1] == "?"


def test_the_check_of_a_template_knows_answers_in_words(computed: dict[str, Computed]) -> None:
    assert column_of(computed["words"].theirs, "Check", "Threat")[0] == 4 * 190


def test_each_kind_of_workbook_prints(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in ("matrix", "ranking", "template")]
    write_odd_matrix(paths[0])
    write_ranking(paths[1], ranked_few(tmp_path), shipped("five-by-five-nrr-2023"))
    write_template(paths[2], odd_method(), assessors=2)
    for page in converted(paths, "pdf", tmp_path):
        assert page.read_bytes().startswith(b"%PDF")
