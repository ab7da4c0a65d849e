"""Every figure, table and chart of the catalogue, read from frozen sources."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from assessment_cases import decided, material, printed, sources, tampered

from commonground.documents.assessment.answers import Answer, Answers, self_review
from commonground.documents.assessment.catalogue import CHARTS, FIGURES, TABLES, About, Entry
from commonground.documents.assessment.charts import chart
from commonground.documents.assessment.explaining import HOW
from commonground.documents.assessment.figures import every_value, resolved
from commonground.documents.assessment.printing import figures_text, values_of
from commonground.documents.assessment.references import reference
from commonground.documents.assessment.sources import Sources, snapshot_of
from commonground.documents.assessment.tables import table
from commonground.documents.contents import Figure, FigureKind
from commonground.errors import BadInput

FROZEN = sources()
NAMES = list(FROZEN.issues)
FIRST, LAST = NAMES[0], NAMES[-1]
OFFICIAL = "OFFICIAL"


def text_of(of: Sources, asked: str) -> str:
    return resolved(of, asked)[2].text


def subject_of(entry: Entry) -> str:
    return {About.ALL: "", About.ISSUE: FIRST, About.THEME: "Youth"}[entry.about]


def cells(of: Sources, name: str) -> list[list[str]]:
    made = table(material(of), name, OFFICIAL)
    return [[one.text if isinstance(one, Figure) else one for one in row] for row in made.rows]


def test_every_figure_is_known_for_every_issue_and_theme() -> None:
    values = every_value(FROZEN)

    of_each = {About.ALL: 1, About.ISSUE: len(NAMES), About.THEME: 2}
    assert len(values) == sum(of_each[entry.about] for entry in FIGURES)
    assert all(one.text for one in values.values())


@pytest.mark.parametrize("entry", FIGURES, ids=lambda entry: entry.name)
def test_a_figure_computed_again_is_what_is_printed(entry: Entry) -> None:
    asked = reference(entry, subject_of(entry))

    found = printed(FROZEN).figure(asked)
    assert resolved(FROZEN, asked)[2].text == found.text
    assert (found.reference, found.kind, found.source) == (
        asked,
        entry.kind,
        f"/figures?of={asked}",
    )


@pytest.mark.parametrize("entry", FIGURES, ids=lambda entry: entry.name)
def test_what_is_counted_or_ranked_has_a_number(entry: Entry) -> None:
    if entry.kind is not FigureKind.WORDS:
        assert resolved(FROZEN, reference(entry, subject_of(entry)))[2].number is not None


def test_people_and_what_they_said_are_counted_and_issues_and_themes_tallied() -> None:
    units = {FigureKind.COUNT: {"people", "agencies", "remarks", "scores"},
             FigureKind.TALLY: {"issues", "themes", "areas"}}  # fmt: skip
    # what remarks on a theme name tells how many there are at the least
    told_by_remarks = {"issues of"}
    for entry in FIGURES:
        if entry.name in told_by_remarks:
            assert entry.kind is FigureKind.COUNT
        elif entry.unit and entry.kind is not FigureKind.SCORE:
            assert entry.unit in units[entry.kind], entry.name
        else:
            assert entry.kind not in units, entry.name


def test_ranks_chances_and_people_are_those_of_the_frozen_texts() -> None:
    first = FROZEN.issues[FIRST]

    assert text_of(FROZEN, f"RANK of {FIRST.lower()}").rstrip("=") == str(first.rank)
    assert text_of(FROZEN, f"state of {FIRST}") == first.certainty.band.value
    assert resolved(FROZEN, f"graded risk of {FIRST}")[2].number == first.figures["op_grading"]
    assert text_of(FROZEN, "people who took part") == "18"
    assert text_of(FROZEN, "people invited") == "29"
    assert text_of(FROZEN, "agencies invited") == "10"
    assert text_of(FROZEN, "share who took part") == "62%"
    assert text_of(FROZEN, "closing date") == "1 March 2026"
    assert text_of(FROZEN, f"last rank of {FIRST}") == "4"
    assert text_of(FROZEN, f"last rank of {LAST}") == "not ranked then"


def test_the_board_moves_the_line_and_its_last_word_stands() -> None:
    of = sources(
        decided(LAST), decided(FIRST, 2, is_in=False), decided(NAMES[1], 3, is_in=False),
        decided(NAMES[1], 4),
    )  # fmt: skip

    assert text_of(FROZEN, "issues on the shortlist") == "3"
    assert text_of(of, "issues on the shortlist") == "3"
    assert text_of(of, "issues taken in") == text_of(of, "issues taken out") == "1"
    assert text_of(of, f"decision on {LAST}") == (
        "taken in by The board, 3 March 2026: The public expects it"
    )
    assert text_of(of, f"decision on {NAMES[2]}") == "on the shortlist, by its rank"
    assert [row[1] for row in cells(of, "shortlist")] == [NAMES[1], NAMES[2], LAST]
    assert [row[0] for row in cells(of, "decisions of the board")] == ["1", "2", "3", "4"]


def test_remarks_are_counted_once_and_told_by_agency() -> None:
    assert text_of(FROZEN, "remarks in Youth") == "3"
    assert text_of(FROZEN, "agencies behind Youth") == "2"
    assert text_of(FROZEN, "issues of youth") == "1"
    assert text_of(FROZEN, "remarks behind the themes") == "3"
    assert text_of(FROZEN, "golden themes") == text_of(FROZEN, "stand-alone areas") == "1"
    assert cells(FROZEN, "remarks Youth")[2] == ["4", "Nobody asks them", "No one issue",
                                                 "Not recorded"]  # fmt: skip
    assert cells(FROZEN, "theme by issue") == [[FIRST, "2", "1"], ["About no one issue", "1", "0"]]
    assert ["Police", "1", "1"] in cells(FROZEN, "theme by agency")


@pytest.mark.parametrize("entry", TABLES, ids=lambda entry: entry.name)
def test_every_table_has_a_cell_for_each_column(entry: Entry) -> None:
    made = table(material(FROZEN), reference(entry, subject_of(entry)), OFFICIAL)

    assert made.caption
    assert {len(row) for row in made.rows} <= {len(made.columns)}
    assert made == table(material(sources()), reference(entry, subject_of(entry)), OFFICIAL)


def test_every_count_of_a_table_is_told_as_one() -> None:
    made = table(material(FROZEN), "who took part", OFFICIAL)
    kinds = {one.kind for row in made.rows for one in row if isinstance(one, Figure)}

    assert kinds == {FigureKind.COUNT}
    assert cells(FROZEN, "who took part")[0] == ["Absent", "2", "0", "0", "0", "0", "0"]
    assert cells(FROZEN, "who took part")[-1][4] == "18"


@pytest.mark.parametrize("entry", CHARTS, ids=lambda entry: entry.name)
def test_every_chart_is_drawn_and_said_in_words(entry: Entry) -> None:
    made = chart(material(FROZEN), entry.name, OFFICIAL)

    assert made.svg.startswith("<svg")
    assert made.description in made.svg.replace("&amp;", "&")


def test_a_chart_names_every_count_that_it_shows() -> None:
    themes = chart(material(FROZEN), "themes by issue", OFFICIAL)
    assert sorted(themes.counts) == [1, 1, 1, 2, 3]  # two totals, and three cells
    assert themes.description == "Youth: 3 remarks; Counter Terrorism: 1 remark."
    assert set(chart(material(FROZEN), "who took part", OFFICIAL).counts) == {1}


def test_nothing_to_show_is_said_and_drawn() -> None:
    bare = sources(themes=())

    assert text_of(bare, "golden themes") == "0"
    assert cells(bare, "golden themes") == []
    assert chart(material(bare), "themes by issue", OFFICIAL).description == (
        "There is nothing to show yet."
    )


def test_what_is_not_there_is_told_with_what_could_be_meant() -> None:
    with pytest.raises(BadInput, match="Is it Issue 07"):
        printed(FROZEN).figure("rank of Issue")
    with pytest.raises(BadInput, match="There is no Health"):
        table(material(FROZEN), "remarks Health", OFFICIAL)
    with pytest.raises(BadInput, match="Nothing is called"):
        chart(material(FROZEN), "pie", OFFICIAL)


def test_a_name_that_an_older_snapshot_does_not_hold_says_to_refresh() -> None:
    held = printed(FROZEN)
    older = replace(
        held, values={key: one for key, one in held.values.items() if "risk" not in key}
    )

    with pytest.raises(BadInput, match="risk of is not in the frozen sources: refresh"):
        older.figure(f"risk of {FIRST}")


def test_a_snapshot_and_its_values_come_back_as_they_were() -> None:
    of = sources(decided(LAST))

    assert snapshot_of(of.snapshot.text) == of.snapshot
    assert snapshot_of(of.snapshot.text).text == of.snapshot.text
    values = every_value(of)
    assert values_of(figures_text(values)) == values
    assert values[f"rank of {FIRST}"].number == Decimal(FROZEN.issues[FIRST].rank)


def test_a_frozen_text_that_somebody_changed_is_told() -> None:
    assert list(FROZEN.broken()) == []

    (named, _found), *others = tampered(FROZEN, FIRST).broken()
    assert (named, others) == (FROZEN.snapshot.ranking, [])
    record = json.dumps({**json.loads(FROZEN.record), "name": "Another"})
    assert [named for named, _found in replace(FROZEN, record=record).broken()] == [
        FROZEN.snapshot.closing
    ]


def test_the_five_closing_questions_are_the_decks() -> None:
    review = self_review()

    assert [one.id for one in review.questions] == ["impact", "involvement", "relevance",
                                                    "barriers", "innovation"]  # fmt: skip
    assert "closing questions" in review.source


def test_the_self_review_says_who_has_not_answered() -> None:
    answers = Answers(("Housing", "Police"), (
        Answer("Police", "impact", "County lines", date(2026, 3, 5), True),
    ))  # fmt: skip
    made = table(material(FROZEN, answers), "self-review", OFFICIAL)

    assert made.note == "Not answered yet: Housing."
    assert made.rows[0] == ("Housing", "Every question", "No answer", "")
    assert made.rows[1][2:] == ("County lines", "5 March 2026, on its behalf")
    assert made.rows[2][2] == "No answer"
    assert len(made.rows) == 6


def test_every_figure_says_how_it_comes_about() -> None:
    assert set(HOW) == {entry.name for entry in FIGURES}
