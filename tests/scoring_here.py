"""Gets at the links to score of the demo's open round, as an assessor would: from their e-mail."""

import re

from browser_here import Installation
from playwright.sync_api import Page


def open_round(page: Page) -> str:
    """Go to the demo's open round, as whoever is signed in; return where it is."""
    page.goto("/")
    rounds = page.get_by_role("link", name="Consultation").first.get_attribute("href") or ""
    page.goto(rounds)
    page.get_by_role("link", name="Second look").click()
    return page.url


def links_to_score(page: Page, here: Installation) -> list[str]:
    """Invite everybody to the demo's open round, unless that was done, and return their links."""
    at = open_round(page)
    page.goto(f"{at}invite/")
    send = page.get_by_role("button", name=re.compile("^Send .* invitation"))
    if send.count():
        with page.expect_navigation():
            send.click()
    letters = (one.read_text(encoding="utf-8") for one in sorted((here.home / "mail").iterdir()))
    return re.findall(r"(/score/\S+)", "".join(letters))
