"""A document as a web page, opened from a file: for everybody, on a phone, and on paper."""

from collections.abc import Iterator

import pypdfium2
import pytest
from browser_here import FLAGS, faults_of, skip_without_a_browser
from document_cases import SENSITIVE, document
from playwright.sync_api import Page, sync_playwright

from commonground.documents import pages

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return a browser that has opened an exported document."""
    path = tmp_path_factory.mktemp("document") / "assessment.html"
    path.write_text(pages.write(document()), encoding="utf-8")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=skip_without_a_browser(), args=FLAGS)
        page = chromium.new_page()
        page.goto(path.as_uri())
        yield page
        chromium.close()


def test_axe_finds_nothing_and_no_width_scrolls_sideways(opened: Page) -> None:
    assert faults_of(opened) == []


def test_the_first_thing_a_keyboard_reaches_leads_past_the_head(opened: Page) -> None:
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"


def test_each_printed_page_is_marked_at_both_ends(opened: Page) -> None:
    printed = pypdfium2.PdfDocument(opened.pdf(prefer_css_page_size=True))
    for page in printed:
        assert page.get_textpage().get_text_bounded().count(SENSITIVE) >= 2
    printed.close()
