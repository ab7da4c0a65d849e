"""What people type between double brackets, and which figure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.documents.assessment.catalogue import CHARTS, FIGURES, TABLES, About, Entry
from commonground.documents.assessment.references import Names, asked, reference
from commonground.errors import BadInput


@pytest.mark.parametrize(
    ("text", "name", "subject"),
    [
        ("rank of Modern Slavery", "rank of", "Modern Slavery"),
        ("  RANK   Of\n Modern  Slavery ", "rank of", "Modern Slavery"),
        ("rank of Rank of Burglary", "rank of", "Rank of Burglary"),
        ("last rank of Burglary", "last rank of", "Burglary"),
        ("decision of Burglary", "decision on", "Burglary"),
        ("graded risk for Fly-tipping (all; see [3])", "graded risk of",
         "Fly-tipping (all; see [3])"),
        ("agencies that scored Anti-social behaviour", "agencies that scored",
         "Anti-social behaviour"),
        ("agencies that took part", "agencies that took part", ""),
        ("Remarks in Youth", "remarks in", "Youth"),
        ("issues on the shortlist", "issues on the shortlist", ""),
    ],
)  # fmt: skip
def test_a_reference_names_a_figure_and_what_about(text: str, name: str, subject: str) -> None:
    found = asked(text, FIGURES)

    assert (found.entry.name, found.subject) == (name, subject)


def test_what_is_called_nothing_is_told_with_the_nearest_names() -> None:
    with pytest.raises(BadInput, match="Nothing is called rnak of Burglary"):
        asked("rnak of Burglary", FIGURES)
    with pytest.raises(BadInput, match=r"Is it .*agencies that took part"):
        asked("agencies who took part", FIGURES)


def test_a_figure_of_one_issue_asks_which() -> None:
    with pytest.raises(BadInput, match="rank of needs to say of what: write rank of ISSUE"):
        asked("rank of", FIGURES)


@pytest.mark.parametrize("entries", [FIGURES, TABLES, CHARTS])
def test_every_name_of_the_catalogue_is_read_as_itself(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        subject = "" if entry.about is About.ALL else "A – b’s “c”, of the d"
        found = asked(reference(entry, subject), entries)
        assert (found.entry, found.subject) == (entry, subject)


NAMES = Names.of(["Modern Slavery", "Children’s homes", "E-scooters", "ASB", "A S B"])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("modern  slavery", "Modern Slavery"),
        ("Children's homes", "Children’s homes"),
        ("E–Scooters", "E-scooters"),
        ("ASB", "ASB"),
        ("A S B", "A S B"),
    ],
)
def test_a_name_is_found_however_its_case_spaces_and_signs_are(written: str, name: str) -> None:
    assert NAMES.found(written) == name


def test_two_names_that_it_could_be_are_both_named() -> None:
    with pytest.raises(BadInput, match="asb could be A S B or ASB: write it exactly"):
        NAMES.found("asb")


def test_part_of_a_name_is_told_whose_part_it_is() -> None:
    with pytest.raises(BadInput, match=r"There is no Slavery .* Is it Modern Slavery"):
        NAMES.found("Slavery")
    with pytest.raises(BadInput, match=r"There is no zzz in the frozen sources\.$"):
        NAMES.found("zzz")


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1)))
def test_every_name_is_found_as_it_is_written(names: list[str]) -> None:
    held = Names.of(names)

    assert [held.found(name) for name in names] == names
