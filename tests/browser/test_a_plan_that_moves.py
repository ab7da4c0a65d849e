"""From the shortlist to the board: recommended, owned, answered on a phone, reviewed, handed on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from browser_here import Installation, Visit, faults_of, follow, send, sign_in
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 640}
ACTION = "Visit every address on the joint list within two days"
ROLE = "Head of neighbourhood homes"
PLAN = "Plan of the spring"


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def open_link(page: Page, name: str) -> None:
    """Follow a link of the page itself, and wait for where it leads."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def in_days(days: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%d/%m/%Y}"


def letters(here: Installation, who: str = "") -> list[str]:
    """Return what was written to somebody, or to everybody."""
    texts = [one.read_text(encoding="utf-8") for one in (here.home / "mail").iterdir()]
    return [one for text in texts for one in text.split("Subject: ") if f"Hello {who}" in one]


def plan_from_the_shortlist(page: Page) -> str:
    """Begin a plan, and recommend something for the first issue of its shortlist."""
    follow(page, "Plan")
    press(page, "Begin a plan")
    page.fill("#id_name", PLAN)
    page.fill("#id_starts_on", in_days(-200))
    press(page, "Begin the plan")
    plan = page.url
    press(page, "Add a recommendation")
    page.locator("input[name=strand]").first.check()
    page.fill("#id_text", "Know each address that somebody else has taken over")
    page.fill("#id_priority", "1")
    page.locator("input[name=shortlisted]").first.check()
    press(page, "Add the recommendation")
    return plan


def act(page: Page) -> tuple[str, str]:
    """Add an action that is late, led by name and by role; return its page and who."""
    press(page, "Add an action")
    page.fill("#id_text", ACTION)
    page.select_option("#id_lead_agency", index=1)
    page.fill("#id_lead_role", ROLE)
    page.select_option("#id_lead_person", index=5)
    who = page.locator("#id_lead_person option:checked").inner_text().partition(" (")[0]
    for field, days in (("starts_on", -100), ("due_on", -30), ("review_on", 5)):
        page.fill(f"#id_{field}", in_days(days))
    press(page, "Add the action")
    return page.url, who


def ask(page: Page) -> str:
    """Switch the letters on and send what is due today; return the page, where nothing is left."""
    follow(page, "Plan")
    open_link(page, PLAN)
    open_link(page, "Asking owners")
    asking = page.url
    open_link(page, "Change the rules")
    page.locator("input[name=is_on][value=on]").check()
    press(page, "Save")
    page.goto(asking)
    press(page, "Send")
    page.goto(asking)
    expect(page.get_by_text("Nothing: everybody has what they are to have.")).to_be_visible()
    return asking


def answer_on_a_phone(page: Page, address: str) -> None:
    """Say how it goes and ask for another date, without an account."""
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert faults_of(page) == []
    page.set_viewport_size(PHONE)
    open_link(page, ACTION)
    page.select_option("#id_status", "on_track")
    page.fill("#id_note", "Seventeen of twenty addresses were visited.")
    press(page, "Send")
    page.goto(address)
    open_link(page, ACTION)
    open_link(page, "Propose another date")
    page.locator("input[name=field]").first.check()
    page.fill("#id_proposed", in_days(40))
    page.fill("#id_reason", "Three addresses need a warrant first.")
    send(page)


def decide(page: Page) -> None:
    """Let the board move the date."""
    follow(page, "Plan")
    open_link(page, PLAN)
    open_link(page, "Proposed dates")
    waiting = page.locator("main h2", has_text=ACTION).locator("xpath=following::a[1]")
    with page.expect_navigation():
        waiting.click()
    page.locator("input[name=is_accepted][value=yes]").check()
    page.fill("#id_decided_by", "Community safety board")
    press(page, "Keep the decision")


def review(page: Page, action: str) -> None:
    page.goto(action)
    press(page, "Review it")
    page.fill("#id_reviewed_on", in_days(-1))
    page.fill("#id_reviewed_by", "Community safety board")
    page.fill("#id_note", "The visits began and hold.")
    page.fill("#id_next_on", in_days(80))
    press(page, "Keep the review")


def see_it_on_the_board_page(page: Page, plan: str) -> None:
    page.goto(plan)
    open_link(page, "Board page")
    moved = page.locator("main tbody tr", has_text=ACTION)
    expect(moved.filter(has_text="Not started → On track")).to_have_count(1)
    assert faults_of(page) == []


def leave(page: Page, who: str) -> None:
    """End every role of whoever led it."""
    follow(page, "People")
    page.goto(f"{page.url}?q={who.replace(' ', '+')}")
    open_link(page, who)
    open_link(page, "End")
    page.fill("#id_until", in_days(-1))
    press(page, "End the role")


def test_a_plan_from_its_shortlist_to_its_board(visit: Visit, installed: Installation) -> None:
    with visit() as desk, visit(scripts=False) as phone:
        installed.let_all_be_here_for_long()
        sign_in(desk, "Analyst")
        desk.goto("/")
        plan = plan_from_the_shortlist(desk)
        action, who = act(desk)
        ref = desk.locator("main h1").inner_text()
        asking = ask(desk)

        [letter] = letters(installed, who)
        escalated = [one for one in letters(installed) if "past a date" in " ".join(one.split())]
        assert [ACTION in one for one in escalated] == [True]
        desk.goto(f"{asking}letters/?letter=escalation")
        expect(desk.locator("main tbody tr", has_text=ref)).to_have_count(1)
        link = re.search(r"https?://\S+/answer/\S+/", letter)
        assert link is not None
        with visit() as first:
            answer_on_a_phone(first, link[0])
        phone.goto(link[0])
        expect(phone.get_by_text("On track").first).to_be_visible()

        decide(desk)
        review(desk, action)
        desk.goto(action)
        for said in (
            "Seventeen of twenty addresses were visited.", "Three addresses need a warrant first.",
            "The visits began and hold.", "On track",
        ):  # fmt: skip
            expect(desk.get_by_text(said).first).to_be_visible()
        see_it_on_the_board_page(desk, plan)
        leave(desk, who)
        desk.goto(action)
        expect(desk.get_by_text(ROLE).first).to_be_visible()
        desk.goto(plan)
        open_link(desk, "Actions of those who left")
        expect(desk.locator("main tbody tr", has_text=ACTION)).to_contain_text(ROLE)
        desk.goto(plan)
        expect(desk.get_by_text(ACTION)).to_be_visible()
        open_link(desk, "Gap matrix")
        covered = desk.locator("main dl div", has_text="Covered by live work").locator("dd")
        expect(covered).to_have_text("1")
        # the link is for whoever leads something: it says what became of it, and no more
        phone.goto(link[0])
        expect(phone.get_by_text(ACTION)).to_have_count(0)
