"""What no public build says, wherever somebody typed it."""

from dataclasses import replace

import pytest
from document_cases import document

from commonground.documents.contents import (
    Block,
    Chart,
    Column,
    Document,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
)
from commonground.documents.profile.withholding import INSTEAD, withhold


def document_of(*blocks: Block, heading: str = "Heading") -> Document:
    return replace(document(), sections=(Section("s", heading, blocks),))


def cleaned(text: str, *words: str) -> str:
    """Return what a text of one run says once it was cleaned."""
    made = withhold(document_of(plain(text)), words).document
    block = made.sections[0].blocks[0]
    assert isinstance(block, Text)
    return "".join(run.text for run in block.paragraphs[0].runs)


def plain(text: str) -> Text:
    return Text("t", (Paragraph((Run(text),)),), "OFFICIAL")


@pytest.mark.parametrize(
    "text",
    [
        "3 children were met", "three young people", "One victim came", "2 vulnerable adults",
        "twelve OCGs", "1,204 organised crime groups", "6 county lines", "five active gangs",
        "at CV34 4RL", "at 52.4862, -1.8904", "SP 069 866",
    ],
)  # fmt: skip
def test_small_counts_groups_and_exact_places_are_withheld(text: str) -> None:
    assert INSTEAD in cleaned(text)


@pytest.mark.parametrize(
    "text",
    [
        "35 children were met", "1,204 people", "the first of 4 sections", "groups of people",
        "13 victims", "2.3 people", "in 2024 children", "an offender", "Section 17A",
    ],
)  # fmt: skip
def test_other_numbers_and_words_stay(text: str) -> None:
    assert cleaned(text) == text


def test_named_words_go_whatever_their_case_and_space() -> None:
    assert cleaned("In OPERATION\n lantern they", "Operation Lantern") == f"In {INSTEAD} they"
    assert cleaned("Lanterns and Operation Lanterns", "Operation Lantern") == (
        "Lanterns and Operation Lanterns"
    )
    assert cleaned("The (A+B) crew", "(A+B)") == f"The {INSTEAD} crew"


def test_words_are_found_across_runs() -> None:
    split = Text("t", (Paragraph((Run("Operation "), Run("Lantern", strong=True))),), "OFFICIAL")

    made = withhold(document_of(split), ["Operation Lantern"]).document

    block = made.sections[0].blocks[0]
    assert isinstance(block, Text)
    assert "Lantern" not in "".join(run.text for run in block.paragraphs[0].runs)


def test_every_part_of_a_document_is_searched_and_what_was_found_is_told() -> None:
    table = Table("a", "Lantern", (Column("Lantern"),), (("Lantern",),), "OFFICIAL", "Lantern")
    chart = Chart("c", "Where", "What", "<svg><text>Lantern</text></svg>", "OFFICIAL")
    whole = document_of(plain("Lantern"), table, chart, heading="Lantern")

    made = withhold(whole, ["Lantern"])

    assert "Lantern" not in repr(made.document)
    assert ("Lantern", "“Lantern”") in [(under, str(what)) for under, what in made.found]


def test_a_document_that_says_none_of_it_stays_as_it_is() -> None:
    whole = document_of(plain("Nothing to hide"))

    made = withhold(whole, ["Lantern"])

    assert made.document == whole
    assert made.found == ()
