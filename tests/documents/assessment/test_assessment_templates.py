"""What an assessment starts from: every section explained, and no name that is not there."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.documents.assessment.templates import (
    DocumentKind,
    ForEach,
    Kind,
    StartingBlock,
    StartingSection,
    Status,
    Template,
    Weight,
    every_section,
    filled,
    load_template,
    put,
    templates,
    templates_of,
)
from commonground.documents.contents import Run
from commonground.documents.contents.writing import read, references
from commonground.errors import BadInput
from commonground.reference.assessment_templates import template_paths

SECTION = """
[[sections]]
id = "core"
heading = "Core messages"
weight = "mandatory"
help = "What must be known."
"""
TOP = """
format = 1
id = "own"
title = "Our own"
status = "local"
source = "The board of Larkenmere"
"""

MUST_HAVE = {
    "judgements", "purpose", "partnership", "sources", "context", "tension", "other_crime", "who",
    "how", "threats", "threat", "vulnerability", "locations", "impact", "response",
    "ranked_priorities", "progress", "gaps", "recommendations", "legal",
}  # fmt: skip
"""The mandatory sections of a local profile, as published findings say that they go missing."""


def loaded(folder: Path, content: str) -> Template:
    path = folder / "own.toml"
    path.write_text(content, encoding="utf-8")
    return load_template(path)


def sections() -> list[StartingSection]:
    return [one for each in templates().values() for one in every_section(each.sections)]


def test_a_template_stands_in_the_file_of_its_id() -> None:
    assert list(templates()) == [path.stem for path in template_paths()]
    assert "strategic-assessment-1" in templates()


def test_every_section_has_its_help_its_source_and_its_status() -> None:
    for one in sections():
        assert len(one.help) > 40, one.id
        assert len(one.provenance.source) > 20, one.id
        assert one.provenance.status in Status


def test_the_shipped_template_claims_no_compliance() -> None:
    provenance = templates()["strategic-assessment-1"].provenance

    assert provenance.status is Status.OUR_DESIGN
    assert "not checked against the guide" in provenance.note


def test_the_sections_stand_in_the_order_of_the_plan() -> None:
    found = [one.id for one in templates()["strategic-assessment-1"].sections]

    assert found == ["core_messages", "area", "method", "ranked_issues", "golden_themes",
                     "priorities", "places", "governance", "measures", "appendices"]  # fmt: skip


def test_there_is_a_page_for_each_priority_threat_and_remarks_for_each_theme() -> None:
    assert {one.for_each: one.id for one in sections() if one.for_each} == {
        ForEach.SHORTLISTED_ISSUE: "priority", ForEach.GOLDEN_THEME: "remarks",
        ForEach.THREAT: "threat",
    }  # fmt: skip


@pytest.mark.parametrize("profile", ["partnership-2025", "profile-deck-2015"])
def test_a_profile_has_every_section_that_it_must_have(profile: str) -> None:
    template = templates()[profile]
    mandatory = {one.id for one in every_section(template.sections) if one.weight == "mandatory"}

    assert template.document is DocumentKind.PROFILE
    assert mandatory >= MUST_HAVE
    assert "horizon" in {one.id for one in template.sections} - mandatory


def test_neither_profile_claims_compliance() -> None:
    found = {key: one.provenance for key, one in templates_of(DocumentKind.PROFILE).items()}

    assert "not checked against the guide" in found["partnership-2025"].note
    assert all(one.status is Status.OUR_DESIGN for one in found.values())


def test_who_and_methods_and_victims_are_sensitive_from_the_start() -> None:
    for template in templates_of(DocumentKind.PROFILE).values():
        marked = {
            one.id for one in every_section(template.sections) for block in one.blocks
            if block.marking == "OFFICIAL-SENSITIVE"
        }  # fmt: skip
        assert marked == {"who", "groups", "victims"}


def test_what_people_said_is_marked_sensitive_from_the_start() -> None:
    marked = {block.content for one in sections() for block in one.blocks
              if block.marking == "OFFICIAL-SENSITIVE"}  # fmt: skip

    assert "remarks {theme}" in marked


def test_a_section_says_for_itself_only_what_differs(tmp_path: Path) -> None:
    template = loaded(tmp_path, TOP + SECTION + 'status = "published"\n')

    (section,) = template.sections
    assert section.provenance.status is Status.PUBLISHED
    assert section.provenance.source == "The board of Larkenmere"
    assert section.weight is Weight.MANDATORY


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (TOP, "key sections: expected at least 1 table"),
        (TOP.replace("format = 1", "format = 2"), "key format: expected 1"),
        (TOP + SECTION.replace("mandatory", "vital"), "key weight: expected one of mandatory"),
        (TOP + SECTION + 'colour = "red"', "key colour: expected one of the keys"),
        (TOP + SECTION.replace("help", "hepl"), "key hepl: expected one of the keys"),
        (TOP + SECTION + SECTION, "the id core is used 2 times"),
        (TOP + SECTION + 'for_each = "board"', "key for_each: expected one of"),
        (TOP + SECTION + '[[sections.blocks]]\nmarking = "OFFICIAL"', "exactly one of text, table"),
        (TOP + SECTION + '[[sections.blocks]]\ntext = "a"\ntable = "method"', "exactly one of"),
        (TOP + SECTION + '[[sections.blocks]]\ntext = "[[rnak of A]]"', "Is it rank of ISSUE"),
        (TOP + SECTION + '[[sections.blocks]]\ntable = "ranks"', "a name of the catalogue"),
        (TOP + SECTION + '[[sections.blocks]]\ntext = "a"\nmarking = "SECRET"', "OFFICIAL-SENS"),
    ],
)
def test_a_fault_names_the_file_the_table_and_the_key(
    tmp_path: Path, content: str, fault: str
) -> None:
    with pytest.raises(BadInput, match=re.escape(fault)) as refused:
        loaded(tmp_path, content)

    assert "own.toml" in str(refused.value)


@given(st.text(st.sampled_from("ab *[]\\>-1.{}'’"), min_size=1).map(str.strip).filter(bool))
def test_an_issue_stands_in_a_text_whatever_signs_are_in_its_name(name: str) -> None:
    block = StartingBlock(Kind.TEXT, "**{issue}** ranks [[rank of {issue}]].", "OFFICIAL")

    (paragraph,) = read(filled(block, name))
    assert paragraph.runs[0] == Run(name, strong=True)
    assert references([paragraph]) == (f"rank of {' '.join(name.split())}",)


def test_a_table_and_a_heading_are_of_one_theme() -> None:
    block = StartingBlock(Kind.TABLE, "remarks {theme}", "OFFICIAL")

    assert filled(block, "Youth") == "remarks Youth"
    assert put("Remarks behind {theme}", "Youth") == "Remarks behind Youth"
