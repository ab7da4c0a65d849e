"""Two people at one object, and links that are over: nobody loses work, nobody is left stranded."""

import re

import pytest
from browser_here import (
    Installation,
    Visit,
    faults_of,
    follow,
    make_partnership,
    send,
    sign_in,
    sign_out,
)
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def open_an_issue(page: Page, name: str) -> None:
    sign_in(page, name)
    page.locator("a[href$='/issues/']").first.click()
    page.locator("tbody th a").first.click()
    page.get_by_role("button", name="Change").click()


def describe(page: Page, text: str) -> None:
    page.fill("#id_description", text)
    send(page)


def test_two_analysts_who_change_one_issue_choose_between_both_versions(visit: Visit) -> None:
    with visit() as one, visit() as other:
        open_an_issue(one, "Analyst")
        open_an_issue(other, "Second analyst")
        describe(one, "As the first has it.")
        describe(other, "As the second has it.")

        expect(other.locator("h1")).to_have_text("Somebody else changed this meanwhile")
        expect(other.locator("tbody")).to_contain_text("As the first has it.")
        expect(other.locator("tbody")).to_contain_text("As the second has it.")
        assert faults_of(other) == []
        one.reload()
        expect(one.locator("main")).to_contain_text("As the first has it.")
        send(other)
        expect(other.locator("main")).to_contain_text("As the second has it.")
        other.get_by_role("link", name="Who changed what").click()
        expect(other.locator("tbody tr").first).to_contain_text(
            "As the first has it. \u2192 As the second has it."
        )


def invited(page: Page, here: Installation, name: str) -> str:
    """Add somebody, send them an invitation, and return the address in it."""
    follow(page, "People")
    page.get_by_role("button", name="Add somebody").click()
    page.fill("#id_name", name)
    page.fill("#id_email", f"{name.lower()}@example.org")
    page.get_by_label("Board member").check()
    send(page)
    follow(page, "People")
    page.get_by_role("link", name=name, exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Send an invitation").click()
    found = re.search(r"http://localhost:\d+/link/\S+", here.last_mail())
    assert found is not None
    return found[0]


def expect_to_be_helped(page: Page, address: str, heading: str, next_step: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("main")).to_contain_text(next_step)
    assert faults_of(page) == []


def test_a_link_that_is_over_says_what_to_do_next(visit: Visit, installed: Installation) -> None:
    with visit() as page, visit() as theirs:
        make_partnership(page, "Inviting")
        used, withdrawn = (invited(page, installed, name) for name in ("Yara", "Zeno"))
        with page.expect_navigation():
            page.get_by_role("button", name="Withdraw").click()

        theirs.goto(used)
        assert faults_of(theirs) == []
        send(theirs)
        for field in theirs.locator("input[type=password]").all():
            field.fill("four quite odd words")
        assert faults_of(theirs) == []
        send(theirs)
        expect(theirs.get_by_role("link", name="Sign out")).to_be_visible()
        sign_out(theirs)

        expect_to_be_helped(theirs, used, "This link has been used", "If it was you, sign in.")
        ask = "Ask the person who sent it for a new one."
        expect_to_be_helped(theirs, withdrawn, "This link was withdrawn", ask)
        cut = withdrawn[:-6]
        expect_to_be_helped(theirs, cut, "This link is not complete", "copy the whole of it")
        theirs.get_by_role("link", name="Go to the sign-in page").click()
        expect(theirs.locator("#id_login")).to_be_visible()
