"""Every figure of an assessment leads to its frozen source, and is computed again there."""

import json
import random
from urllib.parse import urlencode

import pytest
from assessment_here import Begun
from people_here import at_most, text_of
from themes_here import Coded

from commonground.documents.assessment.printing import values_of
from commonground.documents.contents.writing import read, references
from commonground.rooms.assessment import figure_access, starting_actions
from commonground.rooms.assessment.models import Freeze
from commonground.rooms.ranking.models import Ranking

SEEDS = (1, 2, 3)


def in_texts(begun: Begun) -> list[str]:
    """Every reference in the document, in the order that it stands in."""
    return [one for text in begun.texts for one in references(read(text.content))]


def page(begun: Begun, asked: str, number: int = 1) -> str:
    href = f"{begun.at}frozen/{number}/figure/?{urlencode({'of': asked})}"
    answer = begun.here.analysts_browser.get(href)
    assert answer.status_code == 200, asked
    return text_of(answer)


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_figures_at_random_lead_to_their_source_and_are_the_same(
    begun: Begun, seed: int
) -> None:
    values = values_of(begun.assessment.freezes.latest("number").figures)
    held = begun.assessment.freezes.latest("number")
    chosen = random.Random(seed).sample(sorted(set(in_texts(begun))), 10)

    for asked in chosen:
        answer = begun.here.analysts_browser.get(figure_access.link(begun.assessment, held)(asked))
        told = text_of(answer)
        assert "The same" in told
        assert "It differs" not in told
        assert values[asked].text in told
        named = (
            begun.assessment.ranking.sha256,
            begun.assessment.ranking.closing.record_sha256,
            held.sha256,
        )
        assert any(sha256 in told for sha256 in named), asked


def test_a_figure_says_its_source_how_it_comes_about_and_where_to_look(begun: Begun) -> None:
    told = page(begun, "rank of On-line grooming")

    assert "The ranking, as it was computed" in told
    assert begun.assessment.ranking.sha256 in told
    assert "Equal figures share a rank" in told
    assert begun.assessment.ranking.closing.round.name in told


def test_a_figure_is_found_as_people_write_it(begun: Begun) -> None:
    assert "rank of On-line grooming" in page(begun, "RANK of  on–line GROOMING")


def test_a_figure_that_there_is_not_is_told_with_the_nearest(begun: Begun) -> None:
    href = f"{begun.at}frozen/1/figure/?{urlencode({'of': 'rank of Grooming'})}"
    answer = begun.here.analysts_browser.get(href)

    assert answer.status_code == 404
    assert "Is it On-line grooming?" in text_of(answer)


def test_a_value_that_somebody_changed_in_the_database_is_told(begun: Begun) -> None:
    held = begun.assessment.freezes.latest("number")
    figures = json.loads(held.figures)
    figures["rank of Loan sharks"] = ["1", "1"]
    Freeze.objects.filter(pk=held.pk).update(figures=json.dumps(figures))

    told = page(begun, "rank of Loan sharks")
    assert "It differs" in told
    assert "The document prints 1. Computed again from the frozen source just now, it is 2" in told


def test_a_ranking_that_somebody_changed_in_the_database_is_told(begun: Begun) -> None:
    ranking = begun.assessment.ranking
    result = json.loads(ranking.result)
    result["issues"][0]["rank"] = 4
    Ranking.objects.filter(pk=ranking.pk).update(result=json.dumps(result))

    told = page(begun, "issues ranked")
    assert "Not as it was frozen" in told
    assert ranking.sha256 in told


def test_frozen_sources_that_somebody_changed_are_told(begun: Begun) -> None:
    held = begun.assessment.freezes.latest("number")
    Freeze.objects.filter(pk=held.pk).update(snapshot=held.snapshot.replace("Often said", "Never"))

    told = page(begun, "reason for Golden Youth")
    assert "It differs" in told
    assert "What was frozen is not as it was frozen" in told


def test_the_page_of_frozen_sources_names_every_digest_and_every_name(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    with at_most(10):
        told = text_of(browser.get(f"{begun.at}frozen/1/"))

    for sha256 in (begun.assessment.ranking.sha256, begun.assessment.ranking.closing.record_sha256,
                   begun.assessment.freezes.latest("number").sha256):  # fmt: skip
        assert sha256 in told
    assert "[[rank of ISSUE]]" in told
    assert "theme by issue" in told


def test_freezing_anew_shows_what_changed_and_what_a_text_says_first(
    begun: Begun, found: Coded
) -> None:
    for number in range(4, 7):
        found.give(number, *found.codes)
    starting_actions.refresh(by=begun.seat, about=begun.assessment)
    browser = begun.here.analysts_browser
    with at_most(10):
        told = text_of(browser.get(f"{begun.at}frozen/2/changes/"))

    assert "remarks behind the themes" in told
    assert told.index("remarks behind the themes") < told.index("remarks in Golden Youth")
    assert "rank of Loan sharks" not in told
    # and what was printed before is still what it was
    assert "3 (remarks)" not in page(begun, "remarks behind the themes")
    assert values_of(Freeze.objects.get(assessment=begun.assessment, number=1).figures)[
        "remarks behind the themes"
    ].text == "3"  # fmt: skip


def test_the_first_sources_changed_nothing(begun: Begun) -> None:
    answer = begun.here.analysts_browser.get(f"{begun.at}frozen/1/changes/")

    assert answer.headers["Location"] == f"{begun.at}frozen/1/"
