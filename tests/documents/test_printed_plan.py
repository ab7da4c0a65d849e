"""The printed plan: the deck's own rows in its form, and for each reader what they may read."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from plan_cases import (
    PREVENT_ROW,
    PROTECT_ROW,
    REVIEW,
    SENSITIVE,
    action,
    deck_recommendations,
    full_plan,
    plan,
)

from commonground.documents import pages, pdf, word
from commonground.documents.contents import Document, Table, every_block
from commonground.documents.contents.audiences import Audience
from commonground.documents.plan.builds import built
from commonground.documents.plan.flat import COLUMNS, as_csv, as_json
from commonground.documents.plan.plans import Milestone, Recommendation
from commonground.documents.plan.printing import deck_rows, printed
from commonground.documents.workbooks import annex_tables
from commonground.errors import BadInput

HEADINGS = ("Recommendation", "Milestone", "Ownership", "Review")


def tables(document: Document) -> list[Table]:
    return [one for one in every_block(document.sections) if isinstance(one, Table)]


def rows_under(document: Document, meaning: str) -> Sequence[tuple[object, ...]]:
    return next(one.rows for one in tables(document) if one.caption == meaning)


def row_of(recommendation: Recommendation) -> tuple[str, ...]:
    (row,) = deck_rows(recommendation)
    return row


def test_the_decks_two_rows_print_exactly_as_in_the_deck() -> None:
    document = printed(plan())

    assert rows_under(document, "Preventing people from engaging in it.") == (PREVENT_ROW,)
    assert rows_under(document, "Increasing protection against it.") == (PROTECT_ROW,)
    deck = [one for one in tables(document) if one.id.startswith("deck-")]
    assert all(tuple(column.heading for column in one.columns) == HEADINGS for one in deck)


def test_every_strand_is_a_heading_with_its_meaning_and_one_without_a_row_says_so() -> None:
    page = pages.write(printed(plan()))

    for said in (
        "Pursue", "Prosecuting and disrupting people engaged in it.",
        "There is no recommendation under Pursue.", "There is no recommendation under Prepare.",
    ):  # fmt: skip
        assert said in page
    assert "There is no recommendation under Prevent." not in page


def test_the_decks_rows_are_in_word_and_in_pdf_under_headings_that_repeat() -> None:
    document = printed(plan())
    file = docx.Document(io.BytesIO(word.write(document)))
    held = [
        tuple(cell.text for cell in row.cells)
        for table in file.tables
        for row in table.rows
        if len(row.cells) == len(HEADINGS)
    ]
    assert held == [HEADINGS, PREVENT_ROW, HEADINGS, PROTECT_ROW]
    assert all(table.rows[0]._tr.xpath("w:trPr/w:tblHeader") for table in file.tables[1:])
    with pypdfium2.PdfDocument(pdf.write(document)) as read:
        text = " ".join("".join(p.get_textpage().get_text_range() for p in read).split())
    for cell in (*PREVENT_ROW, *PROTECT_ROW):
        assert cell in text


def test_its_pages_lie_on_their_side_marked_at_the_top_and_the_bottom() -> None:
    document = printed(plan())
    section = docx.Document(io.BytesIO(word.write(document))).sections[0]

    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    assert "OFFICIAL" in section.header.paragraphs[0].text
    assert "OFFICIAL" in section.footer.paragraphs[-1].text
    with pypdfium2.PdfDocument(pdf.write(document)) as read:
        sizes = [page.get_size() for page in read]
    assert all(width > height for width, height in sizes)
    assert "size: A4 landscape" in pages.write(document)


def test_the_workbook_holds_each_table_on_a_sheet() -> None:
    assert annex_tables.write(printed(full_plan())).startswith(b"PK")


@pytest.mark.parametrize(
    ("milestone", "printed_as"),
    [
        (Milestone("Briefing in March 2016", date(2016, 3, 31)), "Briefing in March 2016"),
        (Milestone("Briefing", date(2016, 3, 31)), "Briefing (by 31 March 2016)"),
        (
            Milestone("Briefing in March 2016", date(2016, 3, 31), date(2016, 3, 9)),
            "Briefing in March 2016 (done 9 March 2016)",
        ),
    ],
)
def test_a_milestone_says_its_date_once(milestone: Milestone, printed_as: str) -> None:
    about = Recommendation("R1", "Brief everybody", "OFFICIAL", (action("A1", "Brief", "Police"),))
    with_one = replace(about, actions=(replace(about.actions[0], milestones=(milestone,)),))

    assert row_of(with_one)[1] == f"Brief\n{printed_as}"


def test_an_action_in_the_words_of_its_recommendation_is_printed_once() -> None:
    one = action("A1", "Brief  everybody.", "Police", Milestone("Book a room"))

    assert row_of(Recommendation("R1", "Brief everybody", "OFFICIAL", (one,)))[1] == "Book a room"
    alone = replace(one, milestones=())
    assert row_of(Recommendation("R1", "Brief everybody", "OFFICIAL", (alone,)))[1] == alone.text


@pytest.mark.parametrize(
    ("given", "cells"),
    [
        ({}, ("Police", "April 2016")),
        ({"review_on": None}, ("Police", "Not set")),
        ({"is_live": False, "status": "Complete"}, ("Police", "Complete")),
        ({"owners": (), "is_led": False}, ("Nobody yet", "April 2016")),
    ],
)
def test_ownership_and_review_are_never_empty(
    given: dict[str, object], cells: tuple[str, str]
) -> None:
    one = replace(action("A1", "Do it", "Police", review_on=REVIEW), **given)  # type: ignore[arg-type]

    assert row_of(Recommendation("R1", "Say so", "OFFICIAL", (one,)))[2:] == cells


def test_a_recommendation_without_an_action_says_so() -> None:
    row = row_of(Recommendation("R1", "Say so", "OFFICIAL"))

    assert row == ("Say so", "No action yet", "Nobody yet", "Not set")


def test_actions_stand_once_with_their_status_in_words_and_ended_ones_with_their_reason() -> None:
    prevent, protect = deck_recommendations()
    shared = replace(protect, actions=(*protect.actions, *prevent.actions))
    document = printed(plan(shared))
    standing = next(one for one in tables(document) if one.id == "standing")

    assert [row[0] for row in standing.rows] == ["A1", "A2"]
    assert standing.rows[0][2:5] == ("R2, R1", "Social Services: Head of service", "On track")
    ended = next(one for one in tables(printed(full_plan())) if one.id == "ended")
    assert ended.rows == (
        ("Close the unlicensed market", "Pursue", "Closed", "It was closed in January."),
    )


def test_actions_are_in_the_order_of_their_numbers() -> None:
    standing = next(one for one in tables(printed(full_plan())) if one.id == "standing")

    assert [row[0] for row in standing.rows] == ["A1", "A2", "A3", "A4", "A10"]


def test_the_highest_marking_of_the_parts_is_the_documents() -> None:
    assert printed(plan()).marking == "OFFICIAL"
    assert printed(full_plan()).marking == SENSITIVE
    assert printed(plan(marking=SENSITIVE)).marking == SENSITIVE


@pytest.mark.parametrize("audience", [Audience.WIDER_PARTNER, Audience.PUBLIC])
def test_what_is_marked_above_its_readers_is_left_out_by_rule(audience: Audience) -> None:
    build = built(full_plan(), audience)
    page = pages.write(build.document)

    assert build.document.marking == "OFFICIAL"
    assert "Watch a" not in page
    assert "OFFICIAL-SENSITIVE" not in page
    assert "Visit scrap yards" in page
    assert [str(one.what) for one in build.left_out][:2] == [
        "Action A4: Watch a named yard", "Recommendation R6: Watch a group",
    ]  # fmt: skip


def test_a_partner_reads_all_of_it() -> None:
    build = built(full_plan(), Audience.PARTNER)

    assert build.left_out == ()
    assert "Watch a named yard" in pages.write(build.document)


def test_a_plan_that_is_marked_above_its_readers_tells_them_nothing() -> None:
    build = built(plan(marking=SENSITIVE), Audience.WIDER_PARTNER)
    page = pages.write(build.document)

    assert "Social services" not in page
    assert "Arrange local media" not in page


def test_nobody_prints_a_marking_that_the_product_may_not_carry() -> None:
    with pytest.raises(BadInput, match="OFFICIAL or OFFICIAL-SENSITIVE"):
        printed(plan(Recommendation("R3", "Say so", "SECRET")))


def test_what_is_left_out_is_never_said_not_to_be_there() -> None:
    hidden = Recommendation("R3", "Watch a group", SENSITIVE)
    half = Recommendation("R4", "Visit yards", "OFFICIAL", (
        action("A4", "Watch a named yard", "Police", marking=SENSITIVE),
    ))  # fmt: skip
    public = pages.write(built(plan(hidden), Audience.PUBLIC).document)

    assert "No recommendation under Pursue is shown here." in public
    assert "There is no recommendation under Pursue." not in public
    (row,) = rows_under(
        built(plan(half), Audience.PUBLIC).document,
        "Prosecuting and disrupting people engaged in it.",
    )
    assert row == ("Visit yards", "Not shown here", "Not shown here", "Not shown here")


def test_a_program_reads_its_actions_as_csv_and_all_of_it_as_json() -> None:
    (prevent, protect) = csv.DictReader(io.StringIO(as_csv(plan()).decode("utf-8-sig")))

    assert tuple(prevent) == COLUMNS
    assert (prevent["ref"], prevent["strands"], prevent["lead_agency"]) == (
        "A1", "Prevent", "Social Services",
    )  # fmt: skip
    assert prevent["supporting_agencies"] == "Addaction; Bristol Drugs Project"
    assert protect["review_on"] == "2016-04-30"
    told = json.loads(as_json(full_plan()))
    assert told["marking"] == SENSITIVE
    assert [one["strand"] for one in told["strands"]] == ["Pursue", "Prevent", "Protect", "Prepare"]
    assert told["strands"][1]["recommendations"][0]["actions"][0]["milestones"] == [
        {"milestone": PREVENT_ROW[1], "due_on": "2016-03-31", "done_on": None}
    ]


def test_no_text_of_the_csv_is_a_formula() -> None:
    one = Recommendation("R3", "Say so", "OFFICIAL", (action("A3", "=1+1", "Police"),))

    assert b"'=1+1" in as_csv(plan(one))
