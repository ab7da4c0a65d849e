"""An analyst's work as they do it: by mouse, by keyboard, and where no script runs."""

from pathlib import Path

import pytest
from browser_here import Visit, follow, make_partnership, send, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    """Return the id of what has the focus, or its text where it has none."""
    told: str = page.evaluate("document.activeElement.id || document.activeElement.innerText")
    return told.strip()


def test_a_form_is_filled_in_by_keyboard_alone(page: Page) -> None:
    make_partnership(page, "By keyboard")
    page.get_by_role("button", name="Add an agency").click()
    keys = page.keyboard
    # as on a page that was just opened, whatever was pressed to come here
    page.goto(page.url)

    keys.press("Tab")
    assert focused(page) == "Skip to main content"
    expect(page.locator(".govuk-skip-link")).to_be_in_viewport()
    keys.press("Enter")
    assert focused(page) == "main-content"
    order = []
    for _ in range(4):
        keys.press("Tab")
        order.append(focused(page))
    assert order == ["id_name", "id_parent", "id_counts_as", "Add the agency"]

    for _ in range(3):
        keys.press("Shift+Tab")
    keys.type("Typed Agency")
    keys.press("Enter")
    expect(page.locator("tbody")).to_contain_text("Typed Agency")


def test_where_no_script_runs_a_list_is_brought_in_and_two_of_it_are_merged(
    visit: Visit, tmp_path: Path
) -> None:
    with visit(scripts=False) as page:
        make_partnership(page, "A list without scripts")
        follow(page, "Issues")
        page.get_by_role("button", name="Import from a spreadsheet").click()
        for first in ("", "Knife crime"):
            path = tmp_path / "issues.csv"
            path.write_text(f"issue,theme\n{first},Violence\nGun crime,Violence\n")
            page.set_input_files("input[type=file]", path)
            with page.expect_navigation():
                page.get_by_role("button", name="Look at every row").click()
            has_fault = page.locator(".govuk-error-summary").count() == 1
            assert has_fault is (first == "")
        page.get_by_role("button", name="Import them").click()
        for name in ("Gun crime", "Knife crime"):
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("button", name="Merge into one").click()
        page.fill("#id_reason", "They go together.")
        send(page)

        expect(page.locator("main")).to_contain_text("What it was before")


def test_a_list_is_searched_and_two_of_it_are_ticked_by_keyboard_alone(page: Page) -> None:
    sign_in(page, "Analyst")
    follow(page, "Issues")
    keys = page.keyboard
    page.locator("#id_q").focus()

    keys.type("crime")
    with page.expect_navigation():
        keys.press("Enter")
    page.locator("tbody input").first.focus()
    keys.press("Space")
    for _ in range(2):  # past the name of the first
        keys.press("Tab")
    keys.press("Space")
    page.get_by_role("button", name="Merge into one").focus()
    with page.expect_navigation():
        keys.press("Enter")

    expect(page.locator("h1")).to_have_text("Merge issues into one")
    expect(page.locator("main li")).to_have_count(2)


def test_where_no_script_runs_an_agency_is_added_and_changed(visit: Visit) -> None:
    with visit(scripts=False) as page:
        make_partnership(page, "Without scripts")
        page.get_by_role("button", name="Add an agency").click()
        send(page)
        expect(page.locator(".govuk-error-summary")).to_contain_text("Enter: name")
        page.fill("#id_name", "Plain Agency")
        send(page)
        page.get_by_role("link", name="Plain Agency").click()
        page.get_by_role("button", name="Change").click()
        page.fill("#id_name", "Plainer Agency")
        send(page)

        expect(page.locator("h1")).to_have_text("Plainer Agency")
