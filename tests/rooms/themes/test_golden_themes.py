"""Golden themes: made of codes, counted by issue and agency, and taken away without a name."""

import io

import pytest
from openpyxl import load_workbook
from people_here import Here, text_of
from themes_here import Coded, coded

from commonground.errors import BadInput
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import code_actions, golden_access, golden_actions
from commonground.rooms.themes.counting import Count, count, matrix
from commonground.rooms.themes.golden_presenters import live_codes
from commonground.rooms.themes.models import Code, GoldenTheme


@pytest.fixture
def found(here: Here) -> Coded:
    """Return gathered remarks and the codes Housing and Youth."""
    return coded(here)


def make(found: Coded, name: str, *codes: Code, reach: str = "cross_cutting") -> GoldenTheme:
    return golden_actions.add_theme(
        by=found.here.seat, name=name, reach=reach, why="Heard everywhere", codes=codes
    )


def test_a_theme_is_made_of_codes_in_a_browser(found: Coded) -> None:
    housing, youth = found.codes
    fields = {"name": "Young people", "reach": "cross_cutting", "why": "Heard everywhere",
              "codes": [str(youth.pk)]}  # fmt: skip

    answer = found.here.analysts_browser.post(f"{found.at}add/", fields, follow=True)

    assert "Young people was added." in text_of(answer)
    assert Code.objects.get(pk=youth.pk).golden_theme == GoldenTheme.objects.get()
    page = text_of(found.here.analysts_browser.get(found.at))
    assert "Codes that are in no golden theme: Housing" in page
    assert housing.golden_theme is None


def test_a_remark_with_two_codes_of_a_theme_counts_once(found: Coded) -> None:
    housing, youth = found.codes
    theme = make(found, "Young people", housing, youth)
    one = found.give(1, housing, youth)
    found.give(2, youth)

    said = golden_access.said(found.here.seat)

    assert len(said) == 3
    assert count(said) == Count(remarks=2, agencies=1, issues=1)
    assert matrix(said)[theme.pk, one.issue_id].remarks == 2


def test_the_page_says_why_a_theme_stands(found: Coded) -> None:
    youth = found.codes[1]
    theme = make(found, "Young people", youth)
    about = found.give(1, youth)
    found.here.analysts_browser.post(f"{found.of.at}ranking/make/")

    page = text_of(found.here.analysts_browser.get(f"{found.at}{theme.pk}/"))

    assert about.issue is not None
    for words in (
        "Heard everywhere", "1 remark from 1 agency", about.issue.name, "Agency 0", "Seen often",
        "Ranks are those of Autumn",
    ):  # fmt: skip
        assert words in page


def test_a_stand_alone_area_comes_last(found: Coded) -> None:
    make(found, "Counter terrorism", reach="stand_alone")
    make(found, "Youth")

    assert [one.name for one in golden_access.themes(found.here.seat)] == [
        "Youth", "Counter terrorism",
    ]  # fmt: skip


def test_a_code_is_in_one_theme(found: Coded) -> None:
    youth = found.codes[1]
    first = make(found, "First", youth)
    second = make(found, "Second", youth)

    themes = golden_access.themes(found.here.seat)
    held = {one.pk: [code.name for code in live_codes(one)] for one in themes}

    assert held == {first.pk: [], second.pk: ["Youth"]}


def test_two_people_do_not_overwrite_each_others_theme(found: Coded) -> None:
    housing, youth = found.codes
    theme = make(found, "Young people", youth)
    fields = {"by": found.here.seat, "about": theme, "version": 1, "name": "Young people",
              "reach": "cross_cutting", "why": "Heard everywhere"}  # fmt: skip
    golden_actions.change_theme(**fields, codes=[housing, youth])  # type: ignore[arg-type]

    with pytest.raises(ChangedMeanwhile):
        golden_actions.change_theme(**fields, codes=[housing])  # type: ignore[arg-type]
    at = f"{found.at}{theme.pk}/change/"
    answer = found.here.analysts_browser.post(
        at, {"name": "Mine", "reach": "stand_alone", "version": "1"}
    )
    assert answer.status_code == 409
    assert "Housing" in text_of(answer)


def test_two_themes_of_one_name_are_refused(found: Coded) -> None:
    make(found, "Youth")

    with pytest.raises(BadInput, match="already a golden theme called youth"):
        make(found, "youth")


def test_deleting_a_theme_keeps_its_codes_even_those_that_ended(found: Coded) -> None:
    housing, youth = found.codes
    theme = make(found, "Young people", housing, youth)
    code_actions.retire_code(
        by=found.here.seat, about=housing, version=Code.objects.get(pk=housing.pk).version,
        reason="Unclear",
    )  # fmt: skip

    found.here.analysts_browser.post(f"{found.at}{theme.pk}/delete/", {"version": "1"})

    assert not GoldenTheme.objects.exists()
    assert set(Code.objects.values_list("golden_theme", flat=True)) == {None}


def test_the_halves_of_a_split_code_stay_in_its_theme(found: Coded) -> None:
    youth = found.codes[1]
    make(found, "Young people", youth)
    youth.refresh_from_db()

    halves = code_actions.split_code(
        by=found.here.seat, about=youth, version=youth.version, first="Children",
        second="Students", to_second=(), reason="Two things",
    )  # fmt: skip

    assert {one.golden_theme.name for one in halves if one.golden_theme} == {"Young people"}


def test_the_workbook_holds_themes_matrix_and_remarks_and_nobodys_name(found: Coded) -> None:
    youth = found.codes[1]
    make(found, "Young people", youth)
    about = found.give(1, youth)
    browser = found.here.analysts_browser

    book = load_workbook(io.BytesIO(browser.get(f"{found.at}export/xlsx/").content))
    text = text_of(browser.get(f"{found.at}export/csv/"))

    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert about.issue is not None
    assert {"Young people", "Seen often", about.issue.name, "Agency 0"} <= set(cells)
    assert f",{about.issue.name},1,1" in text
    names = [one.membership.person.name for one in found.of.assessors]
    assert not [name for name in names if name in "".join(cells) + text]


def test_there_is_no_other_kind_of_file(found: Coded) -> None:
    assert found.here.analysts_browser.get(f"{found.at}export/pdf/").status_code == 404
