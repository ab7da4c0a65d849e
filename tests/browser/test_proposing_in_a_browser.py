"""From asking a partner to an issue on the list: by an e-mail, on a phone, where no script runs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from browser_here import Installation, Visit, faults_of, send, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NAME = "Gulls that steal food"


def ask_oneself(page: Page, here: Installation) -> str:
    """Send the analyst a link to propose, and return its address."""
    page.locator("a[href$='/issues/']").first.click()
    page.get_by_role("button", name="Ask partners for issues").click()
    assert faults_of(page) == []
    page.fill("#id_until", f"{datetime.now(UTC) + timedelta(days=20):%d/%m/%Y}")
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


def test_a_partner_proposes_without_account_or_script_and_reads_what_became_of_it(
    visit: Visit, installed: Installation
) -> None:
    with visit() as analyst, visit(scripts=False) as partner, visit() as looking:
        sign_in(analyst, "Analyst")
        address = ask_oneself(analyst, installed)

        partner.goto(address)
        propose(partner, NAME)
        expect(partner.locator("main")).to_contain_text("Thank you.")
        propose(partner, "Burglary of dwellings")
        expect(partner.locator("h1")).to_have_text("Is it on the list already?")
        partner.get_by_label("“Dwelling Burglary”").check()
        send(partner)
        expect(partner.locator("main")).to_contain_text("Your evidence on an issue of the list")

        for rest in ("", "add/"):
            looking.goto(address + rest)
            assert faults_of(looking) == []

        analyst.goto("/")
        analyst.get_by_role("link", name=re.compile("proposals wait")).click()
        analyst.get_by_role("link", name=NAME).click()
        analyst.get_by_role("button", name="Put it on the list").click()
        send(analyst)
        partner.goto(address)
        expect(partner.locator("main")).to_contain_text(f"On the list as: {NAME}")
