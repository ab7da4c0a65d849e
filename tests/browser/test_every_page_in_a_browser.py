"""Pages without an account and with long names: axe finds nothing, and all of it fits."""

from http.client import OK

import pytest
from browser_here import faults_of, follow, make_partnership, send
from links_here import kind_of, pages_from
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_every_page_without_an_account(page: Page) -> None:
    page.goto("/")

    found = {
        kind_of(address): faults_of(page) + ([] if status == OK else [f"answers {status}"])
        for address, status in pages_from(page, "/")
    }
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
