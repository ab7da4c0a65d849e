"""Coding the demo's remarks from the keyboard, and undoing it."""

import pytest
from browser_here import faults_of, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def number_of(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_remarks_are_coded_from_one_field_and_the_last_is_undone(page: Page) -> None:
    sign_in(page, "Analyst")
    page.get_by_role("link", name="Golden themes").first.click()
    page.get_by_role("button", name="Remarks", exact=True).click()
    page.get_by_label("Code", exact=True).select_option("unread")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Read and code these").click()
    field = page.get_by_label("Type part of a code or its number")
    expect(field).to_be_focused()
    assert faults_of(page) == []

    first = number_of(page)
    page.keyboard.type("ment")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Given: Mental health")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Taken away:")
    expect(page.get_by_label("Mental health")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(first)
    expect(field).to_be_focused()

    page.get_by_role("button", name="Undo my last coding").click()
    expect(page.locator("h1")).to_have_text(first)
    expect(page.get_by_label("Mental health")).not_to_be_checked()
