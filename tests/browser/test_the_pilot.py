"""The whole pilot: 106 issues, 156 people, from the first letter to a pack that proves itself."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from assessors_here import Pen, links_in, score_all
from browser_here import Installation, Visit, faults_of, follow, make_partnership, send
from pilot_files import issues_sheet, people_sheet
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

SHORTLIST = 30
EACH = 18
QUIET = 3
"""How many never open their letter."""
RANKED_MS = 60_000
"""Three seconds are promised of a machine that does nothing else; this one may."""
LIVE_MS = 5_000
"""A room follows within two seconds; this machine may be slower than the people are."""
PHONE: ViewportSize = {"width": 360, "height": 640}


def bring_in(page: Page, place: str, path: Path) -> None:
    follow(page, place)
    press(page, "Import from a spreadsheet")
    page.set_input_files("input[type=file]", path)
    with page.expect_navigation():
        page.locator("form:has(input[type=file]) button[type=submit]").click()
    if place == "People":
        page.locator("#id_add_agencies").check()
    with page.expect_navigation():
        press(page, "Import them")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def open_link(page: Page, name: str) -> None:
    """Follow a link of the page itself, and wait for where it leads."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name, exact=True).click()


def in_days(days: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%d/%m/%Y}"


def prepare_round(page: Page, pen: Pen) -> None:
    """Make the round with its method, own factors, issues, assessors and who scores what."""
    follow(page, "Consultation")
    press(page, "Make a round")
    page.fill("#id_name", "Pilot")
    page.locator(f"input[value={pen.plan.method.id}]").check()
    page.locator("input[name=held_by][value=both]").check()
    page.locator("input[name=anonymity][value=never]").check()
    page.fill("#id_closes_on", in_days(20))
    page.fill("#id_shortlist_length", str(SHORTLIST))
    send(page)
    open_link(page, "Own factors")
    for total, factor in pen.plan.board.factors:
        page.fill(f"#id_at_{total}", str(factor))
    page.fill("#id_set_by", "The board")
    page.fill("#id_set_on", in_days(0))
    send(page)
    open_link(page, "Issues")
    page.goto(page.url + "?tick=all")
    for issue in pen.plan.issues:
        if issue.scored_by_all:
            page.get_by_label(f"{issue.name} is scored by everybody", exact=True).check()
    press(page, "Save the issues")
    open_link(page, "Assessors")
    open_link(page, "Tick everybody")
    press(page, "Save the assessors")
    open_link(page, "Who scores what")
    page.fill("#id_each", str(EACH))
    send(page)
    assert faults_of(page) == []


def round_page(page: Page) -> None:
    """Go to the page of the round from anywhere."""
    follow(page, "Consultation")
    open_link(page, "Pilot")


def open_round(page: Page) -> None:
    round_page(page)
    press(page, "Open the round")
    press(page, "Open the round")
    expect(page.locator("main")).to_contain_text("Open for scores")


def write_to_everybody(page: Page, here: Installation) -> dict[str, str]:
    """Send the invitations of the open round; return the link of each address."""
    mails = here.home / "mail"
    earlier = {path.name for path in mails.glob("*")}
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(r"^Send \d+ invitations$")).click()
    send(page)
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Sent: ")
    assert faults_of(page) == []
    return links_in(mails, earlier)


def answer_first(page: Page) -> None:
    """Answer every criterion of a page with its lowest level."""
    for group in page.locator("fieldset:has(input[type=radio])").all():
        group.get_by_role("radio").first.check()


def score_on_a_phone(page: Page, start: str) -> None:
    """Answer every page with a thumb, where no script runs."""
    page.set_viewport_size(PHONE)
    page.goto(start)
    press(page, "Carry on scoring")
    for _page in range(EACH):
        answer_first(page)
        press(page, "Save and go on" if _page < EACH - 1 else "Save and finish")
    expect(page.locator("main")).to_contain_text("Thank you")


def meet(page: Page, seat: Page, address: str, pen: Pen) -> None:
    """Score an issue in the room: join by the code, score blind, reveal, note and agree."""
    issue = next(one.name for one in pen.plan.issues if one.scored_by_all)
    name = next(one.name for one in pen.plan.people if one.email == address)
    open_link(page, "Meetings")
    press(page, "Plan a meeting")
    page.fill("#id_name", "The first Tuesday")
    send(page)
    press(page, "Lead the meeting")
    press(page, "Start the meeting")
    code = page.locator(".cg-code").inner_text()

    seat.set_viewport_size(PHONE)
    seat.goto("/join/")
    seat.fill("#code", code.lower())
    press(seat, "Go on")
    seat.select_option("#name", label=name)
    press(seat, "Take part")
    expect(page.locator("#now")).to_contain_text("1 person is here", timeout=LIVE_MS)
    press(page, "Choose the first issue")
    page.locator("li", has_text=issue).get_by_role("button").first.click()
    expect(seat.locator("h1")).to_have_text(issue, timeout=LIVE_MS)
    assert faults_of(seat) == []
    assert faults_of(page) == []

    seat.locator("#now a.govuk-button").click()
    answer_first(seat)
    send(seat)
    press(page, "Reveal the scores")
    expect(seat.locator("#now")).to_contain_text("You", timeout=LIVE_MS)
    expect(page.locator("main")).to_contain_text("How the agencies scored it")
    assert faults_of(seat) == []
    assert faults_of(page) == []

    page.fill("#text", "It is worst near the canal.")
    press(page, "Keep the note")
    press(page, "Enter what was agreed")
    first = pen.plan.method.criteria[0].id
    page.select_option(f"#level-{first}", index=2)
    page.fill(f"#reason-{first}", "Two agencies had counted the same cases.")
    press(page, "Keep what was agreed")
    press(page, "End the meeting")
    round_page(page)


