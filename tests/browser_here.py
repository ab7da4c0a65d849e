"""A whole installation on a port of this machine, and browsers that look at it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from provider_here import free_port, provider, wait_for

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # there is no other host
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]  # fmt: skip
PASSWORD = "three odd words"
PEOPLE = {
    name: f"{name.lower().replace(' ', '.')}@example.org"
    for name in (
        "Analyst", "Second analyst", "Operator", "With an app", "With a passkey", "Of the council",
    )
}  # fmt: skip
"""Everybody can sign in; the analysts are those of the demo, the operator may make partnerships."""
WIDTHS = (1280, 640, 360, 320)
"""A desk, the same at 200 % zoom, a phone, and a desk at 400 %."""
SERVE = [
    *(sys.executable, "-c", "from commonground.cli.main import main; main()"),
    *("serve", "--workers", "1"),
]
"""The command that an operator types, whichever folder it is installed in."""
_RUN_AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
"""All of its rules; what they found no fault with is not sent from the page to here."""
_PATIENCE_SECONDS = 120
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Installation:
    """A server that answers, and the provider that plays the council's sign-in."""

    url: str
    provider: str
    home: Path
    """The state folder, where the mail is that was not sent."""

    def last_mail(self) -> str:
        """Return the text of the latest mail."""
        mails = (self.home / "mail").iterdir()
        return max(mails, key=lambda one: one.stat().st_mtime_ns).read_text(encoding="utf-8")

    def keep(self) -> None:
        """Keep the database as it is, to be put back."""
        _copy(self._database, self._kept)

    def put_back(self) -> None:
        """Put the database back as it was kept, all at once under the server, and no mail sent."""
        _copy(self._kept, self._database)
        shutil.rmtree(self.home / "mail", ignore_errors=True)

    def let_all_be_here_for_long(self) -> None:
        """Let everybody have held their roles since last year: who came today cannot have left."""
        with closing(sqlite3.connect(self._database)) as held, held:
            held.execute("UPDATE people_heldrole SET since = date(since, '-400 days')")

    @property
    def _database(self) -> Path:
        return self.home / "commonground.sqlite3"

    @property
    def _kept(self) -> Path:
        return self.home / "kept.sqlite3"


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


@contextmanager
def installation(home: Path) -> Iterator[Installation]:
    """Serve an installation with people in it, as an operator would, until the tests are done."""
    claims = {"email": PEOPLE["Of the council"], "email_verified": True, "name": "Of the council"}
    with provider({"sub": "council", **claims}) as council:
        port = free_port()
        here = Installation(f"http://localhost:{port}", council, home)
        environment = _environment(here)
        subprocess.run(
            [sys.executable, str(_HERE / "browser/preparing.py")], env=environment, check=True
        )
        server = subprocess.Popen([*SERVE, "--port", str(port)], env=environment)
        try:
            wait_for(f"{here.url}/health/", server)
            here.keep()
            yield here
        finally:
            server.terminate()
            server.wait(timeout=_PATIENCE_SECONDS)


def _environment(here: Installation) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("COMMONGROUND_")}
    return kept | {
        "PYTHONPATH": str(_HERE),
        "DJANGO_SETTINGS_MODULE": "commonground.web.settings",
        "COMMONGROUND_HOME": str(here.home),
        "COMMONGROUND_BASE_URL": here.url,
        "COMMONGROUND_OIDC_ISSUER": here.provider,
        "COMMONGROUND_OIDC_NAME": "Larkenmere Council",
        "COMMONGROUND_OIDC_CLIENT_ID": "us",
        "COMMONGROUND_OIDC_CLIENT_SECRET": "invented",
    }


@dataclass(slots=True)
class Seen:
    """What a browser was heard to do while its pages were open."""

    strangers: list[str] = field(default_factory=list)
    """What our pages asked of any other host."""
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts and of the content security policy."""


class Visit(Protocol):
    """Opens a browser with nothing in it."""

    def __call__(self, *, scripts: bool = True) -> AbstractContextManager[Page]: ...


@contextmanager
def visitor(browser: Browser, here: Installation, *, scripts: bool = True) -> Iterator[Page]:
    """Open a browser with nothing in it; no page of ours may ask another host, nor complain."""
    context = browser.new_context(
        base_url=here.url, java_script_enabled=scripts, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    seen = Seen()
    _listen(context, here, seen)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert seen.strangers == []
    assert seen.complaints == []


def _listen(context: BrowserContext, here: Installation, seen: Seen) -> None:
    ours, providers = urlsplit(here.url).netloc, urlsplit(here.provider).netloc

    def ask(request: Request) -> None:
        asked, page = urlsplit(request.url), urlsplit(request.frame.url).netloc
        is_sign_in = asked.netloc == providers and request.is_navigation_request()
        # the provider that plays a part here has a style sheet on another host
        is_known = asked.scheme == "data" or asked.netloc == ours or page == providers
        if not (is_known or is_sign_in):
            seen.strangers.append(request.url)

    def hear(said: ConsoleMessage) -> None:
        about = said.location.get("url", "")
        # a page that is not there is told of here too; the tests that ask for one know that
        is_page = said.page is not None and about == said.page.url
        is_missing_page = is_page and said.text.startswith("Failed to load resource")
        if said.type == "error" and about.startswith(here.url) and not is_missing_page:
            seen.complaints.append(said.text)

    # heard of, not stopped on its way: a browser that asks before each request keeps no cache
    context.on("request", ask)
    context.on("console", hear)
    context.on("weberror", lambda error: seen.complaints.append(str(error.error)))


def send(page: Page) -> None:
    """Press the first button of the page's form, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()


def sign_in(page: Page, name: str) -> None:
    """Sign somebody in with their password, as far as it goes."""
    page.goto("/account/login/")
    page.fill("#id_login", PEOPLE[name])
    page.fill("#id_password", PASSWORD)
    send(page)


def sign_out(page: Page) -> None:
    """Sign out."""
    page.goto("/account/logout/")
    send(page)


def make_partnership(page: Page, name: str) -> None:
    """Make a partnership as the operator; its list of agencies is shown after it."""
    sign_in(page, "Operator")
    page.goto("/partnerships/new/")
    page.fill("#id_name", name)
    page.fill("#id_area", "Anyshire")
    page.fill("#id_board_kind", "Community safety board")
    send(page)


def follow(page: Page, place: str) -> None:
    """Go to a place of the navigation, and wait for it."""
    places = page.locator(".govuk-service-navigation")
    with page.expect_navigation():
        places.get_by_role("link", name=place, exact=True).click()


def prove_again(page: Page) -> None:
    """Enter the password where a page asks for it once more."""
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        send(page)


def faults_of(page: Page) -> list[str]:
    """Return what axe finds in a page, and where, and whether it must be scrolled sideways."""
    page.evaluate(AXE_SCRIPT)
    found = [
        f"{one['id']}: {one['help']}: {[each['html'][:100] for each in one['nodes'][:3]]}"
        for one in page.evaluate(_RUN_AXE)
    ]
    wide = [f"{width} px: scrolls sideways" for width in WIDTHS if _is_wide(page, width)]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found + wide


def _is_wide(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 900})
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def skip_without_a_browser() -> str:
    """Return where Chromium is; without it the test is skipped."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    return CHROMIUM
