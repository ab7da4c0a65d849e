"""Brings layers in, and looks at the pages of them, in a browser."""

from collections.abc import Callable
from http.client import OK
from pathlib import Path

from playwright.sync_api import Page

from commonground.geography.cube_facts import Kind
from commonground.geography.lookups import lsoas_of

DISTRICT = "E08000025"
"""Birmingham, of which the area is a ward: Acocks Green, where none is chosen yet."""
WARDS = f"areas/choose/wards/{DISTRICT}/?ward=E05011118"


def take_layers(page: Page, take: Callable[[str], None], folder: Path) -> None:
    """Bring in indices and a partner's counts, and take the pages of layers."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Places", exact=True).first.click()
    room = page.url
    answer = page.goto(f"{room}layers/")
    if answer is not None and answer.status != OK:
        page.goto(f"{room}{WARDS}")
        _send(page)
    codes = lsoas_of(Kind.DISTRICT, [DISTRICT])
    indices = folder / "deprivation-2025.csv"
    rows = [f"{code},{at % 10 + 1},{9.5 - at % 9}" for at, code in enumerate(codes)]
    indices.write_text("\n".join(["lsoa21_code,IMD_decile,IMD_score", *rows]) + "\n")
    page.goto(f"{room}layers/indicators/add/")
    take("places-add_indicators")
    page.set_input_files("#id_file", indices)
    _send(page)
    page.check("#keep-1")
    _send(page)
    fires = folder / "fires.csv"
    counted = [f"{code},Jan 2026,{at % 7 or '<5'}" for at, code in enumerate(codes)]
    fires.write_text("\n".join(["LSOA,Month,Attended", *counted]) + "\n")
    page.goto(f"{room}layers/counts/add/")
    take("places-add_counts")
    page.fill("#id_name", "Deliberate fires")
    page.set_input_files("#id_file", fires)
    _send(page)
    _send(page)
    page.fill("#id_source", "Fire and rescue service (invented)")
    page.fill("#id_licence", "Invented figures, for nobody to conclude anything from.")
    _send(page)
    page.goto(f"{room}layers/")
    take("places-layers")
    page.goto(f"{room}layers/vulnerability/")
    take("places-vulnerability")
    page.goto(f"{room}layers/")
    with page.expect_navigation():
        page.get_by_role("link", name="Deliberate fires").first.click()
    take("places-layer")


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form .govuk-button").first.click()
