"""Looks at every page: axe finds nothing, all of it fits, and it has a picture if those are taken.

    ./test tests/browser --take-screenshots

writes the pictures of docs/explanation/a-look-round.md into docs/images/tour, each page at two
widths.
"""

import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from http.client import OK
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from browser_here import Installation, faults_of, sign_in, sign_out
from django.urls import resolve
from links_here import kind_of, pages_from
from pilot_files import issues_sheet, people_sheet
from playwright.sync_api import CDPSession, Page
from proposing_here import ask_oneself, propose
from scoring_here import links_to_score, open_round
from tour_pages import OF_THE_LIBRARY, PICTURES, WIDTHS, addresses, picture
from word_here import edited

pytestmark = pytest.mark.browser

HEIGHTS = {1280: 800, 360: 740}
QUALITY = 10
"""Of the WebP: text is sharp, and a page takes some 15 kB."""
LED_TO = {
    "/", "/p/ID/issues/", "/p/ID/agencies/", "/p/ID/agencies/ID/change/", "/p/ID/people/",
    "/p/ID/people/ID/", "/p/ID/people/import/", "/p/ID/partnership/", "/p/ID/audit/",
    "/account/", "/status/", "/p/ID/issues/themes/", "/p/ID/issues/themes/ID/merge/",
    "/p/ID/issues/proposals/", "/p/ID/issues/proposals/ID/", "/p/ID/issues/proposals/ask/",
    "/p/ID/issues/proposals/asked/", "/p/ID/issues/proposals/ID/accept/",
}  # fmt: skip
"""Some of the pages that links lead an analyst to."""


class Camera:
    """Looks at each page once, and takes it where there is a folder for pictures."""

    def __init__(self, page: Page, folder: Path | None, home: Path) -> None:
        self.page, self.folder, self.home = page, folder, str(home)
        self.lens: CDPSession = page.context.new_cdp_session(page)
        self.wanted = {*addresses(), *OF_THE_LIBRARY}
        self.faults: dict[str, list[str]] = {}
        """What is wrong with each page that was looked at."""

    def look(self, name: str) -> None:
        """Judge the page that is open."""
        self.faults[name] = faults_of(self.page)

    def take(self, name: str) -> None:
        """Judge a page and take its picture, unless that was done."""
        if name in self.faults:
            return
        self.look(name)
        if self.folder is not None:
            self._save(name, self.folder)

    def _save(self, name: str, folder: Path) -> None:
        # where this installation keeps its state is nobody's concern
        self.page.evaluate(
            "home => document.querySelectorAll('dd').forEach("
            "one => { one.textContent = one.textContent.replace(home, '/srv/commonground') })",
            self.home,
        )
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            shot = self.lens.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
            picture(folder, name, width).write_bytes(b64decode(shot["data"]))
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHTS[WIDTHS[0]]})


def name_of(address: str) -> str:
    """Return the name of a page's address in the URL conf, as its picture is called."""
    return resolve(urlsplit(address).path).view_name.replace(":", "-")


def walk(page: Page, camera: Camera) -> set[str]:
    """Follow every link from the home page; return the kinds of page, each of them looked at."""
    kinds = set()
    for address, status in pages_from(page, "/"):
        name, kind = name_of(address), kind_of(address)
        kinds.add(kind)
        if name in camera.wanted - set(camera.faults):
            camera.take(name)
        else:
            camera.look(kind)
        if status != OK:
            camera.faults[kind] = [f"answers {status}"]
    return kinds


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def choose(page: Page, path: Path) -> None:
    page.set_input_files("input[type=file]", path)
    with page.expect_navigation():
        page.locator("form:has(input[type=file]) button[type=submit]").click()


