"""Charts say in words what they show, refer to nothing outside, and come out the same each time."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from commonground.documents.charts.drawing import Alternative, drawn, ticks
from commonground.documents.charts.people import (
    Agreement,
    Covered,
    LeftOut,
    agreement_chart,
    coverage_chart,
    left_out_chart,
)
from commonground.documents.charts.ranks import (
    Interval,
    Scale,
    interval_chart,
    interval_words,
    rank_bar,
)
from commonground.scoring.results import Band

Chart = Callable[[], str]

SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = "=Fraud <&> \"scams\" on 'them'"
SAYS = Alternative("chart", "What it shows", "How it falls out.")
INTERVALS = (
    Interval("1", AWKWARD, Band.IN, 1, 1, 2),
    Interval("2=", "Cuckooing", Band.CONTESTED, 1, 2, 5),
    Interval("2=", "Litter", Band.OUT, 4, 5, 5),
)
SCALE = Scale(ranks=5, cut=2)


def ranges() -> str:
    return interval_chart(INTERVALS, 2, SCALE, SAYS)


def agreement() -> str:
    criteria = (Agreement("Volume", 0.5, 0.7), Agreement("Confidence", -0.2, None))
    return agreement_chart(criteria, SAYS)


def left_out() -> str:
    return left_out_chart((LeftOut("Police", 3), LeftOut("Health & Care", 2)), 3, SAYS)


def covered() -> str:
    cells = [Covered("Police", "Youth (4)", 4, 4), Covered("Police", "Drugs (2)", 0, 2)]
    return coverage_chart(("Police",), ("Youth (4)", "Drugs (2)"), cells, SAYS)


def bar() -> str:
    return rank_bar(INTERVALS[1], SCALE, "chart")


ALL = (ranges, agreement, left_out, covered, bar)
WITH_WORDS = (ranges, agreement, left_out, covered)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_names_and_describes_itself(chart: Chart) -> None:
    svg = ElementTree.fromstring(chart())
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text
    assert description.text
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == title.get("id") == "chart-title"
    assert svg.get("aria-describedby") == description.get("id") == "chart-desc"


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_has_no_other_ids_and_refers_to_nothing_outside(chart: Chart) -> None:
    svg = chart()
    assert re.findall(r'\bid="([^"]*)"', svg) == ["chart", "chart-title", "chart-desc"]
    assert "href" not in svg
    assert "url(" not in svg
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_comes_out_the_same_each_time(chart: Chart) -> None:
    assert chart() == chart()


@pytest.mark.parametrize("chart", WITH_WORDS)
def test_a_chart_has_ink_in_a_font_with_a_fallback(chart: Chart) -> None:
    svg = ElementTree.fromstring(chart())
    written = list(svg.iter(f"{SVG}text"))
    assert written
    assert {element.get("font-family") for element in written} == {"Arial, sans-serif"}


def test_ranges_say_the_band_in_a_word_and_in_a_shape_as_well_as_in_a_tone() -> None:
    svg = ranges()
    assert {"In", "Contested", "Out"} <= set(texts(svg))
    bars = re.findall(r'd="M[^"]*?v([\d.]+)h[^"]*Z" fill="(#\w+)" stroke="(#\w+)"', svg)
    heights = {fill: (float(height), stroke) for height, fill, stroke in bars}
    assert heights == {
        "#12436d": (12, "#12436d"),
        "#ffe9c7": (12, "#0b0c0c"),
        "#858a8f": (4, "#858a8f"),
    }


def test_the_tones_keep_apart_in_greyscale() -> None:
    def grey(tone: str) -> float:
        red, green, blue = (int(tone[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    tones = sorted(map(grey, ("#12436d", "#858a8f", "#ffe9c7")))
    assert min(b - a for a, b in pairwise(tones)) > 60


def test_labels_carry_awkward_names_whole() -> None:
    assert any(AWKWARD in text for text in texts(ranges()))


def test_a_long_name_is_shortened_in_the_chart() -> None:
    long = Interval("1", "W" * 200, Band.IN, 1, 1, 1)
    label = max(texts(interval_chart([long], 1, SCALE, SAYS)), key=len)
    assert len(label) <= 48
    assert label.endswith("…")


def dashes(svg: str) -> int:
    return svg.count("stroke-dasharray")


def test_no_cut_is_drawn_where_everything_is_on_the_list() -> None:
    whole = interval_chart(INTERVALS[:1], 1, Scale(ranks=2, cut=5), SAYS)
    assert dashes(whole) == 0
    assert dashes(ranges()) == 1
    assert dashes(rank_bar(INTERVALS[0], Scale(ranks=2, cut=5), "chart")) == 0
    assert dashes(bar()) == 1


def test_the_words_of_ranges_count_each_band() -> None:
    said = interval_words(INTERVALS, 2)
    assert said.startswith("1 issue In, between ranks 1 to 2; 1 issue Contested")
    assert "cut is after rank 2" in said


def test_a_coefficient_that_is_not_known_has_no_mark() -> None:
    assert agreement().count("<path transform") == 3


def test_a_heat_map_writes_each_count_dark_on_light_and_light_on_dark() -> None:
    fills = dict(re.findall(r'fill="(#?\w+)"[^>]*>(\d)</text>', covered()))
    assert fills == {"white": "4", "#0b0c0c": "0"}


def test_a_chart_that_asks_for_a_file_elsewhere_is_refused() -> None:
    spec: dict[str, object] = {"data": {"url": "https://example.org/x.csv"}, "mark": "bar"}
    with pytest.raises(ValueError, match=r"example\.org"):
        drawn(spec, SAYS)


@pytest.mark.parametrize(
    ("highest", "marks"), [(1, [1]), (3, [1, 2, 3]), (40, [1, 5, 10, 15, 20, 25, 30, 35, 40])]
)
def test_an_axis_of_ranks_starts_at_1(highest: int, marks: Sequence[int]) -> None:
    assert ticks(highest) == marks
