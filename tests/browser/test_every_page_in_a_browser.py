"""Every page that an analyst can come to by its links: axe finds nothing, and all of it fits."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from browser_here import faults_of, follow, make_partnership, send, sign_in
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FILES = re.compile(r"/(template|export|download)s?/|\.(csv|xlsx|json)$")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")


def kind_of(address: str) -> str:
    """Return what pages of one kind share, such as the pages of all members."""
    return IDS.sub("ID", urlsplit(address).path)


def links_in(page: Page) -> list[str]:
    """Return the addresses on our own host that a page leads to."""
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    whole = [urljoin(page.url, href) for href in hrefs]
    return [one for one in whole if urlsplit(one).netloc == urlsplit(page.url).netloc]


def look_from(page: Page, start: str) -> dict[str, list[str]]:
    """Follow every link from a page; return what is wrong with one page of each kind."""
    found: dict[str, list[str]] = {}
    waiting = [urljoin(page.url, start)]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in found or FILES.search(kind):
            continue
        answer = page.goto(address)
        status = answer.status if answer else 0
        found[kind] = faults_of(page) + ([] if status == 200 else [f"answers {status}"])
        waiting += links_in(page)
    return found


def test_every_page_an_analyst_can_come_to(page: Page) -> None:
    sign_in(page, "Analyst")

    found = look_from(page, "/")

    assert {kind: faults for kind, faults in found.items() if faults} == {}
    assert {
        "/", "/p/ID/issues/", "/p/ID/agencies/", "/p/ID/agencies/ID/change/", "/p/ID/people/",
        "/p/ID/people/ID/", "/p/ID/people/import/", "/p/ID/partnership/", "/p/ID/audit/",
        "/account/", "/status/", "/p/ID/issues/themes/", "/p/ID/issues/themes/ID/merge/",
        "/p/ID/issues/proposals/", "/p/ID/issues/proposals/ID/", "/p/ID/issues/proposals/ask/",
        "/p/ID/issues/proposals/asked/", "/p/ID/issues/proposals/ID/accept/",
    } <= set(found)  # fmt: skip


def test_every_page_without_an_account(page: Page) -> None:
    page.goto("/")

    found = look_from(page, "/")
    for more in ("/link/altered/", "/propose/altered/", "/nowhere/"):
        page.goto(more)
        found[more] = faults_of(page)

    assert {kind: faults for kind, faults in found.items() if faults} == {}
    assert "/account/password/reset/" in found


def test_a_name_as_long_as_may_be_fits_wherever_it_stands(page: Page) -> None:
    word = "Antisocialbehaviourpreventionandreductionpartnership"
    name = f"{word} {word} and the Northern Boroughs' Resilience {word}"[:149]
    make_partnership(page, name)
    found = {"after making it": faults_of(page)}
    for place, start in (
        ("Agencies", "Add an agency"), ("People", "Add somebody"), ("Issues", "Add an issue"),
    ):  # fmt: skip
        follow(page, place)
        page.get_by_role("button", name=start).click()
        page.fill("#id_name", name)
        for box in ("input[name=roles]", "input[name=origin]"):
            if page.locator(box).count():
                page.locator(box).first.check()
        send(page)
        found[f"after {start}"] = faults_of(page)
        follow(page, place)
        found[place] = faults_of(page)
        with page.expect_navigation():
            page.locator("tbody th a").last.click()
        found[f"one of {place}"] = faults_of(page)

    assert {page: faults for page, faults in found.items() if faults} == {}
    assert len(found) == 10


def test_the_checks_find_what_is_wrong(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        "document.querySelector('main').innerHTML ="
        ' \'<img src="data:,"><div class="cg-marking" id="wide">wide</div>\''
    )
    page.evaluate("document.getElementById('wide').style.width = '1000px'")

    found = faults_of(page)

    assert [one.partition(":")[0] for one in found] == [
        "image-alt", "page-has-heading-one", "640 px", "360 px", "320 px",
    ]  # fmt: skip
