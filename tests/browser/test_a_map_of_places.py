"""The map by keyboard: list, slider and address; without a script; nothing asked of elsewhere."""

import re

import pytest
from browser_here import Visit, faults_of, follow, sign_in
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
DRAWN = "#map[data-drawn]"
AREAS = 659


def come_to_the_map(page: Page) -> None:
    sign_in(page, "Analyst")
    follow(page, "Places")


def lit(page: Page) -> int:
    """Return how many shapes of the map are drawn as those that the list lights."""
    return page.locator("#map path[stroke='#d4351c']").count()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('tr')?.dataset.code ?? ''"))


def test_the_list_lights_the_map_by_keyboard(page: Page) -> None:
    come_to_the_map(page)
    page.wait_for_selector(DRAWN)

    assert page.locator("#map path.leaflet-interactive").count() == AREAS
    assert page.locator("#areas button[tabindex='0']").count() == 1
    page.locator("#areas button[tabindex='0']").focus()
    first = focused(page)
    page.keyboard.press("ArrowDown")
    second = focused(page)
    assert second not in ("", first)
    assert lit(page) == 1
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert focused(page) == first
    page.keyboard.press("Enter")
    assert f"area={first}" in page.url
    expect(page.locator("#told")).to_contain_text("Incidents: 5,625")
    page.reload()
    expect(page.locator("#areas tr[aria-current]")).to_have_attribute("data-code", first)


def test_an_area_that_is_chosen_on_the_map_is_gone_to_in_the_list(page: Page) -> None:
    come_to_the_map(page)
    page.wait_for_selector(DRAWN)

    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    code = focused(page)
    assert re.fullmatch(r"E01[0-9]{6}", code)
    expect(page.locator("#areas tr[aria-current]")).to_be_in_viewport()


def test_the_slider_goes_from_month_to_month_by_keyboard(page: Page) -> None:
    come_to_the_map(page)
    page.wait_for_selector(DRAWN)

    page.locator("#month").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#month-told")).to_have_text("February 2026")
    assert "first=2026-02&last=2026-02" in page.url
    page.keyboard.press("Home")
    expect(page.locator("#month-told")).to_have_text("May 2023 (in part)")
    expect(page.locator("#legend")).to_contain_text(f"No figure: {AREAS} areas")
    page.get_by_role("button", name="The whole period again").click()
    expect(page.locator("h1")).to_have_text("Incidents, April 2025 to March 2026")


@pytest.mark.parametrize("query", ["", "?show=rate", "?show=spots", "?show=change"])
def test_the_page_is_sound_at_every_width(page: Page, query: str) -> None:
    come_to_the_map(page)
    page.goto(page.url + query)
    page.wait_for_selector(DRAWN)

    assert faults_of(page) == []


def test_without_a_script_the_picture_and_the_form_do_the_same(visit: Visit) -> None:
    with visit(scripts=False) as page:
        come_to_the_map(page)
        page.set_viewport_size(PHONE)
        picture = page.locator(".cg-places__picture")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.complete && image.naturalWidth") == 800
        page.select_option("#id_first", "2026-02")
        page.select_option("#id_last", "2026-02")
        with page.expect_navigation():
            page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("h1")).to_have_text("Incidents, February 2026")
        with page.expect_navigation():
            page.locator("#areas button").first.click()
        expect(page.locator("#told")).to_contain_text("Incidents:")
