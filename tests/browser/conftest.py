"""One installation for all tests of a process, as it was made for each file, and a Chromium too."""

from collections.abc import Iterator
from functools import partial

import pytest
from browser_here import FLAGS, Installation, Visit, installation, skip_without_a_browser, visitor
from playwright.sync_api import Page, sync_playwright


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Return an installation that is served."""
    skip_without_a_browser()
    with installation(tmp_path_factory.mktemp("installation")) as here:
        yield here


@pytest.fixture(scope="module")
def installed(served: Installation) -> Installation:
    """Return the installation as it was made, whatever the tests of other files did in it."""
    served.put_back()
    return served


@pytest.fixture(scope="module")
def visit(installed: Installation) -> Iterator[Visit]:
    """Return what opens a browser; it ends with the file, since Django's tests share the thread."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=skip_without_a_browser(), args=FLAGS)
        yield partial(visitor, chromium, installed)
        chromium.close()


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """Return a page in a browser with nothing in it."""
    with visit() as opened:
        yield opened