def take_what_no_link_leads_to(page: Page, camera: Camera, folder: Path) -> None:
    """Take the steps of the imports, of one issue's end and of the pages about several."""
    partnership = page.locator("a[href$='/issues/']").first.get_attribute("href") or ""
    issues = urljoin(page.url, partnership)
    sheet, people = issues_sheet(), people_sheet()
    for place, made, faults, name in (
        (issues, sheet, {(3, "issue"): "", (8, "source"): "a friend"}, "issues"),
        (issues.replace("/issues/", "/people/"), people,
         {(3, "name"): "", (8, "email"): "not an address"}, "people"),
    ):  # fmt: skip
        page.goto(f"{place}import/")
        choose(page, made.with_cells(faults).save(folder / f"{name}.xlsx"))
        camera.take(f"{name}-import_faults")
        page.goto(f"{place}import/")
        choose(page, made.save(folder / f"{name}.xlsx"))
        camera.take(f"{name}-confirm_import")
    for button, name in (
        ("Change theme or tags", "bulk"), ("Merge into one", "merge"), ("Retire", "retire_many"),
    ):  # fmt: skip
        page.goto(issues)
        for at in (0, 1):
            page.locator("tbody input").nth(at).check()
        press(page, button)
        camera.take(f"issues-{name}")
    page.goto(issues)
    page.locator("tbody th a").nth(4).click()
    press(page, "Add evidence")
    page.fill("#id_text", "Twelve reports in a year, three of them repeated.")
    page.fill("#id_source", "Invented figures")
    press(page, "Add the evidence")
    page.get_by_role("link", name="Withdraw").click()
    page.wait_for_url("**/withdraw/")
    camera.take("issues-withdraw_evidence")


def take_what_partners_see(page: Page, camera: Camera, here: Installation) -> None:
    """Send a link to propose, and take the pages that it opens."""
    address = ask_oneself(page, here)
    page.goto(address)
    propose(page, "Drones over the school")
    for rest, name in (("", "propose"), ("add/", "propose_issue")):
        page.goto(address + rest)
        camera.take(f"issues-{name}")
    for link, name in (("Change", "change_proposal"), ("Withdraw", "withdraw_proposal")):
        page.goto(address)
        with page.expect_navigation():
            page.get_by_role("link", name=link).first.click()
        camera.take(f"issues-{name}")


def take_what_is_asked_before_a_theme_is_deleted(page: Page, camera: Camera) -> None:
    """Take a page that only an empty theme leads to."""
    page.locator("a[href$='/issues/']").first.click()
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name="Themes").first.click()
    rename = page.locator("main a[href$='/rename/']").first.get_attribute("href") or ""
    page.goto(urljoin(page.url, rename.replace("/rename/", "/delete/")))
    camera.take("issues-delete_theme")


def take_a_round(page: Page, camera: Camera, here: Installation) -> None:
    """Take what prepares a round, and what somebody sees who scores in the demo's open one."""
    page.goto("/")
    rounds = page.get_by_role("link", name="Consultation").first.get_attribute("href") or ""
    page.goto(f"{rounds}add/")
    page.fill("#id_name", "Spring")
    for name, value in (
        ("method_id", "morile-thematic-2015"), ("held_by", "both"), ("anonymity", "never"),
    ):  # fmt: skip
        page.check(f"input[name={name}][value={value}]")
    page.fill("#id_closes_on", "31/3/2027")
    press(page, "Make the round")
    draft = page.url
    for place, name in (
        ("change/", "change_round"), ("factors/", "factors"),
        ("descriptors/", "descriptors"), ("expertise/", "expertise"),
        ("issues/?tick=all", "choose_issues"), ("assessors/?tick=all", "choose_assessors"),
        ("open/", "open_round"),
    ):  # fmt: skip
        page.goto(f"{draft}{place}")
        camera.take(f"consultation-{name}")
    opened = open_round(page)
    page.goto(f"{opened}invite/")
    camera.take("consultation-invite")
    links = links_to_score(page, here)
    page.goto(f"{opened}remind/")
    camera.take("consultation-remind")
    page.goto(rounds)
    with page.expect_navigation():
        page.get_by_role("link", name="Pilot (invented)").first.click()
    page.goto(f"{page.url}thank/")
    camera.take("consultation-thank")
    page.goto(links[0])
    camera.take("consultation-start")
    page.goto(f"{links[0]}1/")
    camera.take("consultation-issue")


