"""A meeting as it is held: a leader, a big screen and phones, with and without scripts."""

import re
from collections.abc import Iterator

import pytest
from browser_here import Visit, faults_of, follow, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SOON = 2_500
"""Milliseconds within which a screen follows: two seconds between askings, and the answer."""

START = re.compile("Start the meeting|Go on with the meeting")
SCORE = re.compile("Score this issue|Change my scores")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


@pytest.fixture
def leader(page: Page) -> Iterator[Page]:
    """Return the page of whoever leads the demo's meeting, which has just started."""
    sign_in(page, "Analyst")
    follow(page, "Consultation")
    page.get_by_role("link", name="Second look").click()
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("link", name="First meeting").click()
    press(page, "Lead the meeting")
    press(page, START)
    yield page
    page.goto(re.sub(r"(/meetings/[^/]+/).*", r"\1lead/", page.url))
    press(page, "End the meeting")


def code_on(page: Page) -> str:
    """Return the code to join by."""
    return page.locator("main .cg-code").first.inner_text()


def join(phone: Page, code: str, at: int) -> None:
    """Join as somebody on the list of names."""
    phone.goto("/join/")
    phone.fill("#code", code.lower())
    press(phone, "Go on")
    phone.select_option("#name", index=at)
    press(phone, "Take part")


def put_first_issue(leader: Page) -> None:
    press(leader, "Choose the first issue")
    press(leader, "Put it to the meeting")


def score(phone: Page) -> None:
    """Choose the first answer of each criterion, and save."""
    for question in phone.locator("fieldset").all():
        question.locator("input").first.check()
    press(phone, "Save and")


def reveal_something_scored(leader: Page, phone: Page) -> None:
    """Go from issue to issue until one is before the meeting that the phone may score."""
    lead = leader.url
    for _issue in range(12):
        phone.reload()
        if phone.get_by_role("button", name=SCORE).count():
            return
        leader.goto(lead.replace("/lead/", "/next/"))
        names = leader.locator("main li form button")
        with leader.expect_navigation():
            names.nth(_issue + 1).click()
    raise AssertionError("nothing that the phone is asked about was put to the meeting")


def test_a_meeting_from_the_code_to_the_reveal_on_phones_and_the_big_screen(
    leader: Page, visit: Visit
) -> None:
    faults = {"leading": faults_of(leader)}
    lead, code = leader.url, code_on(leader)
    put_first_issue(leader)
    with visit() as phone:
        phone.goto("/join/")
        faults["joining"] = faults_of(phone)
        phone.fill("#code", code)
        press(phone, "Go on")
        faults["choosing a name"] = faults_of(phone)
        join(phone, code, 1)
        reveal_something_scored(leader, phone)
        faults["waiting to score"] = faults_of(phone)
        press(phone, SCORE)
        faults["scoring"] = faults_of(phone)
        score(phone)
        screen = leader.context.new_page()
        screen.goto(lead.replace("/lead/", "/screen/"))
        expect(screen.locator(".cg-screen")).to_contain_text("1 person is here")
        faults["the big screen"] = faults_of(screen)
        leader.goto(lead)
        expect(phone.locator("main")).not_to_contain_text("Yours")

        press(leader, "Reveal the scores")

        expect(phone.locator(".cg-spread").first).to_be_visible(timeout=SOON)
        expect(screen.locator(".cg-spread").first).to_be_visible(timeout=SOON)
        expect(phone.locator(".cg-spread__level--own").first).to_contain_text("Yours")
        faults["shown, leading"] = faults_of(leader)
        faults["shown, on a phone"] = faults_of(phone)
        faults["shown, on the big screen"] = faults_of(screen)
        for name in ("agree", "here", "next", "register", "sheet", "dates", "invite"):
            screen.goto(lead.replace("/lead/", f"/{name}/"))
            faults[name] = faults_of(screen)
        screen.close()

    assert {place: found for place, found in faults.items() if found} == {}


def test_a_phone_without_scripts_takes_part_by_refreshing(leader: Page, visit: Visit) -> None:
    code = code_on(leader)
    with visit(scripts=False) as phone:
        join(phone, code, 1)
        expect(phone.locator("main")).to_contain_text("Wait here")
        put_first_issue(leader)

        with phone.expect_navigation():
            phone.get_by_role("link", name="Refresh").click()

        expect(phone.locator("h1")).not_to_contain_text("First meeting")


def test_a_second_leaders_page_says_that_the_meeting_moved_on(leader: Page) -> None:
    other = leader.context.new_page()
    other.goto(leader.url)
    put_first_issue(leader)

    expect(other.locator("#now")).to_contain_text(
        "Somebody else moved the meeting on", timeout=SOON
    )

    other.close()
