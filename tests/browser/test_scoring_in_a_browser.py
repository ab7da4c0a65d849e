"""Scoring on a phone: saved as it is filled in, without a connection, a mouse or a script."""

import re
from collections.abc import Iterator

import pytest
from browser_here import Installation, Visit, faults_of, sign_in
from playwright.sync_api import Locator, Page, ViewportSize, expect
from scoring_here import links_to_score

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def links(visit: Visit, installed: Installation) -> Iterator[list[str]]:
    """Return links of assessors; each test takes another, so that none meets another's scores."""
    with visit() as analyst:
        sign_in(analyst, "Analyst")
        yield links_to_score(analyst, installed)


@pytest.fixture
def page_of_scores(page: Page, links: list[str]) -> Page:
    """Return a phone that shows the first issue of an assessor who has scored nothing."""
    page.set_viewport_size(PHONE)
    while True:
        page.goto(links.pop())
        if page.locator(".govuk-tag--grey").count() > 2:
            break
    page.goto(f"{page.url}3/")
    page.get_by_role("button", name="Save and go on").wait_for()
    if page.get_by_role("button", name="Take these scores back").count():
        page.get_by_role("button", name="Take these scores back").click()
        page.wait_for_load_state()
    return page


def first_questions(page: Page) -> list[str]:
    """Return the names of the page's questions."""
    radios = page.locator("input[type=radio][value='0']").all()
    return [one.get_attribute("name") or "" for one in radios]


def level(page: Page, question: str, at: int) -> Locator:
    return page.locator(f"input[name='{question}'][value='{at}']")


def choose(page: Page, question: str, at: int) -> None:
    level(page, question, at).check()


def state(page: Page) -> Locator:
    return page.locator("form[data-score] [data-state]")


def test_it_is_saved_as_it_is_filled_in(page_of_scores: Page) -> None:
    page = page_of_scores
    first, second, *_others = first_questions(page)
    choose(page, first, 1)
    expect(state(page)).to_have_text("Saved")
    page.locator("summary", has_text="Remark").first.click()
    page.locator("input[name^=remark]").first.fill("Seen every week")
    expect(state(page)).to_have_text("Saved")
    choose(page, second, 0)
    expect(page.locator("[data-answered]")).to_have_text("2")
    page.wait_for_timeout(600)
    expect(state(page)).to_have_text("Saved")

    page.reload()

    expect(level(page, first, 1)).to_be_checked()
    expect(level(page, second, 0)).to_be_checked()
    expect(page.locator("input[name^=remark]").first).to_have_value("Seen every week")
    assert faults_of(page) == []


def test_answers_given_one_after_another_are_sent_together(page_of_scores: Page) -> None:
    page = page_of_scores
    sent: list[str] = []
    page.on(
        "request", lambda one: sent.append(one.post_data or "") if one.method == "POST" else None
    )
    first, second, third, *_others = first_questions(page)
    for question in (first, second):
        choose(page, question, 1)
    expect(state(page)).to_have_text("Saved")
    choose(page, third, 1)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"
    )
    page.wait_for_timeout(500)

    assert [one.count("&score-") + one.startswith("score-") for one in sent] == [2, 1]
    assert faults_of(page) == []


def test_nothing_is_lost_without_a_connection(page_of_scores: Page) -> None:
    page = page_of_scores
    first, second, third, *_others = first_questions(page)
    page.context.set_offline(True)
    choose(page, first, 2)
    expect(state(page)).to_have_text("Not saved yet, will try again")
    choose(page, second, 1)
    page.context.set_offline(False)
    expect(state(page)).to_have_text("Saved")

    # the phone is put away before the connection is back
    page.context.set_offline(True)
    choose(page, third, 0)
    expect(state(page)).to_have_text("Not saved yet, will try again")
    address = page.url
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto(address)

    for question, at in ((first, 2), (second, 1), (third, 0)):
        expect(level(again, question, at)).to_be_checked()
    # sent by this page, or by the one before as it closed
    for _tenth in range(200):
        if not again.evaluate("localStorage.length"):
            break
        again.wait_for_timeout(100)
    assert not again.evaluate("localStorage.length")
    again.reload()
    expect(level(again, third, 0)).to_be_checked()


