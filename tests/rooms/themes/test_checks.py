"""Two people code the same fifth of the remarks: the draw, what came out, and settling it."""

import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from people_here import Here, at_most, signed_in, text_of
from themes_here import Checked, checked, coded, coded_lightly

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import (
    check_access,
    check_actions,
    code_actions,
    coding_actions,
    golden_actions,
)
from commonground.rooms.themes.check_actions import draw, result_digest
from commonground.rooms.themes.models import (
    BlindReading,
    Check,
    Code,
    Drawn,
    Figure,
    Reading,
    Remark,
)


@pytest.fixture
def found(here: Here) -> Checked:
    """Return a check that runs on ten of 48 remarks, with the codes Housing and Youth."""
    return checked(coded(here))


@pytest.fixture
def ended(found: Checked) -> Checked:
    """Return the same once both coded: alike but for the second, which B read otherwise."""
    housing, youth = found.found.codes
    for position in range(1, 10):
        codes = [housing] if position < 5 else [youth]
        found.say("A", position, *codes)
        found.say("B", position, *([youth] if position == 2 else codes))
    found.say("A", 10, housing)  # and B leaves the last one unread
    for seat in found.seats():
        check_actions.finish_part(by=seat, about=found.check)
    return found


def figure(of: Checked, name: str) -> Figure:
    return Figure.objects.get(of=of.check, name=name)


def test_a_fifth_is_drawn_and_the_draw_can_be_made_again(found: Checked) -> None:
    check = found.check
    every = [one.pk for one in found.found.of.here.partnership.remarks.order_by("number")]

    assert (check.size, check.population, check.seed) == (10, 48, 7)
    assert [one.remark_id for one in found.drawn] == draw(every, 7)
    assert draw(every, 8) != draw(every, 7)
    entry = Entry.objects.get(verb="started", object_id=str(check.pk))
    assert check.draw_sha256 in entry.after
    assert '"seed":7' in entry.after.replace(" ", "")


def test_both_finishing_ends_it_and_freezes_what_came_out(ended: Checked) -> None:
    check = ended.check

    assert not check.is_running
    assert check.result_sha256 == result_digest(check)
    assert Entry.objects.filter(verb="ended", object_id=str(check.pk)).exists()
    whole, housing, youth = (figure(ended, name) for name in ("", "Housing", "Youth"))
    # nine were read by both: A gave Housing to four of them, B to three
    assert (housing.read, housing.given_a, housing.given_b) == (9, 4, 3)
    assert (youth.given_a, youth.given_b) == (5, 6)
    assert housing.alike == pytest.approx(8 / 9)
    # by hand: n = 18, 7 ones and 11 zeros, 2 of 18 coincidences differ: 1 - 17 * 2 / (2 * 7 * 11)
    assert housing.alpha == pytest.approx(1 - 17 * 2 / (2 * 7 * 11))
    assert whole.alpha == pytest.approx(housing.alpha)


def test_what_is_frozen_no_longer_follows_the_codebook(ended: Checked) -> None:
    before = ended.check.result_sha256
    housing = ended.found.codes[0]

    code_actions.change_code(
        by=ended.found.here.seat, about=housing, version=housing.version, name="Homes",
        definition="", example="", parent=None,
    )  # fmt: skip

    page = text_of(ended.found.here.analysts_browser.get(ended.at))
    assert "Housing" in page
    assert result_digest(ended.check) == before


def test_a_changed_answer_would_not_have_the_digest(ended: Checked) -> None:
    BlindReading.objects.filter(coder__letter="A").latest("at").codes.clear()

    assert result_digest(ended.check) != ended.check.result_sha256


def test_a_golden_theme_is_measured_by_any_of_its_codes(here: Here) -> None:
    light = coded(here)
    golden_actions.add_theme(
        by=here.seat, name="Young people", reach="cross_cutting", why="", codes=light.codes
    )
    found = checked(light)
    housing, youth = light.codes
    for position, (a, b) in enumerate(((housing, youth), (None, None)), 1):
        found.say("A", position, *([a] if a else []))
        found.say("B", position, *([b] if b else []))

    found.end()

    assert figure(found, "Young people").alpha == 1
    assert (figure(found, "Housing").alpha or 0) < 1


