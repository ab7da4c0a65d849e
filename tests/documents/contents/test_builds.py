"""A build holds what its audience may read, and nothing that tells the rest."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from document_cases import OFFICIAL, SENSITIVE, chart, count, document, table, told, words

from commonground.documents.contents import (
    Column,
    Figure,
    FigureKind,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    every_block,
)
from commonground.documents.contents.builds import Audience, Build, build_for
from commonground.errors import BadInput

COUNTS = (Column("Agency"), Column("People", kind=FigureKind.COUNT))


def said(build: Build) -> str:
    """Return everything a build holds, as Python tells it."""
    return repr(build.document)


def counts(*numbers: int, table_id: str = "counts", people: str = "People") -> Table:
    """Return a table of one column of counts."""
    columns = (COUNTS[0], Column(people, kind=FigureKind.COUNT))
    rows = tuple((f"Agency {at}", count(number)) for at, number in enumerate(numbers))
    return Table(table_id, "Counts", columns, rows, OFFICIAL)


def sentence(*parts: str | int, text_id: str = "sentence") -> Text:
    """Return a text in which each number is a figure."""
    runs = tuple(
        Run(part)
        if isinstance(part, str)
        else Figure(f"count {part}", str(part), Decimal(part), FigureKind.COUNT)
        for part in parts
    )
    return Text(text_id, (Paragraph(runs),), OFFICIAL)


def shown(build: Build, at: int = 0) -> list[str]:
    """Return the second column of a table of a build."""
    block = list(every_block(build.document.sections))[at]
    assert isinstance(block, Table)
    return [cell if isinstance(cell, str) else cell.text for cell in (row[1] for row in block.rows)]


def sentences(build: Build) -> list[str]:
    """Return each text of a build as it is read."""
    texts = [each for each in every_block(build.document.sections) if isinstance(each, Text)]
    return [
        "".join(run.text for paragraph in text.paragraphs for run in paragraph.runs)
        for text in texts
    ]


@pytest.mark.parametrize(
    ("audience", "marking"),
    [
        (Audience.PARTNER, SENSITIVE),
        (Audience.WIDER_PARTNER, OFFICIAL),
        (Audience.PUBLIC, OFFICIAL),
    ],
)
def test_who_reads_what_is_marked(audience: Audience, marking: str) -> None:
    reads_sensitive = audience is Audience.PARTNER
    build = build_for(document(words("a secret", marking=SENSITIVE), words("open")), audience)
    assert ("a secret" in said(build)) == reads_sensitive
    assert "open" in said(build)
    assert build.document.marking == marking
    assert ("It is marked OFFICIAL-SENSITIVE." in [each.why for each in build.left_out]) == (
        not reads_sensitive
    )


def test_a_section_goes_with_the_last_of_its_blocks_and_its_heading_with_it() -> None:
    closed = Section("closed", "Operation Larkspur", (words("who", marking=SENSITIVE),))
    held = replace(document(words("open")), sections=(closed, Section("end", "Appendices")))
    build = build_for(held, Audience.PUBLIC)
    assert [each.heading for each in build.document.sections] == ["Appendices"]


def test_partners_read_every_count_and_where_it_comes_from() -> None:
    held = document(counts(1, 2, 30), told())
    for audience in (Audience.PARTNER, Audience.WIDER_PARTNER):
        build = build_for(replace(held, marking=OFFICIAL), audience)
        assert build.document == replace(held, marking=OFFICIAL)
        assert build.left_out == ()


def test_a_small_count_of_a_table_is_hidden_with_another_and_a_note_says_so() -> None:
    build = build_for(document(counts(3, 40, 12, 0)), Audience.PUBLIC)
    assert shown(build) == ["[c]", "40", "[c]", "0"]
    assert "[c]: a count that is not published" in said(build)
    assert "Counts in the table “Counts”" in [each.what for each in build.left_out]


def test_a_count_typed_as_words_in_a_column_of_counts_is_hidden_too() -> None:
    held = Table("typed", "Typed", COUNTS, (("Police", "3"), ("Health", "1,200")), OFFICIAL)
    assert shown(build_for(document(held), Audience.PUBLIC)) == ["[c]", "[c]"]


def test_a_share_that_tells_a_hidden_count_is_hidden_and_no_other() -> None:
    columns = (COUNTS[0], Column("Share", kind=FigureKind.SHARE), COUNTS[1])
    share = Figure("", "2%", Decimal("0.02"), FigureKind.SHARE)
    held = Table("shares", "S", columns, (("A", share, count(3)), ("B", share, count(90)),
                                          ("C", share, count(95))), OFFICIAL)  # fmt: skip
    assert shown(build_for(document(held), Audience.PUBLIC)) == ["[c]", "2%", "2%"]


def test_a_rank_and_a_score_are_no_counts() -> None:
    rank = Figure("", "3", Decimal(3), FigureKind.RANK)
    held = Table("ranks", "Ranks", (COUNTS[0], Column("Rank")), (("Fraud", rank),), OFFICIAL)
    assert shown(build_for(document(held), Audience.PUBLIC)) == ["3"]


def tally(number: int) -> Figure:
    """Return how many issues there are of something."""
    return Figure(f"tally {number}", str(number), Decimal(number), FigureKind.TALLY)


def test_how_many_issues_there_are_is_said_beside_people_who_are_not_counted() -> None:
    runs = (Run("Of "), tally(4), Run(" issues "), tally(3), Run(" are contested, say "),
            Figure("people", "3", Decimal(3), FigureKind.COUNT), Run(" people."))  # fmt: skip
    held = Text("mixed", (Paragraph(runs),), OFFICIAL)
    assert sentences(build_for(document(held), Audience.PUBLIC))[0] == (
        "Of 4 issues 3 are contested, say [number not published] people."
    )


def test_a_number_of_issues_is_no_hidden_count_that_happens_to_be_the_same() -> None:
    issues = Text("issues", (Paragraph((tally(12), Run(" issues."))),), OFFICIAL)
    held = (counts(3, 40, 12), issues, sentence("Health: ", 12, "."))
    build = build_for(document(*held), Audience.PUBLIC)
    assert shown(build) == ["[c]", "40", "[c]"]
    assert sentences(build)[:2] == ["12 issues.", "Health: [number not published]."]


def test_a_number_of_issues_in_a_table_stays_and_protects_no_count_beside_it() -> None:
    columns = (Column("Theme"), Column("People", kind=FigureKind.COUNT), Column("Issues"))
    rows = (("A", count(3), tally(2)), ("B", count(40), tally(1)), ("C", count(12), tally(9)))
    build = build_for(document(Table("t", "T", columns, rows, OFFICIAL)), Audience.PUBLIC)
    assert shown(build) == ["[c]", "40", "[c]"]
    [held] = [one for one in every_block(build.document.sections) if isinstance(one, Table)]
    assert [cell.text for row in held.rows if isinstance(cell := row[2], Figure)] == list("219")


def test_a_small_count_of_a_sentence_takes_the_other_counts_of_its_text_with_it() -> None:
    held = sentence("Of ", 156, " people, ", 3, " were from Probation.")
    assert sentences(build_for(document(held), Audience.PUBLIC))[0] == (
        "Of [number not published] people, [number not published] were from Probation."
    )


def test_two_texts_of_a_section_do_not_tell_a_hidden_count_by_subtraction() -> None:
    held = (
        sentence("There were ", 12, " remarks.", text_id="all"),
        sentence("Health made ", 9, ".", text_id="rest"),
        sentence("Police made ", 3, ".", text_id="part"),
    )
    build = build_for(document(*held), Audience.PUBLIC)
    assert sentences(build)[:3] == [
        "There were 12 remarks.",
        "Health made [number not published].",
        "Police made [number not published].",
    ]


def test_what_a_table_hides_no_sentence_says() -> None:
    build = build_for(document(counts(3, 40, 12), sentence("Health: ", 12, ".")), Audience.PUBLIC)
    assert shown(build) == ["[c]", "40", "[c]"]
    assert sentences(build)[0] == "Health: [number not published]."


def test_what_a_table_hides_another_table_does_not_say_of_the_same_name() -> None:
    first, second = counts(3, 40, 12), counts(30, 40, 12, table_id="again", people="Remarks")
    build = build_for(document(first, second), Audience.PUBLIC)
    assert shown(build, 0) == ["[c]", "40", "[c]"]
    assert shown(build, 1)[2] == "[c]"
    assert shown(build, 1).count("[c]") == 2


def test_a_sum_that_would_tell_all_is_not_said_in_a_sentence_either() -> None:
    build = build_for(document(counts(1, 1, 1, 1, 1), sentence(5, " people.")), Audience.PUBLIC)
    assert shown(build) == ["[c]"] * 5
    assert sentences(build)[0] == "[number not published] people."


def test_a_sum_that_would_tell_all_is_not_said_in_another_table_either() -> None:
    facts = Table("facts", "Facts", COUNTS, (("All", count(5)), ("Asked", count(90)),
                                             ("Invited", count(80))), OFFICIAL)  # fmt: skip
    build = build_for(document(facts, counts(1, 1, 1, 1, 1)), Audience.PUBLIC)
    assert shown(build, 0)[0] == "[c]"
    assert shown(build, 1) == ["[c]"] * 5


def test_a_chart_of_a_small_count_is_left_out_and_a_line_says_so() -> None:
    drawn = replace(chart(), counts=(30, 3))
    build = build_for(document(drawn), Audience.PUBLIC)
    assert "<svg" not in said(build)
    assert "A chart is not published here (Ranks and ranges)" in sentences(build)[0]


def test_a_chart_of_a_count_that_a_table_hides_is_left_out() -> None:
    drawn = replace(chart(), counts=(40, 12))
    build = build_for(document(counts(3, 40, 12), drawn), Audience.PUBLIC)
    assert "<svg" not in said(build)


def test_a_chart_without_small_counts_stays() -> None:
    assert "<svg" in said(build_for(document(chart()), Audience.PUBLIC))


def test_the_public_reads_no_name_and_no_way_back_into_the_product() -> None:
    held = replace(
        document(told(), table()),
        author="Analyst Person",
        details=(("Senior police lead", "Chief Person"), ("Area", "Larkenmere")),
    )
    build = build_for(held, Audience.PUBLIC)
    for word in (
        "Analyst Person",
        "Chief Person",
        "rank of Fraud",
        "https://",
        "0b0c6f0e",
        "7d9d0d4e",
    ):
        assert word in repr(held)
        assert word not in said(build)
    assert build.document.author == "The partnership"
    assert build.document.details == (("Area", "Larkenmere"),)
    assert {each.revision for each in every_block(build.document.sections)
            if isinstance(each, Text)} == {0}  # fmt: skip
    assert "“Senior police lead” of the control page" in [each.what for each in build.left_out]


def test_building_a_build_again_changes_nothing() -> None:
    held = document(counts(3, 40, 12), sentence("Of ", 30, ", ", 2, "."), chart(), told())
    once = build_for(held, Audience.PUBLIC).document
    again = build_for(once, Audience.PUBLIC).document
    assert replace(again, sections=()) == replace(once, sections=())
    assert shown(Build(again, Audience.PUBLIC, ())) == shown(Build(once, Audience.PUBLIC, ()))


def test_a_block_marked_above_everything_is_refused() -> None:
    with pytest.raises(BadInput, match="found 'SECRET'"):
        build_for(document(words("x", marking="SECRET")), Audience.PARTNER)


def test_the_date_and_the_title_stay() -> None:
    build = build_for(document(told()), Audience.PUBLIC)
    assert (build.document.title, build.document.date) == ("Assessment", datetime.date(2026, 3, 1))