def test_what_one_page_could_not_send_is_sent_by_another_of_the_same_link(
    page_of_scores: Page,
) -> None:
    page = page_of_scores
    first, *_others = first_questions(page)
    address = page.url
    page.context.set_offline(True)
    choose(page, first, 1)
    expect(state(page)).to_have_text("Not saved yet, will try again")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)

    with again.expect_response(lambda answer: answer.request.method == "POST"):
        again.goto(re.sub(r"3/$", "", address))

    assert again.evaluate("Object.keys(localStorage).length") == 0
    again.goto(address)
    expect(level(again, first, 1)).to_be_checked()


def test_pressing_twice_goes_one_page_on(page_of_scores: Page) -> None:
    page = page_of_scores
    first, *_others = first_questions(page)
    choose(page, first, 1)

    page.get_by_role("button", name="Save and go on").dblclick()

    page.wait_for_url("**/4/")
    page.go_back()
    expect(level(page, first, 1)).to_be_checked()


def test_a_button_that_is_pressed_without_a_connection_goes_on_when_it_is_back(
    page_of_scores: Page,
) -> None:
    page = page_of_scores
    first, *_others = first_questions(page)
    page.context.set_offline(True)
    choose(page, first, 1)
    page.get_by_role("button", name="Save and go on").click()
    expect(state(page)).to_have_text("Not saved yet, will try again")

    page.context.set_offline(False)

    page.wait_for_url("**/4/")


def test_two_windows_leave_what_was_saved_last_and_say_so(page_of_scores: Page) -> None:
    page = page_of_scores
    first, second, *_others = first_questions(page)
    other = page.context.new_page()
    other.goto(page.url)
    choose(page, first, 1)
    expect(state(page)).to_have_text("Saved")

    choose(other, first, 2)
    expect(state(other)).to_contain_text("what you saved last stands")
    choose(page, second, 0)

    expect(state(page)).to_have_text("Changed in another window, and shown here now")
    expect(level(page, first, 2)).to_be_checked()


def test_a_whole_page_is_answered_by_keyboard_alone(page_of_scores: Page) -> None:
    page = page_of_scores
    questions = first_questions(page)
    page.locator("h1").click()
    reached: set[str] = set()
    for _press in range(60):
        page.keyboard.press("Tab")
        name, role = page.evaluate(
            "[document.activeElement.name || '', document.activeElement.type || '']"
        )
        if role == "radio" and name not in reached:
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            reached.add(name)
        if role == "submit":
            break

    assert reached == set(questions)
    page.keyboard.press("Enter")
    page.wait_for_url("**/4/")
    page.go_back()
    for question in questions:
        expect(level(page, question, 1)).to_be_checked()


def test_every_answer_can_be_reached_by_a_thumb(page_of_scores: Page) -> None:
    boxes = page_of_scores.locator(".cg-level__label, .cg-more > summary, button.govuk-button")

    sizes = [one.bounding_box() for one in boxes.all()]

    assert all(one and one["height"] >= 44 and one["width"] >= 44 for one in sizes)
    height = page_of_scores.evaluate("document.documentElement.scrollHeight")
    assert height < 2300


def test_it_works_without_script_from_the_first_page_to_the_last_button(
    visit: Visit, links: list[str]
) -> None:
    with visit(scripts=False) as page:
        page.set_viewport_size(PHONE)
        page.goto(links.pop())
        start = page.url
        page.locator("ol a").last.click()
        for question in first_questions(page):
            choose(page, question, 0)
        page.get_by_role("button", name="Save and finish").click()
        expect(page.locator("ol li").last).to_contain_text("Done")
        page.locator("ol a").last.click()
        page.get_by_role("button", name="Take these scores back").click()
        page.goto(start)
        expect(page.locator("ol li").last).not_to_contain_text("Done")