def take_a_meeting(page: Page, camera: Camera, here: Installation) -> None:
    """Take what a meeting shows while it runs, to those who lead it and on a phone."""
    page.goto("/")
    for place in ("Consultation", "Second look", "Meetings", "First meeting"):
        with page.expect_navigation():
            page.get_by_role("link", name=place).first.click()
    meeting = page.url
    page.goto(f"{meeting}change/")
    for field in ("day", "time"):
        page.fill(f"#id_{field}", "")
    press(page, "Save")
    for day in ("14/1/2030", "15/1/2030"):
        page.goto(f"{meeting}dates/")
        page.fill("#id_day", day)
        page.fill("#id_time", "14:00")
        press(page, "Propose it")
    press(page, "Ask ")
    answer = re.search(r"/dates/[^/\s]+/", here.last_mail())
    assert answer is not None
    page.goto(answer[0])
    camera.take("meetings-answer")
    page.goto(f"{meeting}lead/")
    press(page, "the meeting")  # starts it, or goes on with it where another test led it
    code = page.locator("main .cg-code").inner_text().replace(" ", "")
    page.goto("/join/")
    camera.take("meetings-join")
    page.goto(f"/join/{code}/")
    camera.take("meetings-join_by_code")
    page.select_option("#name", index=1)
    press(page, "Take part")
    phone = page.url
    page.goto(f"{meeting}next/")
    camera.take("meetings-next_issue")
    press(page, "Put it to the meeting")
    page.goto(phone)
    camera.take("meetings-take_part")
    page.goto(f"{phone}1/")
    camera.take("meetings-score")
    page.goto(f"{meeting}lead/")
    press(page, "Reveal the scores")
    for place in ("screen", "agree", "here"):
        page.goto(f"{meeting}{place}/")
        camera.take(f"meetings-{place}")
    # other tests lead it on this installation too
    page.goto(f"{meeting}lead/")
    press(page, "End the meeting")


def take_where_a_figure_comes_from(page: Page, camera: Camera) -> None:
    """Take a figure of the drafted assessment, and what changed when its sources were refreshed."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Assessment", exact=True).first.click()
    with page.expect_navigation():
        page.locator("main tbody th a").first.click()
    drafted = page.url
    with page.expect_navigation():
        page.locator("main a.cg-figure").first.click()
    camera.take("assessment-figure")
    page.goto(drafted)
    with page.expect_navigation():
        page.get_by_role("link", name="1 open comment").click()
    with page.expect_navigation():
        page.locator("main a[href*='/comments/']").first.click()
    camera.take("assessment-answer_comment")
    take_what_comes_back(page, camera, drafted)
    page.goto(drafted)
    with page.expect_navigation():
        page.locator("main a[href$='/refresh/']").first.click()
    press(page, "Refresh the figures")
    page.goto(f"{drafted}frozen/2/changes/")
    camera.take("assessment-changes")


def take_a_release(page: Page, camera: Camera) -> None:
    """Take a released build and who receives it: the walk comes to a profile that is in draft."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Profile", exact=True).first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Local profile (invented)", exact=True).first.click()
    page.goto(f"{page.url}builds/")
    builds = page.url
    with page.expect_navigation():
        page.get_by_role("link", name="Distribution list").first.click()
    camera.take("profile-distribution")
    page.goto(f"{builds}release/public/")
    camera.take("profile-release")


def take_ones_own_actions(page: Page, camera: Camera) -> None:
    """Take what somebody leads: who reads the plan finds it there, and is led to it by no link."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Plan", exact=True).first.click()
    page.goto(urljoin(page.url, "../own-actions/"))
    camera.take("plan-own_actions")
    page.goto(f"{page.url}calendar/")
    camera.take("plan-own_calendar")


def take_an_answer_by_link(page: Page, camera: Camera) -> None:
    """Make a link for whoever leads the plan's first action, and take the pages that it opens."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Plan", exact=True).first.click()
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    with page.expect_navigation():
        page.locator("main a[href*='/actions/'][href$='/']:not([href*='/add/'])").first.click()
    press(page, "Make a link for who leads it")
    camera.take("plan-answer_link")
    start = page.locator("main .cg-code").inner_text()
    page.goto(start)
    camera.take("plan-answer")
    with page.expect_navigation():
        page.locator("main a[href*='/answer/']").first.click()
    camera.take("plan-answer_action")
    at = page.url
    for link, name in (
        ("Say what", "answer_measure"), ("Send evidence", "answer_evidence"),
        ("Propose another date", "answer_date"),
    ):  # fmt: skip
        page.goto(at)
        with page.expect_navigation():
            page.get_by_role("link", name=link).first.click()
        camera.take(f"plan-{name}")