def close(page: Page) -> None:
    press(page, "Close the round")
    press(page, "Close the round")
    expect(page.locator("main")).to_contain_text("Closed")


def reopen_the_contested(page: Page) -> None:
    press(page, "Open a second round")
    assert page.locator("input[name=issue]:checked").count() > 0
    assert faults_of(page) == []
    page.fill("#id_wanted_by", in_days(30))
    press(page, "Open the second round")
    expect(page.locator("main")).to_contain_text("Open for scores")


def look_again(page: Page, start: str) -> None:
    """See one's own score among the agencies', and change a mind."""
    page.goto(start)
    press(page, "Carry on scoring")
    expect(page.locator("main")).to_contain_text("Other agencies: ")
    page.locator("fieldset").first.get_by_role("radio").nth(1).check()
    press(page, "Save and see the list")


def rank(page: Page) -> None:
    press(page, "The ranking")
    press(page, "Compute the ranking")
    expect(page.locator("h1")).to_have_text("Ranking of Pilot", timeout=RANKED_MS)
    expect(page.locator("main")).to_contain_text(f"{SHORTLIST} issues are on the shortlist.")
    expect(page.locator(".cg-ranking tbody tr")).to_have_count(len(issues_sheet().rows))
    assert faults_of(page) == []


def move_the_line(page: Page) -> None:
    """Let the board take one issue out and another in, each with its reason."""
    for link, text, reason in (
        ("Take out", "Take it out", "The city council leads on it already."),
        ("Take in", "Take it in", "Its harm is hidden: few of its victims report it."),
    ):
        page.get_by_role("link", name=re.compile(f"^{link}")).last.click()
        page.fill("#id_reason", reason)
        page.fill("#id_decided_by", "The board, 3 March 2027")
        press(page, text)
        expect(page.locator("#decided ~ *").first).to_be_visible()
        expect(page.locator("main")).to_contain_text(reason)
    expect(page.locator("main")).to_contain_text("2 were moved by decision.")
    expect(page.locator(".cg-ranking .cg-on-list")).to_have_count(SHORTLIST)
    assert faults_of(page) == []


def take_it_away(page: Page, folder: Path) -> None:
    """Take every file of the ranking away; none names anybody who scored."""
    press(page, "Take it away as a file")
    assert faults_of(page) == []
    names = page.locator("a[href*='/download/']")
    for at in range(names.count()):
        with page.expect_download() as started:
            names.nth(at).click()
        kept = folder / started.value.suggested_filename
        started.value.save_as(kept)
        assert kept.stat().st_size
        for person in people_sheet().rows:
            assert person[0].encode() not in kept.read_bytes()


def verify(pack: Path) -> None:
    """Compute the ranking again from the pack by the command, with no server."""
    command = Path(sys.executable).with_name("commonground")
    told = subprocess.run([command, "verify", pack], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told
    assert "Identical" in told.stdout


def test_from_the_first_letter_to_a_pack_that_proves_itself(
    visit: Visit, installed: Installation, tmp_path: Path
) -> None:
    pen = Pen()
    with visit() as page, visit(scripts=False) as phone:
        make_partnership(page, "Pilotshire Partnership")
        bring_in(page, "People", people_sheet().save(tmp_path / "people.xlsx"))
        bring_in(page, "Issues", issues_sheet().save(tmp_path / "issues.xlsx"))
        prepare_round(page, pen)
        open_round(page)
        links = write_to_everybody(page, installed)
        assert len(links) == len(people_sheet().rows)
        last = max(links)
        score_on_a_phone(phone, links.pop(last))
        taken = score_all(installed.url, dict(sorted(links.items())[QUIET:]))
        assert taken == (len(links) - QUIET) * EACH
        round_page(page)
        expect(page.locator("main")).to_contain_text(f"{taken + EACH} of ")
        with visit() as seat:
            meet(page, seat, sorted(links)[0], pen)
        close(page)
        reopen_the_contested(page)
        again = write_to_everybody(page, installed)
        look_again(phone, again.pop(last))
        score_all(installed.url, again)
        round_page(page)
        close(page)
        rank(page)
        move_the_line(page)
        take_it_away(page, tmp_path)
    [pack] = tmp_path.glob("*.zip")
    verify(pack)
