"""An analyst's work as they do it: by mouse, by keyboard, and where no script runs."""

from pathlib import Path

import pytest
from browser_here import Visit, faults_of, send, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def make_partnership(page: Page, name: str) -> None:
    """Make a partnership as the operator; its list of agencies is shown after it."""
    sign_in(page, "Operator")
    page.goto("/partnerships/new/")
    page.fill("#id_name", name)
    page.fill("#id_area", "Anyshire")
    page.fill("#id_board_kind", "Community safety board")
    send(page)


def follow(page: Page, place: str) -> None:
    """Go to a place of the navigation."""
    page.locator(".govuk-service-navigation").get_by_role("link", name=place, exact=True).click()


def test_a_partnership_is_created_and_people_are_brought_in(page: Page, tmp_path: Path) -> None:
    make_partnership(page, "Anyshire Partnership")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Anyshire Partnership")
    follow(page, "People")
    page.get_by_role("button", name="Import from a spreadsheet").click()
    people = tmp_path / "people.csv"
    people.write_text("Name,E-mail,Agency,Roles\nAda,not an address,Fire,Assessor\n")
    choose(page, people)
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        "people.csv, row 2, column B (E-mail)"
    )
    assert faults_of(page) == []

    people.write_text("Name,E-mail,Agency,Roles\nAda,ada@example.org,Fire,Assessor\n")
    choose(page, people)
    expect(page.locator("tbody tr")).to_contain_text("New")
    assert faults_of(page) == []
    page.get_by_role("button", name="Import them").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tick to add the new agencies")
    assert faults_of(page) == []
    page.get_by_label("Add these agencies").check()
    page.get_by_role("button", name="Import them").click()

    expect(page.locator("tbody")).to_contain_text("Ada")
    follow(page, "Audit")
    expect(page.locator("main")).to_contain_text("Fire")


def choose(page: Page, path: Path) -> None:
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Look at every row").click()


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