def test_a_check_without_anything_to_compare_says_so(found: Checked) -> None:
    found.end()

    page = text_of(found.found.here.analysts_browser.get(found.at))
    assert "undefined" in page
    assert "not known" in page


def test_the_page_lists_where_they_disagree_and_one_press_settles_it(ended: Checked) -> None:
    browser = ended.found.here.analysts_browser
    drawn = ended.drawn[1]
    at = f"{ended.at}remarks/{drawn.pk}/settle/"

    page = text_of(browser.get(ended.at))
    assert page.count('name="letters"') == 3
    assert drawn.remark.text in page
    browser.post(at, {"letters": "AB"})

    assert ended.found.carried(drawn.remark_id) == ["Housing", "Youth"]
    drawn.refresh_from_db()
    assert drawn.settled_in == Reading.objects.get(remark=drawn.remark)
    assert "Settled" in text_of(browser.get(ended.at))
    assert "was settled already" in text_of(browser.post(at, {"letters": "A"}, follow=True))
    assert Reading.objects.count() == 1


def test_many_disagreements_stand_in_pages_and_settling_leads_back_to_ones_own(
    found: Checked,
) -> None:
    housing = found.found.codes[0]
    first = found.drawn[0].remark
    held = Remark.objects.bulk_create(
        Remark(partnership=first.partnership, number=1000 + at, text=f"More {at}", kind=first.kind,
               gathering=first.gathering,
               source=f"more {at}")
        for at in range(60)
    )  # fmt: skip
    drawn = Drawn.objects.bulk_create(
        Drawn(of=found.check, remark=one, position=1000 + at) for at, one in enumerate(held)
    )
    said = {
        coder.letter: BlindReading.objects.bulk_create(
            BlindReading(coder=coder, drawn=one, version=1, at=timezone.now()) for one in drawn
        )
        for coder in found.check.coders.all()
    }
    for one in said["A"]:
        one.codes.set([housing])
    found.end()
    browser = found.found.here.analysts_browser

    second = text_of(browser.get(f"{found.at}?page=2"))

    assert ": More 59" in second
    assert ": More 49" not in second
    assert f'action="{found.at}remarks/{drawn[59].pk}/settle/?page=2"' in second
    at = f"{found.at}remarks/{drawn[59].pk}/settle/?page=2"
    assert browser.post(at, {"letters": "A"})["Location"] == f"{found.at}?page=2"
    with at_most(10):
        browser.get(found.at)


def test_settling_needs_somebodys_codes(ended: Checked) -> None:
    at = f"{ended.at}remarks/{ended.drawn[1].pk}/settle/"

    answer = ended.found.here.analysts_browser.post(at, {"letters": "C"}, follow=True)

    assert "Choose whose codes it gets" in text_of(answer)


def test_remarks_nobody_had_read_take_what_both_agree_on(ended: Checked) -> None:
    browser = ended.found.here.analysts_browser

    answer = browser.post(f"{ended.at}agreed/", follow=True)

    assert "8 remarks got their codes" in text_of(answer)
    assert ended.found.carried(ended.drawn[0].remark_id) == ["Housing"]
    assert ended.found.carried(ended.drawn[9].remark_id) == []
    assert "0 remarks" in text_of(browser.post(f"{ended.at}agreed/", follow=True))


def test_it_leaves_as_a_workbook_and_csv_without_anybodys_name(ended: Checked) -> None:
    browser = ended.found.here.analysts_browser

    book = load_workbook(io.BytesIO(browser.get(f"{ended.at}export/xlsx/").content))
    text = text_of(browser.get(f"{ended.at}export/csv/"))

    cells = {cell.value for sheet in book for row in sheet for cell in row}
    assert {"Krippendorff's alpha", "Housing", 0.7792, "not read"} <= cells
    assert text.count(",no\r\n") == 1
    both = "".join(map(str, cells)) + text
    assert ended.other.name not in both
    assert ended.found.here.analyst.name not in both
    assert browser.get(f"{ended.at}export/pdf/").status_code == 404