def take_what_a_leaver_led(page: Page, camera: Camera, here: Installation) -> None:
    """End the role of whoever leads the plan's first action, and take how it is handed over."""
    here.let_all_be_here_for_long()
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Plan", exact=True).first.click()
    room = page.url
    for there in ("main tbody a", "main a[href*='/actions/'][href$='/']:not([href*='/add/'])"):
        with page.expect_navigation():
            page.locator(there).first.click()
    leads = re.search(r"Answers for it: ([^(]+) \(", page.locator("main").inner_text())
    assert leads is not None
    page.goto(f"{urljoin(room, '../people/')}?q={leads[1].replace(' ', '+')}")
    for name in (leads[1], "End"):
        with page.expect_navigation():
            page.locator("main").get_by_role("link", name=name).first.click()
    page.fill("#id_until", f"{datetime.now(UTC) - timedelta(days=1):%d/%m/%Y}")
    press(page, "End the role")
    page.goto(urljoin(room, "../leavers/"))
    camera.take("plan-leavers")
    with page.expect_navigation():
        page.get_by_role("button", name="Hand over what").first.click()
    camera.take("plan-hand_over")


def take_what_comes_back(page: Page, camera: Camera, drafted: str) -> None:
    """Take an edited Word file that was brought back, with a text to decide on."""
    page.goto(drafted)
    with page.expect_navigation():
        page.locator("main a[href$='/write/']").first.click()
    page.fill("#id_text", "The board asked for one list of issues, and this is it.")
    press(page, "Save")
    taken = page.request.get(f"{drafted}downloads/partner/docx/").body()
    held = edited(taken, {"one list of issues": "a single list of issues from every agency"})
    page.goto(f"{drafted}returned/")
    page.set_input_files("#id_file", {"name": "edited.docx", "mimeType": "", "buffer": held})
    press(page, "Read the file")
    page.reload()  # without the notice that it was read
    camera.take("assessment-returned_file")


def take_an_answer_back(page: Page, camera: Camera) -> None:
    """Take the page on which the one answer of the demo is taken back."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Readiness", exact=True).first.click()
    page.goto(f"{page.url}rules/A15/answer/")
    with page.expect_navigation():
        page.get_by_role("link", name="Take the answer back").click()
    camera.take("readiness-take_back")


def take_a_check(page: Page, camera: Camera) -> None:
    """Take a check by two coders while it runs, and end it: until then it hides its remarks."""
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Golden themes", exact=True).first.click()
    page.goto(f"{page.url}checks/start/")
    page.select_option("#id_first", label="Analyst")
    page.select_option("#id_second", label="Second analyst")
    press(page, "Draw the remarks and start")
    camera.take("themes-check")
    check = page.url
    with page.expect_navigation():
        page.get_by_role("button", name="Read and code them").first.click()
    camera.take("themes-check_remark")
    page.goto(check)
    press(page, "End the check")


def take_a_choice_of_an_area(page: Page, camera: Camera) -> None:
    """Look for an area by its name, and at what it would be before it is chosen."""
    page.get_by_role("link", name="Places", exact=True).click()
    choose = f"{page.url.split('?')[0]}areas/choose/"
    page.goto(f"{choose}wards/E08000025/tick/")
    camera.take("places-choose_wards")
    page.goto(f"{choose}district/E08000025/")
    camera.take("places-confirm_area")


def test_every_page_is_looked_at(
    page: Page, installed: Installation, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = PICTURES if request.config.getoption("--take-screenshots") else None
    camera = Camera(page, folder, installed.home)
    for address, name in (
        ("/", "welcome"), ("/account/login/", "account_login"), ("/link/altered/", "people-link"),
        ("/nowhere/", "not_found"),
    ):  # fmt: skip
        page.goto(address)
        camera.take(name)
    sign_in(page, "Analyst")
    page.goto("/")
    assert walk(page, camera) >= LED_TO
    page.goto("/")
    take_what_no_link_leads_to(page, camera, tmp_path)
    take_what_is_asked_before_a_theme_is_deleted(page, camera)
    page.goto("/")
    take_what_partners_see(page, camera, installed)
    page.goto("/")
    take_a_round(page, camera, installed)
    take_a_meeting(page, camera, installed)
    take_where_a_figure_comes_from(page, camera)
    take_a_release(page, camera)
    take_ones_own_actions(page, camera)
    take_an_answer_by_link(page, camera)
    take_what_a_leaver_led(page, camera, installed)
    take_an_answer_back(page, camera)
    take_a_check(page, camera)
    take_a_choice_of_an_area(page, camera)
    sign_out(page)
    sign_in(page, "Operator")
    page.goto("/partnerships/new/")
    camera.take("people-new_partnership")

    assert {name: faults for name, faults in camera.faults.items() if faults} == {}
    assert camera.wanted - set(camera.faults) == set()
