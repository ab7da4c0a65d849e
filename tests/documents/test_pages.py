"""A document as a web page: one file that needs nothing else, in order, marked, and escaped."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from document_cases import SENSITIVE, SOURCE, chart, document, table, told, wide_table, words
from report_pages import Page

from commonground.documents import pages
from commonground.documents.contents import Column, Figure, Paragraph, Table, Text
from commonground.errors import BadInput

AWKWARD = "</p><script>alert('x')</script> & \"quoted\""


class Read(Page):
    """A page whose line breaks are no elements that end."""

    VOID = frozenset({"meta", "br"})


@pytest.fixture
def html() -> str:
    return pages.write(document())


@pytest.fixture
def page(html: str) -> Read:
    return Read(html)


def test_the_same_document_gives_the_same_page(html: str) -> None:
    assert pages.write(document()) == html


def test_it_has_a_language_one_h1_its_landmarks_and_a_way_past_them(page: Read) -> None:
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    for landmark in ("h1", "main", "header", "footer", "nav"):
        assert len(list(page.all(landmark))) == 1
    assert page.open == []
    assert next(page.all("a")) < next(page.all("header"))


def test_a_welsh_document_says_so() -> None:
    written = pages.write(replace(document(), language="cy"))
    assert Read(written).tags[0] == ("html", {"lang": "cy"})


def test_headings_go_down_one_step_at_a_time_and_stand_in_the_contents(page: Read) -> None:
    levels = [int(name[1]) for name, _ in page.tags if re.fullmatch(r"h[1-6]", name)]
    assert levels == [1, 2, 2, 3, 4, 2]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    (contents,) = page.all("nav")
    named = [page.text(link) for link in page.inside(contents, "a")]
    assert named == ["Core messages", "Fraud", "Appendices"]


def test_ids_are_unique_and_every_anchor_leads_somewhere(page: Read) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    leads = [attributes["href"] for _, attributes in page.tags if "href" in attributes]
    assert {link.removeprefix("#") for link in leads if link.startswith("#")} <= set(ids)


def test_the_marking_stands_at_the_top_and_the_bottom_and_in_print(html: str, page: Read) -> None:
    marked = [at for at, tag in enumerate(page.tags) if tag[1].get("class") == "marking"]
    assert [page.text(at) for at in marked] == [SENSITIVE, SENSITIVE]
    assert html.count(f'content: "{SENSITIVE}') == 2


def test_tables_have_their_numbers_captions_and_headings(page: Read) -> None:
    captions = [page.text(at) for at in page.all("caption")]
    assert captions == ["Table 1: Who took part", "Table 2: Themes by issue"]
    assert page.rows("table-took-part")[:2] == [
        ["Agency", "In a meeting", "Remote"],
        ["Agency 0", "20", "30"],
    ]
    for held in page.all("table"):
        scopes = {page.tags[cell][1]["scope"] for cell in page.inside(held, "th")}
        assert scopes == {"col", "row"}


def test_a_chart_is_a_drawing_in_the_page_with_its_words(page: Read) -> None:
    (svg,) = page.all("svg")
    (title,), (description,) = page.inside(svg, "title"), page.inside(svg, "desc")
    assert page.text(title)
    assert page.text(description) == chart().description
    assert f"Figure 1: Ranks and ranges. {chart().description}" in page.words


def test_lists_stay_together_and_lines_break(page: Read) -> None:
    (bullets,) = [at for at in page.all("ul") if page.tags[at][1]["class"] == "list"]
    assert len(page.inside(bullets, "li")) == 2
    assert len(page.inside(bullets, "br")) == 1


def test_what_people_typed_is_never_markup() -> None:
    awkward = replace(table(), caption=AWKWARD, note=AWKWARD, rows=((AWKWARD, AWKWARD, AWKWARD),))
    held = replace(document(words(AWKWARD), awkward), title=AWKWARD, details=((AWKWARD, AWKWARD),))
    written = pages.write(held)
    assert "<script" not in written
    assert Read(written).words.count(AWKWARD) == 10


def test_it_asks_nothing_of_anybody(html: str) -> None:
    assert "default-src 'none'" in html
    assert not re.search(r"""(src=|url\(|@import|<script|<link)""", html)


@pytest.mark.parametrize("source", ["javascript:alert(1)", "/assessment/1/", "data:text/html,x"])
def test_a_figure_leads_only_where_a_file_can_lead(source: str) -> None:
    text = Text("local", (Paragraph((Figure("rank of Fraud", "4th", source=source),)),), "OFFICIAL")
    assert source not in pages.write(document(text))
    assert SOURCE in pages.write(document(told()))


def test_an_empty_table_is_written() -> None:
    empty = Table("none", "Nothing yet", (Column("What"), Column("How many")), (), "OFFICIAL")
    assert "Nothing yet" in pages.write(document(empty, wide_table()))


def test_a_marking_that_may_not_be_carried_is_refused() -> None:
    with pytest.raises(BadInput, match="is marked OFFICIAL or OFFICIAL-SENSITIVE"):
        pages.write(document(marking="SECRET"))
