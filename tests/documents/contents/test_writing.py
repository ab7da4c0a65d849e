import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.documents.contents import Figure, Inline, Paragraph, ParagraphKind, Run
from commonground.documents.contents.tidying import tidied
from commonground.documents.contents.writing import read, references, with_figures, written

BODY, BULLET, NUMBER, QUOTE = ParagraphKind

TYPED = st.text(st.sampled_from("ab1 *[]\\>-+.)#_`\n\t\"'é\u00a0")) | st.text()
RUNS: st.SearchStrategy[Inline] = st.builds(Run, TYPED, st.booleans(), st.booleans()) | st.builds(
    Figure, TYPED, strong=st.booleans(), emphasis=st.booleans()
)
PARAGRAPHS = st.lists(
    st.builds(Paragraph, st.lists(RUNS, max_size=6).map(tuple), st.sampled_from(ParagraphKind)),
    max_size=6,
)


@given(PARAGRAPHS)
def test_what_is_written_is_read_back_exactly(paragraphs: list[Paragraph]) -> None:
    expected = with_figures(tidied(paragraphs), Figure)
    assert read(written(paragraphs)) == expected


@given(TYPED)
def test_whatever_people_type_is_read_and_writing_it_again_changes_nothing(text: str) -> None:
    assert tidied(read(text)) == read(text)
    assert read(written(read(text))) == read(text)


@given(st.text(st.sampled_from("ab \n>-1.*")))
def test_no_letter_that_somebody_typed_is_lost(text: str) -> None:
    kept = "".join(run.text for each in read(text) for run in each.runs if isinstance(run, Run))
    assert [letter for letter in kept if letter in "ab"] == [
        letter for letter in text if letter in "ab"
    ]


def test_it_reads_paragraphs_lists_and_quotes() -> None:
    text = "First\nsecond line\n\n- one\n- two\n\n1. a\n2. b\n\n> said\n>\n> again"
    assert [(each.kind, each.runs) for each in read(text)] == [
        (BODY, (Run("First\nsecond line"),)),
        (BULLET, (Run("one"),)),
        (BULLET, (Run("two"),)),
        (NUMBER, (Run("a"),)),
        (NUMBER, (Run("b"),)),
        (QUOTE, (Run("said"),)),
        (QUOTE, (Run("again"),)),
    ]
    assert written(read(text)) == text


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("**so** it is", (Run("so", strong=True), Run(" it is"))),
        ("*so*", (Run("so", emphasis=True),)),
        ("***so***", (Run("so", strong=True, emphasis=True),)),
        ("*a***b**", (Run("a", emphasis=True), Run("b", strong=True))),
        ('**"a"**b', (Run('"a"', strong=True), Run("b"))),
        ("5 * 3 * 2", (Run("5 * 3 * 2"),)),
        ("f*** it", (Run("f*** it"),)),
        ("****", (Run("****"),)),
        ("**never closed", (Run("**never closed"),)),
        (r"\*plain\*", (Run("*plain*"),)),
        (r"C:\temp", (Run(r"C:\temp"),)),
        ("[sic] and a_b_c & <b>", (Run("[sic] and a_b_c & <b>"),)),
        ("[[rank of  Theft]]!", (Figure("rank of Theft"), Run("!"))),
        ("**[[a]]**", (Figure("a", strong=True),)),
        (r"[[Burglary \[dwelling\]]]", (Figure("Burglary [dwelling]"),)),
        ("[[]] [[ ]] [[a", (Run("[[]] [[ ]] [[a"),)),
    ],
)
def test_it_reads_what_stands_in_a_paragraph(text: str, runs: tuple[Inline, ...]) -> None:
    assert read(text) == (Paragraph(runs),)


def test_a_year_at_the_start_of_a_line_begins_no_list() -> None:
    assert read("2014. was a good year") == (Paragraph((Run("2014. was a good year"),)),)


def test_lists_deeper_than_anybody_means_are_plain_text() -> None:
    text = ">" * 5000 + " a"
    assert read(text) == (Paragraph((Run(text),)),)


def test_references_are_found_in_reading_order() -> None:
    assert references(read("[[b]] and\n\n- [[a]]\n- *[[b]]*")) == ("b", "a", "b")


def test_a_figure_keeps_how_it_is_set_when_it_is_resolved() -> None:
    found = with_figures(read("**[[rank of Theft]]**"), lambda each: Figure(each, "4th"))
    assert found == (Paragraph((Figure("rank of Theft", "4th", strong=True),)),)
