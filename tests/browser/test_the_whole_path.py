"""An analyst's first week: two inboxes full of faults become a list that everybody can follow."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from browser_here import faults_of, follow, make_partnership, send
from pilot_files import FAILED_FORMULA, Sheet, issues_sheet, people_sheet
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PLACE = re.compile(r"row (\d+), column \w+ \((\w+)\)")
ISSUES = issues_sheet()
PEOPLE = people_sheet()
FAULTY_ISSUES = {
    (3, "issue"): "",
    (10, "issue"): ISSUES.cell(9, "issue"),
    (17, "issue"): "x" * 201,
    (24, "issue"): FAILED_FORMULA,
    (31, "theme"): ISSUES.cell(31, "theme").upper(),
    (38, "theme"): "y" * 101,
    (45, "theme"): FAILED_FORMULA,
    (52, "description"): FAILED_FORMULA,
    (59, "source"): "a friend of a friend",
    (66, "source"): f"meeting ({'z' * 301})",
    (73, "tags"): "spaceships",
    (80, "tags"): "drugs; cyber; 31 June",
    (107, "issue"): ISSUES.cell(2, "issue").lower(),
}
"""What is planted in the list of issues; each is told of by this row and column."""
FAULTY_PEOPLE = {
    (3, "name"): "",
    (10, "email"): "not an address",
    (17, "email"): PEOPLE.cell(16, "email").upper(),
    (24, "roles"): "Assessor; captain",
    (31, "way"): "by 31 June",
    (38, "agency"): PEOPLE.cell(38, "agency").upper(),
    (45, "role"): "x" * 151,
    (52, "agency"): FAILED_FORMULA,
    (59, "name"): FAILED_FORMULA,
    (66, "name"): "y" * 151,
    (73, "email"): "one@example.org, two@example.org",
    (157, "role"): FAILED_FORMULA,
}


def press(page: Page, selector: str) -> None:
    """Press a button, and wait for the page that follows: lists are read from it at once."""
    with page.expect_navigation():
        page.locator(selector).click()


def choose(page: Page, path: Path) -> None:
    page.set_input_files("input[type=file]", path)
    press(page, "form:has(input[type=file]) button[type=submit]")


def told(page: Page) -> set[tuple[int, str]]:
    """Return the row and column of every fault in the list at the top of a preview."""
    lines = page.locator(".govuk-error-summary__list li").all_inner_texts()
    places = [PLACE.search(line) for line in lines]
    assert all(places), lines
    return {(int(one[1]), one[2]) for one in places if one}


def count_on(page: Page, noun: str) -> int:
    """Return how many a list says there are."""
    found = page.get_by_text(re.compile(rf"^\d+ {noun}\b")).inner_text()
    return int(found.split()[0])


def record_length(page: Page) -> int:
    follow(page, "Audit")
    return count_on(page, "entr(y|ies)")


def open_import(page: Page, place: str) -> None:
    follow(page, place)
    page.get_by_role("button", name="Import from a spreadsheet").click()


def bring_in(page: Page, place: str, sheet: Sheet, faults: dict[tuple[int, str], str],
             path: Path) -> None:  # fmt: skip
    """Choose a file with faults, see each of them and nothing written; mend it; look again."""
    before = record_length(page)
    open_import(page, place)
    choose(page, sheet.with_cells(faults).save(path))
    assert told(page) == set(faults)
    expect(page.get_by_role("button", name="Import them")).to_have_count(0)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    # the list leads to the row, where the same is said again
    page.locator(".govuk-error-summary__list a").last.click()
    expect(page.locator(f"#row-{max(faults)[0]}")).to_be_in_viewport()
    assert faults_of(page) == []
    assert record_length(page) == before

    open_import(page, place)
    choose(page, sheet.save(path))
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    expect(page.locator("tbody tr")).to_have_count(len(sheet.rows))
    assert faults_of(page) == []


def bring_people_in(page: Page, folder: Path) -> None:
    bring_in(page, "People", PEOPLE, FAULTY_PEOPLE, folder / "people.xlsx")
    page.get_by_role("button", name="Import them").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tick to add the new agencies")
    assert faults_of(page) == []
    page.locator("#id_add_agencies").check()
    page.get_by_role("button", name="Import them").click()
    assert count_on(page, "people") == len(PEOPLE.rows) + 1


def bring_issues_in(page: Page, folder: Path) -> None:
    follow(page, "Issues")
    assert faults_of(page) == []
    sheet = ISSUES.with_column("tags", "drugs")
    path = folder / "issues.xlsx"
    open_import(page, "Issues")
    choose(page, sheet.without_column("issue").save(path))
    expect(page.locator(".govuk-error-summary")).to_contain_text("issue")
    expect(page.locator("#id_file-error, .govuk-error-message")).to_be_visible()
    assert faults_of(page) == []

    bring_in(page, "Issues", sheet, FAULTY_ISSUES, path)
    page.get_by_role("button", name="Import them").click()
    assert count_on(page, "issues") == len(ISSUES.rows)


def find(page: Page, **wanted: str) -> list[str]:
    """Fill in the form above the list of issues, and return the names that it then shows."""
    follow(page, "Issues")
    for name, text in wanted.items():
        field = page.locator(f"#id_{name}")
        if name == "q":
            field.fill(text)
        else:
            field.select_option(text)
    press(page, "form[role=search] button")
    return page.locator("tbody th a").all_inner_texts()


def change_every_issue(page: Page) -> None:
    """Tick the whole list, and give all of it a tag."""
    page.locator("tbody").evaluate(
        "all => all.querySelectorAll('input').forEach(one => one.click())"
    )
    page.get_by_role("button", name="Change theme or tags").click()
    expect(page.locator("main li").filter(has=page.locator("a"))).to_have_count(len(ISSUES.rows))
    page.locator("input[name=add_tags][value=cyber]").check()
    assert faults_of(page) == []
    send(page)
    expect(page.locator(".govuk-notification-banner")).to_contain_text(str(len(ISSUES.rows)))


def say_why(page: Page, reason: str) -> None:
    page.fill("#id_reason", reason)
    send(page)


def open_issue(page: Page, name: str) -> None:
    find(page, q=name)
    page.get_by_role("link", name=name, exact=True).click()


def merge(page: Page, names: Iterable[str], whole: str) -> None:
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.get_by_role("button", name="Merge into one").click()
    page.fill("#id_name", whole)
    say_why(page, "Nobody could tell them apart.")
    expect(page.locator("h1")).to_have_text(whole)
    assert faults_of(page) == []


def split(page: Page, name: str, parts: Iterable[str]) -> None:
    open_issue(page, name)
    page.get_by_role("button", name="Split").click()
    page.fill("#id_names", "\n".join(parts))
    say_why(page, "They are two.")
    assert faults_of(page) == []


def retire(page: Page, name: str) -> None:
    open_issue(page, name)
    page.get_by_role("button", name="Retire").click()
    say_why(page, "Not seen for ten years.")
    assert faults_of(page) == []


def test_from_two_inboxes_to_a_list_that_everybody_can_follow(page: Page, tmp_path: Path) -> None:
    make_partnership(page, "Anyshire Partnership")
    bring_people_in(page, tmp_path)
    bring_issues_in(page, tmp_path)
    first, second, third, fourth = (ISSUES.cell(row, "issue") for row in (2, 3, 4, 5))
    whole, parts = "Violence of any kind", {f"{third} at night", f"{third} by day"}
    find(page)
    change_every_issue(page)
    merge(page, (first, second), whole)
    split(page, third, parts)
    retire(page, fourth)

    # each is found again: what is live by its name, what ended by what became of it
    assert find(page, q="violence of any") == [whole]
    assert set(find(page, q=third.upper())) == parts
    assert set(find(page, status="merged")) == {first, second}
    assert find(page, status="split") == [third]
    assert find(page, status="retired") == [fourth]
    assert len(find(page, status="all")) == count_on(page, "issues") == len(ISSUES.rows) + 3
    assert find(page, q="no such issue") == []
    assert faults_of(page) == []
    find(page, status="merged")
    page.get_by_role("link", name=first, exact=True).click()
    expect(page.locator("main")).to_contain_text("Nobody could tell them apart.")
    page.get_by_role("link", name=whole).click()

    # who did it, by object and by person
    page.get_by_role("link", name="Who changed what").click()
    expect(page.locator("tbody tr").first).to_contain_text(whole)
    assert count_on(page, "entr(y|ies)") < 5
    assert faults_of(page) == []
    page.locator("tbody tr").first.get_by_role("link", name="Operator").click()
    expect(page.locator("main")).to_contain_text(fourth)
    assert count_on(page, "entries") > len(ISSUES.rows) + 2 * len(PEOPLE.rows)


def test_a_date_that_is_none_is_refused_where_it_stands(page: Page) -> None:
    make_partnership(page, "Dated")
    follow(page, "People")
    page.locator("tbody th a").first.click()
    page.get_by_role("button", name="Give a role").click()
    page.locator("input[type=radio]").first.check()
    page.fill("#id_since", "31/6/2026")
    send(page)

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#id_since-error")).to_be_visible()
    expect(page.locator("#id_since")).to_have_value("31/6/2026")
    assert faults_of(page) == []
