"""From what people said to a document a board can sign: coded, compared, gathered, written, taken.

The demo's 400 next remarks are coded: some by keyboard on the page, the rest by the same session
and the same forms without a browser drawing them.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import urljoin

import docx
import pypdfium2
import pytest
from browser_here import Visit, faults_of, follow, send, sign_in
from docx.oxml.ns import qn
from openpyxl import load_workbook
from playwright.sync_api import APIResponse, FilePayload, Page, expect
from word_here import edited

pytestmark = pytest.mark.browser

ALL = 400
BY_KEYBOARD = 12
"""So many of them are coded on the page itself."""
BLIND = 15
"""So many of the check's remarks each of the two coders reads."""
ALONE = "Counter terrorism"
ASKED = "What the board will ask next."
WRITTEN = "Larkenmere ranked [[issues ranked]] issues, and **slept on it**."


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def field(name: str, held: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', held)
    assert found is not None, name
    return found[1]


@dataclass
class Form:
    """The page of a remark as it is answered without being drawn."""

    at: str
    held: str

    @classmethod
    def of(cls, answer: APIResponse) -> "Form":
        assert answer.status == 200, answer.url
        return cls(answer.url, answer.text())

    @property
    def codes(self) -> dict[str, str]:
        """The id of each code by its name."""
        rows = re.findall(r'for="c-([0-9a-f-]{36})"><span[^>]*>\d+</span> ([^<]+)<', self.held)
        return {name: code for code, name in rows}

    @property
    def likeliest(self) -> str:
        """The first theme that is suggested, or nothing."""
        found = re.search(r'class="govuk-body">[^<]*<strong>\d+ ([^<,]+)', self.held)
        return found[1].strip() if found else ""

    def answer(self, page: Page, code: str) -> "Form":
        """Save a code as the page's own form does, and come to the next remark."""
        sent: dict[str, str | float | bool] = {
            "csrfmiddlewaretoken": field("csrfmiddlewaretoken", self.held),
            "version": field("version", self.held),
            "code": code,
        }
        return Form.of(page.request.post(self.at, form=sent, headers={"Referer": self.at}))


def unread(page: Page) -> None:
    """Begin reading what nobody has read."""
    follow(page, "Golden themes")
    press(page, "Remarks")
    page.get_by_label("Code", exact=True).select_option("unread")
    press(page, "Show")
    press(page, "Read and code these")


def code_by_keyboard(page: Page) -> None:
    """Give a dozen remarks a code by its number, and go on, without touching a mouse."""
    for at in range(BY_KEYBOARD):
        expect(page.get_by_label("Type part of a code or its number")).to_be_focused()
        before = page.locator("h1").inner_text()
        page.keyboard.type(str(at % 8 + 1))
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Given:")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).not_to_have_text(before)


def code_the_rest(page: Page) -> tuple[int, int]:
    """Code remarks to the full number; return how many confirm a suggestion, and how many not."""
    form = Form.of(page.request.get(page.url))
    confirmed = by_hand = 0
    for at in range(ALL - BY_KEYBOARD):
        codes = form.codes
        suggested = form.likeliest
        if suggested in codes and at % 4:
            code, confirmed = codes[suggested], confirmed + 1
        else:
            code, by_hand = list(codes.values())[at % len(codes)], by_hand + 1
        form = form.answer(page, code)
    return confirmed, by_hand


def read_blind(page: Page, start: str, step: int) -> None:
    """Read some of a check's remarks; two who step differently do not always agree."""
    page.goto(start)
    press(page, "Read and code them")
    assert faults_of(page) == []
    form = Form.of(page.request.get(page.url))
    for at in range(BLIND):
        codes = list(form.codes.values())
        form = form.answer(page, codes[(at * step // 2) % len(codes)])
    page.goto(start)
    press(page, "Finish my part")


def compare_two_coders(first: Page, second: Page) -> None:
    follow(first, "Golden themes")
    press(first, "Codes")
    first.locator("main a[href$='/checks/']").first.click()
    press(first, "Start a check")
    first.select_option("#id_first", label="Analyst")
    first.select_option("#id_second", label="Second analyst")
    send(first)
    check = first.url
    assert "Where they disagree" not in first.content()
    read_blind(first, check, 2)
    sign_in(second, "Second analyst")
    read_blind(second, check, 3)
    first.goto(check)
    expect(first.locator("main")).to_contain_text("Krippendorff")
    expect(first.locator("main")).to_contain_text("Where they disagree")
    figures = first.locator("main tbody tr")
    assert figures.count() >= 8
    assert faults_of(first) == []


def make_themes(page: Page) -> None:
    """Take the demo's golden themes apart, and make seven and a stand-alone area of the codes."""
    follow(page, "Golden themes")
    names = page.locator("h2.cg-said__name a").all_inner_texts()
    assert len(names) == 8
    for name in names:
        page.locator("h2.cg-said__name").get_by_role("link", name=name, exact=True).click()
        page.locator("main").get_by_role("link", name="Delete", exact=True).click()
        press(page, "Delete the golden theme")
    for name in names:
        press(page, "Make a golden theme")
        page.fill("#id_name", name)
        reach = "stand_alone" if name == ALONE else "cross_cutting"
        page.check(f"input[name=reach][value={reach}]")
        page.get_by_label(name).first.check()
        page.fill("#id_why", "People spoke of it around many issues (invented).")
        send(page)
        follow(page, "Golden themes")
    expect(page.locator("h2.cg-said__name")).to_have_count(8)
    expect(page.locator("h2.cg-said__name", has_text=ALONE)).to_contain_text("tand")
    assert faults_of(page) == []


def write(page: Page) -> str:
    """Begin an assessment and write in it; return where it is."""
    follow(page, "Assessment")
    press(page, "Begin an assessment")
    page.fill("#id_title", "Strategic assessment for the board")
    page.fill("#id_author", "The analyst")
    press(page, "Begin")
    at = page.url
    expect(page.locator("main")).to_contain_text("Golden themes: 7. Areas that stand alone: 1.")
    page.locator("main a[href$='/write/']").first.click()
    page.fill("#id_text", "Nothing is called [[issues rankd]].")
    press(page, "See how it reads")
    expect(page.locator("main")).to_contain_text("Nothing is called issues rankd.")
    page.fill("#id_text", WRITTEN)
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Larkenmere ranked 106 issues")
    page.locator("main a[href$='/write/']").nth(1).click()
    page.fill("#id_text", ASKED)
    press(page, "Save")
    return at


def take_away(page: Page, at: str) -> dict[str, bytes]:
    """Take the document away for partners as each kind of file."""
    page.goto(at)
    press(page, "Take it away as a file")
    assert faults_of(page) == []
    taken = {}
    for kind in ("docx", "pdf", "html", "xlsx"):
        href = page.locator(f"main a[href$='/partner/{kind}/']").get_attribute("href") or ""
        answer = page.request.get(urljoin(page.url, href), timeout=60_000)
        assert answer.status == 200
        taken[kind] = answer.body()
    return taken


def bring_back(page: Page, at: str, held: bytes) -> None:
    """Bring the Word file back as a partner edited it: one text is taken over, one left out."""
    changes = {"slept on it": "slept on it twice", ASKED: "Nobody will ask."}
    page.goto(at)
    with page.expect_navigation():
        page.get_by_role("link", name="Bring an edited Word file back").click()
    file: FilePayload = {
        "name": "edited.docx", "mimeType": "", "buffer": edited(held, changes),
    }  # fmt: skip
    page.set_input_files("#id_file", file)
    press(page, "Read the file")
    expect(page.locator("main")).to_contain_text("2 texts differ")
    assert faults_of(page) == []
    # the words that differ stand apart: each text is found by a word that only came back
    for word, verb in (("twice", "Take this over"), ("Nobody", "Leave it out")):
        text = page.locator("section.cg-offer", has_text=word)
        with page.expect_navigation():
            text.get_by_role("button", name=verb).click()
    page.goto(at)
    expect(page.locator("main")).to_contain_text("slept on it twice")
    expect(page.locator("main")).to_contain_text(ASKED)


def words_of(taken: dict[str, bytes]) -> dict[str, str]:
    """Return the words of each file, as its own reader finds them."""
    printed = pypdfium2.PdfDocument(taken["pdf"])
    pages = [one.get_textpage().get_text_bounded() for one in printed]
    printed.close()
    book = load_workbook(io.BytesIO(taken["xlsx"]), read_only=True)
    # a text stands in a content control of its own, which the library walks past
    written = docx.Document(io.BytesIO(taken["docx"])).element.body.iter(qn("w:t"))
    said = {
        "docx": "".join(one.text for one in written),
        "pdf": "\n".join(pages),
        "html": taken["html"].decode(),
        "xlsx": "\n".join(book.sheetnames),
    }
    return {kind: " ".join(words.split()) for kind, words in said.items()}


def test_from_what_people_said_to_a_document(visit: Visit) -> None:
    with visit() as page, visit() as second:
        sign_in(page, "Analyst")
        unread(page)
        code_by_keyboard(page)
        confirmed, by_hand = code_the_rest(page)
        assert confirmed > BY_KEYBOARD
        assert confirmed + by_hand + BY_KEYBOARD == ALL
        compare_two_coders(page, second)
        make_themes(page)
        at = write(page)
        taken = take_away(page, at)
        bring_back(page, at, taken["docx"])
    said = words_of(taken)
    for kind in ("docx", "pdf", "html"):
        assert "slept on it" in said[kind], kind
        assert "106" in said[kind], kind
    assert said["xlsx"]
    with zipfile.ZipFile(io.BytesIO(taken["docx"])) as packed:
        assert packed.testzip() is None
