"""What a saved ranking was computed from is read back as it was, or refused with what is wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from consultations import invented_cube, rank, small_method

from commonground import reference
from commonground.errors import BadInput
from commonground.scoring.frozen import frozen
from commonground.scoring.methods import Status
from commonground.scoring.results import Inputs, LocalFactor
from commonground.scoring.saved import (
    inputs_of,
    local_factors,
    method_of,
    read_saved,
    rules_of,
    source_file,
)
from commonground.scoring.scores import AgreedScore

DECK, RULES = "morile-thematic-2015", "consultation-1"
FACTORS = (
    LocalFactor(2, Decimal("0.7"), "the board"),
    LocalFactor(3, Decimal("0.8"), "the chair, 3 June"),
)


def inputs() -> Inputs:
    return Inputs(
        method=source_file(reference.method_path(DECK), DECK, "The deck's method"),
        local_factors=FACTORS,
        rules=source_file(reference.rules_path(RULES), RULES, "The rules"),
        top=30,
        draws=10_000,
        seed=2**64,
        agreed=(AgreedScore("Arson", "physical", Decimal("4.5"), " a reason "),),
        agency_map=(("Police, north", "Police"),),
        scores_sha256="0" * 64,
    )


def saved(folder: Path, change: Callable[[dict[str, object]], object]) -> Path:
    """Save a ranking that says it was computed from `inputs()`, changed."""
    method = small_method()
    ranking = replace(rank(method, invented_cube(method, 1)), inputs=inputs())
    content: dict[str, object] = json.loads(json.dumps(frozen(ranking, {})))
    held = content["inputs"]
    assert isinstance(held, dict)
    change(held)
    path = folder / "result.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_what_was_saved_is_read_back_exactly(tmp_path: Path) -> None:
    assert inputs_of(read_saved(saved(tmp_path, lambda held: None))) == inputs()


def test_a_digest_is_taken_of_the_text_and_not_believed(tmp_path: Path) -> None:
    path = saved(tmp_path, lambda held: held.update(method={"id": "", "title": "", "text": ""}))
    assert inputs_of(read_saved(path)).method.sha256.startswith("e3b0c442")


def test_the_method_and_the_rules_are_made_from_what_was_saved() -> None:
    method = method_of(inputs())
    assert method.lookup is not None
    assert method.lookup.gaps == (4,)
    assert local_factors(method) == FACTORS
    assert rules_of(inputs()).id == RULES


def test_a_factor_that_the_file_itself_holds_stands() -> None:
    known = LocalFactor(5, Decimal("0.1"), "somebody")
    method = method_of(replace(inputs(), local_factors=(known,)))
    assert method.lookup is not None
    assert method.lookup.factor_at(5) != known.factor
    assert all(step.provenance.status is not Status.LOCAL for step in method.lookup.steps)


def test_a_method_without_a_look_up_has_no_local_factors() -> None:
    file = source_file(reference.method_path("five-by-five-nrr-2023"), "grid", "A grid")
    method = method_of(replace(inputs(), method=file, local_factors=()))
    assert local_factors(method) == ()


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("top", "two", r"table \[inputs\], key top: expected a whole number; found 'two'"),
        ("method", None, r"table \[inputs\], key method: expected a table; found nothing"),
        ("rules", {"id": 1, "text": ""}, r"\[inputs\.rules\], key id: expected text; found 1"),
        ("scores_sha256", None, "key scores_sha256: expected text; found nothing"),
        ("agency_map", "Police", "key agency_map: expected a list of pairs; found 'Police'"),
        ("agency_map", [["Police", 1]], "key agency_map: expected two texts in each pair"),
        (
            "local_factors",
            [{"total": 3, "factor": "x" * 500, "set_by": ""}],
            r"local_factors\.1\], key factor: expected a number as text; found 'xx.*\.\.\.",
        ),
    ],
)
def test_a_damaged_part_is_named(tmp_path: Path, key: str, value: object, sentence: str) -> None:
    path = saved(tmp_path, lambda held: held.update({key: value}))
    with pytest.raises(BadInput, match=sentence):
        inputs_of(read_saved(path))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("absent.json", "There is no file .*absent.json"), ("", "cannot be read: Is a directory")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_saved(tmp_path / name)
