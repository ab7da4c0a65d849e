"""Gets at the links to score of the demo's open round, as an assessor would: from their e-mail."""

import re
from email import message_from_bytes, policy
from pathlib import Path

from browser_here import Installation
from playwright.sync_api import Page

ROUND = "Second look"
_BETWEEN_LETTERS = b"-" * 79


def open_round(page: Page) -> str:
    """Go to the demo's open round, as whoever is signed in; return where it is."""
    page.goto("/")
    rounds = page.get_by_role("link", name="Consultation").first.get_attribute("href") or ""
    page.goto(rounds)
    page.get_by_role("link", name=ROUND).click()
    return page.url


def links_to_score(page: Page, here: Installation) -> list[str]:
    """Invite everybody to the demo's open round, unless that was done, and return their links."""
    at = open_round(page)
    page.goto(f"{at}invite/")
    send = page.get_by_role("button", name=re.compile("^Send .* invitation"))
    if send.count():
        with page.expect_navigation():
            send.click()
    mails = sorted((here.home / "mail").iterdir())
    return [link for one in mails for letter in _letters(one) for link in _links(letter)]


def _letters(mails: Path) -> list[str]:
    parsed = (
        message_from_bytes(one.strip(), policy=policy.default)
        for one in mails.read_bytes().split(_BETWEEN_LETTERS)
    )
    bodies = (one.get_body() for one in parsed)
    return [one.get_content() for one in bodies if one]


def _links(letter: str) -> list[str]:
    """Return the links of a letter about this round: others may have been held here before."""
    return re.findall(r"(/score/\S+)", letter) if ROUND in letter else []
