"""Follows the links of pages as somebody would who looks at everything."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

FILES = re.compile(r"/(template|export|download)s?/|\.(csv|xlsx|json)$")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")


def kind_of(address: str) -> str:
    """Return what pages of one kind share, such as the pages of all members."""
    return IDS.sub("ID", urlsplit(address).path)


def pages_from(page: Page, start: str) -> Iterator[tuple[str, int]]:
    """Follow every link; yield the address and status of a page of each kind, while it is open."""
    seen: set[str] = set()
    waiting = [urljoin(page.url, start)]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen or FILES.search(kind):
            continue
        seen.add(kind)
        answer = page.goto(address)
        waiting += _links_in(page)
        yield address, answer.status if answer else 0


def _links_in(page: Page) -> list[str]:
    """Return the addresses on our own host that a page leads to."""
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    whole = [urljoin(page.url, href) for href in hrefs]
    return [one for one in whole if urlsplit(one).netloc == urlsplit(page.url).netloc]
