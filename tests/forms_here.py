"""What the form of a page would send as it opens, for tests that send it on with a change."""

from html.parser import HTMLParser

from django.test import Client
from people_here import text_of


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, list[str]] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        ticked = "checked" in own or own.get("type") not in ("checkbox", "radio")
        if tag == "input" and ticked and own.get("name"):
            self.held.setdefault(own["name"], []).append(own.get("value", ""))
        elif tag == "select":
            self.select = own["name"]
        elif tag == "option" and "selected" in own:
            self.held.setdefault(self.select, []).append(own.get("value", ""))
        elif tag == "textarea":
            self.area = own["name"]
            self.held[self.area] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.held[self.area][0] += data


def filled(browser: Client, address: str) -> dict[str, list[str]]:
    """Return what the form of a page would send as it opens, by the names of its fields."""
    read = _Fields()
    read.feed(text_of(browser.get(address)).partition("<main")[2].partition("</main")[0])
    return read.held
