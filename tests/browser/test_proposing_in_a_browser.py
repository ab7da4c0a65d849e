"""From asking a partner to an issue on the list: by an e-mail, on a phone, where no script runs."""

import re

import pytest
from browser_here import Installation, Visit, faults_of, send, sign_in
from playwright.sync_api import expect
from proposing_here import ask_oneself, propose

pytestmark = pytest.mark.browser

NAME = "Gulls that steal food"


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
