"""The ranking report: one page that a board can read, and that says no more than is known."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from report_pages import Page
from report_rankings import BOARD, FIVE, MORILE, method_named, ranked

from commonground.documents.board import Decision
from commonground.documents.ranking_report import ranking_html
from commonground.errors import BadInput
from commonground.scoring.methods import Method
from commonground.scoring.results import Ranking
from commonground.scoring.scores import AgreedScore, Issue

AWKWARD = "=Fraud <&> \"scams\" on 'them'"
LONG = "Exploitation of people " + "who have already been exploited " * 6
FEW = ("Health", "Police", "Probation")


def report(found: tuple[Ranking, Method], marking: str = "OFFICIAL") -> str:
    return ranking_html(*found, title="What matters most", marking=marking)


AGREED = AgreedScore("Issue 03", "individual", Decimal("8"), "The <hospital> brought figures")
PAGES: Mapping[str, Callable[[], tuple[Ranking, Method]]] = {
    "plain": ranked,
    "agreed and gaps": lambda: ranked(
        agreed=[AGREED],
        unscored=[("Issue 05", "volume")],
        absent={f"Agency {n:02}": ["Issue 06"] for n in range(7)},
        agency_map=[("Agency 00", "Agency 00"), ("Agency Zero", "Agency 00")],
    ),
    "few agencies": lambda: ranked(agencies=FEW),
    "one agency": lambda: ranked(agencies=["Police"]),
    "no look-up": lambda: ranked(method=method_named(FIVE)),
    "sleipnir": lambda: ranked(method=method_named("sleipnir-v1")),
    "all tied": lambda: ranked(same=True),
    "long and awkward": lambda: ranked(
        issues=[Issue(AWKWARD, "Hate & <tension>"), Issue(LONG), Issue("Litter", "")],
        agencies=[f"{'Housing & Care Agency of the North-East ' * 2}{n}" for n in range(9)],
        top=1,
    ),
    "more asked for than there are": lambda: ranked(top=30),
}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: report(make()) for name, make in PAGES.items()}


@pytest.fixture(params=PAGES)
def html(request: pytest.FixtureRequest, pages: dict[str, str]) -> str:
    return pages[request.param]


@pytest.fixture
def page(html: str) -> Page:
    return Page(html)


def test_a_page_has_a_language_one_h1_and_its_landmarks(page: Page) -> None:
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    for landmark in ("h1", "main", "header", "footer", "nav"):
        assert len(list(page.all(landmark))) == 1
    assert page.open == []


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(name[1]) for name, _ in page.tags if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(page: Page) -> None:
    for table in page.all("table"):
        (caption,) = page.inside(table, "caption")
        assert page.text(caption)
        cells = page.inside(table, "th")
        assert {page.tags[cell][1]["scope"] for cell in cells} == {"col", "row"}
        widths = {len(page.inside(row, "th", "td")) for row in page.inside(table, "tr")}
        assert len(widths) == 1


def test_every_scrolling_region_can_be_reached_and_has_a_name_of_its_own(page: Page) -> None:
    ids = {tag[1]["id"]: at for at, tag in enumerate(page.tags) if "id" in tag[1]}
    names = []
    for _, attributes in page.tags:
        if attributes.get("role") == "region":
            assert attributes["tabindex"] == "0"
            by = attributes.get("aria-labelledby")
            names.append(attributes.get("aria-label") or page.text(ids[by or ""]))
    assert names
    assert len(names) == len(set(names))


def test_every_picture_has_a_title_and_a_description(page: Page) -> None:
    for svg in page.all("svg"):
        (title,), (description,) = page.inside(svg, "title"), page.inside(svg, "desc")
        assert page.text(title)
        assert page.text(description)
        assert page.tags[svg][1]["aria-labelledby"] == page.tags[title][1]["id"]


def test_ids_are_unique_and_every_anchor_leads_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            assert attributes.get(name, ids[0]) in ids
        if "href" in attributes:
            assert attributes["href"].removeprefix("#") in ids


def test_the_page_needs_nothing_but_itself(html: str, page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object"} & {name for name, _ in page.tags}
    addresses = set(re.findall(r"(?:https?:)?//[\w.]+[^\"' <]*", html))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "url(" not in html
    assert "@import" not in html


def test_nothing_python_shows_through(page: Page) -> None:
    assert not re.search(r"\bNone,|None of None|\bnan\b|Decimal|E\+|\bBand\.", page.words)
    assert "not known of" not in page.words


def test_the_same_ranking_gives_the_same_page() -> None:
    found = ranked(top=2)
    assert report(found) == report(found)


@pytest.mark.parametrize("marking", ["OFFICIAL", "OFFICIAL-SENSITIVE"])
def test_the_marking_stands_at_the_top_the_bottom_and_on_every_printed_page(marking: str) -> None:
    html = report(ranked(agencies=FEW), marking)
    page = Page(html)
    body = page.words.removeprefix("Skip to the main content ")
    assert body.startswith(f"{marking} Common Ground")
    assert body.endswith(marking)
    assert f'@top-center {{ content: "{marking}"; }}' in html
    assert f'@bottom-center {{ content: "{marking} ' in html


@pytest.mark.parametrize("marking", ["SECRET", "", "official", 'OFFICIAL"; }'])
def test_any_other_marking_is_refused(marking: str) -> None:
    with pytest.raises(BadInput, match="marked OFFICIAL or OFFICIAL-SENSITIVE; found"):
        report(ranked(agencies=FEW), marking)


def test_the_answer_counts_what_the_ranking_counts(pages: dict[str, str]) -> None:
    ranking, _ = ranked()
    words = Page(pages["plain"]).words
    assert "18 people from 9 agencies scored 8 issues." in words
    assert f"about {ranking.expected_swaps:.1f} of the 3 would be expected to change" in words
    assert "The top 3" not in words
    assert "put in order by OP grading, and the top 3 are the shortlist" in words


def test_the_shortlist_shows_risk_beside_graded_risk_with_their_ranks(
    pages: dict[str, str],
) -> None:
    rows = Page(pages["plain"]).rows("shortlist-table")
    assert rows[0][3:5] == ["Risk", "OP grading"]
    assert [row[0] for row in rows[1:]] == ["1", "2=", "2="]
    for row in rows[1:]:
        assert re.fullmatch(r"[\d.]+ rank \d=?", row[3])
        assert re.fullmatch(r"[\d.]+ rank \d=?", row[4])
        assert row[2] in {"In", "Contested", "Out"}
        assert re.match(r"\d( to \d)?( |$)", row[6])


def test_a_method_with_one_output_shows_it_without_a_second_rank(pages: dict[str, str]) -> None:
    rows = Page(pages["no look-up"]).rows("shortlist-table")
    assert rows[0][3:5] == ["Risk", "In the top 3"]
    assert "rank" not in rows[1][3]
    assert "steps-table" not in pages["no look-up"]


def test_shared_ranks_carry_an_equals_sign(pages: dict[str, str]) -> None:
    page = Page(pages["all tied"])
    assert {row[0] for row in page.rows("shortlist-table")[1:]} == {"1="}
    assert "the shortlist is 8 issues, because of a tie at the cut after 3" in page.words


def test_a_list_that_never_moves_is_not_said_to_be_certain(pages: dict[str, str]) -> None:
    words = Page(pages["all tied"]).words
    assert "No issue is Out. If the same consultation were held again, under 0.1 of the 8" in words
    assert "the same list would come again is over 99 in 100." in words


def test_what_no_weights_can_change_is_said_or_said_to_be_unknown() -> None:
    ranking, method = ranked(agencies=FEW)
    assert "no issue can be shown to keep its side" in report((ranking, method))
    beaten, sure, *rest = ranking.issues
    moved = (replace(beaten, dominated_by=3, dominates=0), replace(sure, dominates=7), *rest)
    said = report((replace(ranking, issues=moved), method))
    assert "With these scores, 1 issue stays in the top 3 and 1 stays out of it" in said
    unknown = tuple(replace(issue, dominated_by=None, dominates=None) for issue in ranking.issues)
    assert "it subtracts" in report((replace(ranking, issues=unknown), method))


def test_asking_for_more_than_there_are_says_so(pages: dict[str, str]) -> None:
    words = Page(pages["more asked for than there are"]).words
    assert "All 8 are on the shortlist: 30 were asked for." in words


def test_with_few_agencies_the_page_says_so_first_and_gives_no_probabilities(
    pages: dict[str, str],
) -> None:
    page = Page(pages["few agencies"])
    before, _, after = page.words.partition("The answer")
    assert "Only 3 agencies scored. With fewer than 8," in before
    assert "in 100" not in after
    assert "expected to change" not in after
    assert "near-table" not in pages["few agencies"]
    assert "In the top 3" not in page.rows("shortlist-table")[0]
    assert "Ranks without each agency" in page.rows("shortlist-table")[0]


def test_with_one_agency_nothing_is_said_of_how_sure_the_order_is(pages: dict[str, str]) -> None:
    page = Page(pages["one agency"])
    assert "Only one agency scored, so nothing can be said" in page.words
    assert page.rows("shortlist-table")[0] == [
        "Rank",
        "Issue",
        "Risk",
        "OP grading",
        "Do agencies agree?",
        "Scored by",
    ]
    for absent in ("tag contested", "without-agencies", "chart-edge", "near-cut"):
        assert absent not in pages["one agency"].split("</style>")[1]


def test_awkward_names_are_shown_as_text(pages: dict[str, str]) -> None:
    html = pages["long and awkward"]
    assert "<&>" not in html
    page = Page(html)
    assert any(AWKWARD in row[1] for row in page.rows("full-table"))
    assert any(LONG.strip() in row[1] for row in page.rows("full-table"))


def test_a_title_is_escaped() -> None:
    html = ranking_html(*ranked(agencies=FEW), title="<b>Us & them</b>")
    assert "<h1>&lt;b&gt;Us &amp; them&lt;/b&gt;</h1>" in html


def test_agreed_scores_stand_with_their_reasons(pages: dict[str, str]) -> None:
    page = Page(pages["agreed and gaps"])
    row = ["Issue 03", "Individual", "8", "The <hospital> brought figures"]
    assert page.rows("agreed-table")[1:] == [row]
    listed = next(row for row in page.rows("full-table") if row[1].startswith("Issue 03"))
    assert "Agreed in session: Individual" in listed[7]
    assert "No score was agreed in session" in Page(pages["plain"]).words


def test_issues_without_scores_or_with_few_are_listed(pages: dict[str, str]) -> None:
    page = Page(pages["agreed and gaps"])
    assert page.rows("unranked-table")[1:] == [["Issue 05", "Theme 2", "Volume"]]
    assert page.rows("thin-table")[1:] == [["Issue 06", "Theme 0", "2 agencies"]]


def test_each_agency_left_out_has_its_row(pages: dict[str, str]) -> None:
    rows = Page(pages["plain"]).rows("without-table")[1:]
    assert [row[0] for row in rows] == [f"Agency {n:02}" for n in range(9)]
    assert all(re.fullmatch(r"\d of 3", row[1]) for row in rows)


def test_what_would_carry_a_contested_issue_across_is_said_in_words(pages: dict[str, str]) -> None:
    rows = Page(pages["few agencies"]).rows("contested-table")
    assert rows[0] == ["Rank", "Issue", "What would carry it across"]
    moves = " ".join(row[2] for row in rows[1:])
    assert re.search(r"Off the list if any one of \d+ scores, most of all \w+", moves)
    assert re.search(r"On(to)? the list without \w+( or \w+)?\.", moves)
    assert re.search(r"looked up at \d, factor [\d.]+; (from|below) \d\.5 the factor", moves)


def test_a_redrawn_consultation_says_what_is_most_worth_scoring_again(
    pages: dict[str, str],
) -> None:
    page = Page(pages["plain"])
    assert re.search(r"Issue \d\d: rank \d=?, \d+ in 100 to be in the top 3", page.words)
    for row in page.rows("contested-table")[1:]:
        assert 0 <= float(row[6]) <= 0.25


def test_the_table_of_flips_has_one_row_for_each(pages: dict[str, str]) -> None:
    ranking, _ = ranked()
    assert len(Page(pages["plain"]).rows("flips-table")) - 1 == len(ranking.flips) > 0


def test_two_by_two_holds_every_issue_near_the_cut_against_each_other(
    pages: dict[str, str],
) -> None:
    rows = Page(pages["plain"]).rows("near-table")
    assert len(rows) == 9
    assert [row[at + 2] for at, row in enumerate(rows[1:])] == ["–itself"] * 8


def test_agreement_is_context_and_not_a_pass_mark(pages: dict[str, str]) -> None:
    page = Page(pages["plain"])
    assert "context, not a pass mark" in page.words
    assert len(page.rows("agreement-table")) - 1 == len(method_named(MORILE).criteria)


def test_coverage_counts_people_in_the_room_and_elsewhere(pages: dict[str, str]) -> None:
    rows = Page(pages["plain"]).rows("coverage-table")
    assert rows[0][:5] == ["Agency", "People", "In a meeting", "Remotely", "Not recorded"]
    assert rows[1][:5] == ["Agency 00", "2", "1", "1", "0"]


def test_ways_of_taking_part_are_left_out_where_nobody_recorded_them() -> None:
    ranking, method = ranked(agencies=FEW)
    coverage = tuple(replace(each, meeting=0, remote=0) for each in ranking.coverage)
    rows = Page(report((replace(ranking, coverage=coverage), method))).rows("coverage-table")
    assert rows[0] == ["Agency", "People", "Issues", "Scores", "Remarks"]


def test_the_annex_names_method_rules_digests_and_how_to_verify(pages: dict[str, str]) -> None:
    ranking, method = ranked()
    words = Page(pages["plain"]).words
    for digest in (
        ranking.inputs.method.sha256,
        ranking.inputs.rules.sha256,
        ranking.inputs.scores_sha256,
    ):
        assert digest in words
    assert method.source in words
    assert "commonground verify RESULT.json SCORES" in words


def test_the_annex_says_who_set_each_local_factor(pages: dict[str, str]) -> None:
    steps = Page(pages["plain"]).rows("steps-table")
    assert steps[3] == ["2", "0.7", f"local Set by: {BOARD}."]
    assert steps[1][:2] == ["0", "0.6"]
    assert steps[1][2].startswith("published")


def test_the_annex_prints_agencies_that_count_as_another(pages: dict[str, str]) -> None:
    rows = Page(pages["agreed and gaps"]).rows("map-table")
    assert rows[1:] == [["Agency Zero", "Agency 00"]]
    assert "Every agency counts as itself" in Page(pages["plain"]).words


def test_a_weighted_method_shows_its_weights_and_labels(pages: dict[str, str]) -> None:
    rows = Page(pages["sleipnir"]).rows("criteria-table")
    assert rows[0][2] == "Weight"
    assert rows[1][:4] == [
        "Corruption",
        "Threat",
        "19",
        "Nil (0), Low (1), Medium (2), High (4), Unknown (2)",
    ]


def test_what_the_board_decided_has_a_section_of_its_own_before_the_list() -> None:
    ranking, method = ranked()
    out = Decision(
        1, "Issue 03", 2, "In", is_in=False, reason="Led <elsewhere>", decided_by="The board",
        kept_on=date(2027, 3, 3),
    )  # fmt: skip

    html = ranking_html(ranking, method, title="What matters most", decisions=[out])

    assert "What the board decided" in html
    assert "Led &lt;elsewhere&gt;" in html
    assert html.index('id="decisions"') < html.index('id="shortlist"')
    rest = html[html.index('<section id="shortlist"') :]
    assert rest == report((ranking, method))[-len(rest) :]


def test_without_decisions_the_report_says_nothing_of_a_board(pages: dict[str, str]) -> None:
    assert all("What the board decided" not in html for html in pages.values())