def test_a_coder_codes_in_a_browser_and_finishes(found: Checked) -> None:
    browser, youth = signed_in(found.other), found.found.codes[1]
    first = found.drawn[0]
    at = f"{found.at}remarks/{first.pk}/"

    answer = browser.post(at, {"version": "0", "code": [str(youth.pk)]})
    assert answer["Location"] == f"{found.at}remarks/{found.drawn[1].pk}/"
    assert " checked" in text_of(browser.get(at))
    stale = browser.post(at, {"version": "0", "code": []})
    assert stale.status_code == 409

    last = f"{found.at}remarks/{found.drawn[-1].pk}/"
    assert browser.post(last, {"version": "0"})["Location"] == found.at
    assert "Your part is finished" in text_of(browser.post(f"{found.at}finish/", follow=True))
    late = browser.post(at, {"version": "1", "code": []})
    assert late.status_code == 422
    assert "finished your part" in text_of(late)


def test_saving_the_same_twice_writes_nothing_more(found: Checked) -> None:
    youth = found.found.codes[1]
    found.say("A", 1, youth)
    found.say("A", 1, youth)

    assert Entry.objects.filter(verb="coded in a check").count() == 1
    with pytest.raises(ChangedMeanwhile):
        check_actions.code_blind(
            by=found.found.here.seat,
            about=found.check,
            drawn=found.drawn[0].pk,
            version=0,
            codes=(),
        )


def test_the_codes_stay_as_they_are_while_it_runs(found: Checked) -> None:
    housing = found.found.codes[0]

    with pytest.raises(BadInput, match="both need the same codes"):
        code_actions.retire_code(
            by=found.found.here.seat, about=housing, version=housing.version, reason="Unclear"
        )
    found.end()
    code_actions.retire_code(
        by=found.found.here.seat, about=housing, version=housing.version, reason="Unclear"
    )


def test_a_coder_cannot_change_what_a_drawn_remark_carries(found: Checked) -> None:
    drawn = found.drawn[0].remark

    with pytest.raises(BadInput, match="in a check"):
        coding_actions.code_remark(
            by=found.found.here.seat, about=drawn, version=drawn.version, codes=()
        )


def test_an_old_address_of_a_drawn_remark_leads_a_coder_into_the_check(found: Checked) -> None:
    drawn = found.drawn[0]

    answer = found.found.here.analysts_browser.get(f"{found.found.at}remarks/{drawn.remark_id}/")

    assert answer["Location"] == f"{found.at}remarks/{drawn.pk}/"


def test_another_check_can_be_made_once_one_has_ended(found: Checked) -> None:
    here = found.found.here
    with pytest.raises(BadInput, match="is running"):
        check_actions.start_check(by=here.seat, first=here.analyst, second=found.other)
    found.end()

    again = check_actions.start_check(by=here.seat, first=here.analyst, second=found.other)

    assert again.seed != 7
    assert len(check_access.checks(here.seat)) == 2
    with pytest.raises(BadInput, match="has ended"):
        check_actions.end_check(by=here.seat, about=found.check)


def test_a_check_needs_two_people_who_may_codes_and_remarks(here: Here) -> None:
    light = coded_lightly(here)
    other, reader = here.with_role(Role.CHAIR), here.with_role(Role.OVERSEER)

    def start(first: object = here.analyst, second: object = other) -> Check:
        return check_actions.start_check(by=here.seat, first=first, second=second)  # type: ignore[arg-type]

    for pair in ((other, other), (other, reader)):
        with pytest.raises(BadInput, match="two different people"):
            start(*pair)
    with pytest.raises(BadInput, match="too few remarks"):
        start()
    Code.objects.filter(pk=light.codes[0].pk).update(status="retired", reason="Unclear")
    with pytest.raises(BadInput, match="no codes yet"):
        start()


def test_the_form_asks_for_two_different_people(found: Checked) -> None:
    found.end()
    one = str(found.other.pk)

    answer = found.found.here.analysts_browser.post(
        f"{found.found.at}checks/start/", {"first": one, "second": one}
    )

    assert "Choose two different people" in text_of(answer)
