"""What ships as data: every method loads, and every value says where it comes from."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground import reference
from commonground.errors import BadInput
from commonground.scoring.arithmetic import plain
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Method, Provenance, Status
from commonground.scoring.rules import load_rules

IDS = [
    "five-by-five-nrr-2023",
    "four-by-four-fife",
    "morile-thematic-2015",
    "morile-thematic-2015-local",
    "sleipnir-v1",
]
RULES = reference.rules_path("consultation-1")


def provenances(method: Method) -> Iterator[tuple[str, Provenance]]:
    for group in method.groups:
        yield group.id, group.provenance
    for criterion in method.criteria:
        yield criterion.id, criterion.provenance
    for step in method.lookup.steps if method.lookup else ():
        yield f"factor at {step.total}", step.provenance
    for output in method.outputs:
        yield output.id, output.provenance
    for band in method.bands:
        yield band.label, band.provenance


def test_five_methods_ship() -> None:
    assert {path.stem for path in reference.method_paths()} == set(IDS)


@pytest.mark.parametrize("method_id", IDS)
def test_a_method_stands_in_the_file_of_its_id(method_id: str) -> None:
    method = load_method(reference.method_path(method_id))

    assert method.id == method_id
    assert method.source


@pytest.mark.parametrize("method_id", IDS)
def test_every_value_of_a_method_has_a_status_and_a_source(method_id: str) -> None:
    for name, provenance in provenances(load_method(reference.method_path(method_id))):
        assert provenance.status in Status, name
        assert len(provenance.source) > 20, name
        if provenance.status in (Status.INFERRED, Status.UNKNOWN):
            assert provenance.note, f"{name} must say why it is {provenance.status}"


@pytest.mark.parametrize("method_id", IDS)
def test_no_descriptor_is_invented(method_id: str) -> None:
    method = load_method(reference.method_path(method_id))

    levels = [level for criterion in method.criteria for level in criterion.levels]
    assert [level.descriptor for level in levels if level.descriptor is not None] == []


@pytest.mark.parametrize("method_id", IDS)
def test_every_answer_of_a_method_reads_back_as_its_own_score(method_id: str) -> None:
    for criterion in load_method(reference.method_path(method_id)).criteria:
        for level in criterion.levels:
            assert criterion.score_of(plain(level.score)) == level.score
            if level.label:
                assert criterion.score_of(level.label.upper()) == level.score


def test_the_decks_scales_are_those_seen_in_the_deck() -> None:
    method = load_method(reference.method_path("morile-thematic-2015"))

    scales = {
        criterion.id: [plain(score) for score in criterion.scale] for criterion in method.criteria
    }

    assert [scales[criterion.id] for criterion in method.groups[0].criteria] == [
        ["0", "1", "2", "4", "8"]
    ] * 7
    assert scales["frequency"] == ["0.5", "1", "2"]
    assert scales["volume"] == ["0.5", "1", "2", "3"]
    assert scales["confidence"] == ["1", "2", "3"]
    assert scales["capacity"] == scales["capability"] == ["0", "1", "2", "3"]
    assert method.lookup is not None
    assert method.lookup.gaps == (2, 3, 4)


def test_the_method_says_that_the_direction_of_confidence_is_defined_nowhere() -> None:
    method = load_method(reference.method_path("morile-thematic-2015"))

    confidence = next(entry for entry in method.criteria if entry.id == "confidence")
    assert "direction is defined nowhere" in confidence.provenance.note
    assert any("direction nowhere" in note for note in method.notes)


def test_the_local_template_is_the_decks_method_but_for_what_is_to_be_set() -> None:
    deck = load_method(reference.method_path("morile-thematic-2015"))
    local = load_method(reference.method_path("morile-thematic-2015-local"))

    assert (local.groups, local.outputs, local.rankings) == (
        deck.groups,
        deck.outputs,
        deck.rankings,
    )
    assert local.switches == deck.switches
    assert local.lookup is not None
    assert deck.lookup is not None
    assert local.lookup.gaps == deck.lookup.gaps
    for ours, theirs in zip(local.lookup.steps, deck.lookup.steps, strict=True):
        assert (ours.total, ours.factor) == (theirs.total, theirs.factor)


def test_sleipnirs_weights_run_from_19_to_1() -> None:
    method = load_method(reference.method_path("sleipnir-v1"))

    assert [int(criterion.weight) for criterion in method.criteria] == list(range(19, 0, -1))


def test_a_partnerships_own_method_is_found_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"

    assert reference.method_path(str(path)) == path


def test_an_unknown_method_is_refused_with_those_that_ship() -> None:
    with pytest.raises(BadInput, match="There is no scoring method 'morile'") as refusal:
        reference.method_path("morile")

    assert all(method_id in str(refusal.value) for method_id in IDS)


def test_every_number_of_the_rules_stands_beside_its_status_and_source() -> None:
    root = tomllib.loads(RULES.read_text(encoding="utf-8"))

    assert load_rules(RULES).id == RULES.stem == root["id"]
    for name, value in root.items():
        if isinstance(value, dict):
            assert value["status"] in tuple(Status), name
            assert len(value["source"]) > 20, name
        else:
            assert name in ("format", "id", "title")
