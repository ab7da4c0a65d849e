"""The pages of the themes room where the sentence model is installed."""

import sys

import pytest
from people_here import Here, at_most, text_of
from themes_here import Coded, coded

from commonground.rooms.themes import access, code_actions, gathering_actions, suggesting
from commonground.rooms.themes.kept_meanings import A_FEW, By, meanings_of
from commonground.rooms.themes.models import Meaning
from commonground.wording import sentences

NOTES = """Teenagers are carrying blades to class
Pupils bring knives into school
The landlord will not mend the boiler"""


@pytest.fixture(autouse=True)
def keywords_alone() -> None:
    """Leave the sentence model as it is installed, for this file."""


@pytest.fixture
def found(here: Here) -> Coded:
    """Return gathered remarks, of which the last three are notes that share no telling word."""
    made = coded(here)
    for code in made.codes:
        code_actions.change_code(
            by=here.seat, about=code, version=code.version, name=code.name,
            definition={"Youth": "Young people", "Housing": "Homes and rents"}[code.name],
            example="", parent=None,
        )  # fmt: skip
    gathering_actions.paste_notes(
        by=here.seat, name="Workshop", text=NOTES, issue=None, agency="", way=""
    )
    return made


def page_of(found: Coded, number: int) -> str:
    address = f"{found.at}remarks/{found.remarks[number - 1].pk}/"
    return text_of(found.here.analysts_browser.get(address))


def test_the_likeliest_codes_come_by_meaning_without_a_word_in_common(found: Coded) -> None:
    first, page = page_of(found, 51), page_of(found, 51)

    assert "Likeliest, by" in first
    assert "Likeliest, by what it means:" in page
    assert "<strong>1 Housing, 2 Youth</strong>" in page
    assert "<strong>2 Youth, 1 Housing</strong>" in page_of(found, 49)
    assert " checked" not in page


def test_where_the_model_is_hidden_the_page_goes_by_keywords_and_says_so(
    found: Coded, monkeypatch: pytest.MonkeyPatch
) -> None:
    found.give(49, found.codes[1])
    monkeypatch.setitem(sys.modules, sentences.PACKAGE, None)

    assert "Likeliest, by what it means:" not in page_of(found, 50)
    assert suggesting.groups(found.here.seat).by is By.KEYWORDS
    assert not Meaning.objects.exists()


def test_the_page_makes_no_more_queries_for_it(found: Coded) -> None:
    suggesting.groups(found.here.seat)
    page_of(found, 49)
    browser, address = found.here.analysts_browser, f"{found.at}remarks/{found.remarks[50].pk}/"

    with at_most(10):
        answer = browser.get(address)
    with at_most(10):
        group = browser.get(f"{address}group/")

    assert "Likeliest, by what it means:" in text_of(answer)
    assert group.status_code == 200


def test_many_texts_are_read_once_and_a_few_at_once(found: Coded) -> None:
    seat = found.here.seat
    texts = [f"Remark number {at}" for at in range(A_FEW + 1)]

    assert meanings_of(seat, texts).by is By.KEYWORDS_MEANWHILE
    assert meanings_of(seat, texts).by is By.MEANING
    assert meanings_of(seat, ["One more", *texts]).by is By.MEANING
    assert Meaning.objects.count() == len(texts) + 1


def test_what_was_kept_is_what_the_model_says(found: Coded) -> None:
    kept = [meanings_of(found.here.seat, ["Knives"]).of["Knives"] for _time in range(2)]

    assert (kept[0] == kept[1]).all()
    assert float(kept[0] @ sentences.encode(["Knives"])[0]) == pytest.approx(1, abs=1e-3)


def test_groups_come_by_meaning(found: Coded) -> None:
    suggesting.groups(found.here.seat)

    groups = suggesting.groups(found.here.seat)

    assert groups.by is By.MEANING
    alike = suggesting.group_of(
        found.here.seat, access.remark(found.here.seat, groups.found[0].centre)
    )
    assert set(alike.members) == set(groups.found[0].members)


def test_nobody_sees_what_another_partnerships_texts_mean(found: Coded, elsewhere: Here) -> None:
    meanings_of(elsewhere.seat, ["Knives"])

    meanings_of(found.here.seat, ["Knives"])

    assert Meaning.objects.filter(partnership=found.here.partnership).count() == 1
