"""The report on readiness as a page to print and as files, each of them recorded."""

import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import docx
import pytest
from pdf_pages import Pdf
from people_here import Here, text_of
from readiness_cases import SOUND, all_live, first
from readiness_here import checked

from commonground.rooms.audit.models import Entry
from commonground.rooms.readiness.reporting import KINDS

SECRET = "OFFICIAL-SENSITIVE"


def at(here: Here) -> str:
    return f"/p/{here.partnership.pk}/readiness/report/"


def words_of(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def taken(here: Here, kind: str) -> bytes:
    return here.analysts_browser.get(f"{at(here)}{kind}/download/").content


def docx_words(held: bytes) -> str:
    document = docx.Document(BytesIO(held))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in document.paragraphs), *cells])


def pdf_words(held: bytes) -> str:
    return Pdf(held).words


READ: dict[str, Callable[[bytes], str]] = {
    "docx": docx_words,
    "pdf": pdf_words,
    "html": lambda held: words_of(held.decode()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_file_says_how_every_rule_stands_and_what_is_wrong(here: Here, kind: str) -> None:
    checked(here.seat, first(equality_note="", told_on=SOUND.day.replace(year=2025))(SOUND))
    held = taken(here, kind)

    said = READ[kind](held)

    for words in (
        "Resources and skills",
        "C11 Equality was not thought of",
        "A1. Work under pursue",
        "It has no equality note.",
        "Nothing was said of it since 15 June 2025.",
        "A16 The profile was not acknowledged",
    ):
        assert words in said, words
    entry = Entry.objects.filter(verb="took away").latest("id")
    assert sha256(held).hexdigest() in entry.after


def test_the_answer_stands_in_the_report(here: Here) -> None:
    checked(here.seat, first(equality_note="")(SOUND))
    sent = {"reason": "In two languages", "given_by": "The board", "review_on": "1/1/2999"}
    here.analysts_browser.post(f"/p/{here.partnership.pk}/readiness/rules/C11/answer/", sent)

    page = words_of(text_of(here.analysts_browser.get(at(here))))

    assert "In two languages (The board," in page
    assert "In two languages (The board," in docx_words(taken(here, "docx"))


def test_a_file_is_marked_as_highly_as_what_it_names_and_says_so_in_its_name(here: Here) -> None:
    checked(here.seat, all_live(equality_note="", marking=SECRET)(SOUND))

    answer = here.analysts_browser.get(f"{at(here)}pdf/download/")

    assert f"readiness-1-{SECRET}.pdf" in answer["Content-Disposition"]
    assert SECRET in pdf_words(answer.content)


def test_the_page_to_print_holds_every_heading_and_leads_to_the_files(here: Here) -> None:
    checked(here.seat, SOUND)

    page = text_of(here.analysts_browser.get(at(here)))

    for words in ("Understanding", "Tackling", "Resources and skills", "Handling"):
        assert words in page
    for kind in KINDS:
        assert f"{at(here)}{kind}/download/" in page
