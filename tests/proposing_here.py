"""What an analyst and a partner do in a browser to propose an issue by a personal link."""

import re
from datetime import UTC, datetime, timedelta

from browser_here import Installation, faults_of, send
from playwright.sync_api import Page, expect


def ask_oneself(page: Page, here: Installation) -> str:
    """Send the analyst a link to propose, and return its address."""
    page.locator("a[href$='/issues/']").first.click()
    page.get_by_role("button", name="Ask partners for issues").click()
    expect(page.locator("h1")).to_have_text("Ask partners for issues")
    assert faults_of(page) == []
    page.fill("#id_until", f"{datetime.now(UTC) + timedelta(days=20):%d/%m/%Y}")
    page.get_by_label("Also send a new link to those who have one").check()
    page.get_by_label("The people ticked below").check()
    page.get_by_label("Analyst", exact=True).check()
    send(page)
    expect(page.locator("h1")).to_have_text("Send 1 link?")
    assert faults_of(page) == []
    send(page)
    expect(page.locator("main")).to_contain_text("1 link was sent.")
    found = re.search(r"http://localhost:\d+/propose/\S+", here.last_mail())
    assert found
    return found[0]


def propose(page: Page, name: str) -> None:
    page.get_by_role("button", name="Propose an issue").click()
    page.fill("#id_name", name)
    page.fill("#id_evidence", "Forty people told us so.")
    page.fill("#id_source", "Letters to the council")
    send(page)
