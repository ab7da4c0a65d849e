"""People from a spreadsheet: every row is seen before any is written, and none is written twice."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from textwrap import dedent
from typing import Protocol

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from marked_pages import marking
from openpyxl import load_workbook
from people_here import Answer, Here, at_most, signed_in, text_of

from commonground.demo.pilot import make_pilot
from commonground.demo.writing import write_pilot
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.people import actions, member_actions
from commonground.rooms.people.models import Agency, HeldRole, Membership, Person
from commonground.rooms.people.roles import Role

HEADER = "Name,E-mail,Agency,Sub-department,Job title,Roles,Way"
TWO = f"""
    {HEADER}
    Ada Invented,Ada@Example.org,Larkenmere Council,,Officer,"Assessor, board member",in a meeting
    Bea Imagined,bea@example.org,Larkenmere Fire,Prevention,,Assessor,remote
    """


class Answered(Answer, Protocol):
    """What a test browser is answered, with how it went."""

    status_code: int


def upload(browser: Client, here: Here, text: str) -> Answered:
    """Return the answer to choosing a csv file."""
    return upload_file(browser, here, "people.csv", dedent(text).strip().encode())


def upload_file(browser: Client, here: Here, name: str, content: bytes) -> Answered:
    """Return the answer to choosing a file."""
    file = SimpleUploadedFile(name, content)
    return browser.post(f"/p/{here.partnership.pk}/people/import/", {"file": file})


def kept_in(answer: Answer) -> str:
    """Return the sealed text in a preview."""
    found = re.search(r'name="read" value="([^"]+)"', text_of(answer))
    assert found is not None, text_of(answer)
    return found[1]


def confirm(browser: Client, here: Here, kept: str, **more: str) -> Answered:
    """Return the answer to confirming a preview."""
    address = f"/p/{here.partnership.pk}/people/import/confirm/"
    return browser.post(address, {"read": kept, **more})


def imported(here: Here, text: str) -> Answered:
    """Import a file as the analyst, new agencies and all."""
    browser = here.analysts_browser
    return confirm(browser, here, kept_in(upload(browser, here, text)), add_agencies="on")


def written() -> tuple[int, ...]:
    """Return how much of everything there is."""
    kinds = (Person, Membership, HeldRole, Agency, Entry)
    return tuple(kind._default_manager.count() for kind in kinds)


def test_a_preview_shows_every_row_and_writes_nothing(here: Here) -> None:
    browser = here.analysts_browser
    before = written()

    answer = upload(browser, here, TWO)

    page = text_of(answer)
    assert answer.status_code == 200
    assert "New: 2." in page
    assert "ada@example.org" in page
    assert "Larkenmere Fire: Prevention" in page
    assert written() == before


def test_confirming_writes_everything_with_its_record(here: Here) -> None:
    entries = Entry.objects.count()

    answer = imported(here, TWO)

    ada = Membership.objects.get(person__email="ada@example.org")
    bea = Membership.objects.get(person__email="bea@example.org")
    assert answer.status_code == 302
    assert (ada.agency, ada.title, ada.way) == (here.agency, "Officer", "meeting")
    assert {held.role for held in ada.held_roles.all()} == {"assessor", "member"}
    assert bea.agency is not None
    assert bea.agency.name == "Larkenmere Fire: Prevention"
    assert bea.agency.speaks_as.name == "Larkenmere Fire"
    # two agencies, two persons, two members, three roles
    assert Entry.objects.count() == entries + 9


def test_a_fault_met_on_confirming_names_its_cell_as_the_preview_would(here: Here) -> None:
    browser = here.analysts_browser
    kept = kept_in(upload(browser, here, "Name,Agency\nAda Invented,"))
    imported(here, "Name,E-mail\nAda Invented,ada@example.org\nAda Invented,other@example.org")

    answer = confirm(browser, here, kept)

    assert answer.status_code == 422
    place = "people.csv, row 2, column A (Name)"
    assert f"{place} holds &#34;Ada Invented&#34;, and 2 people" in text_of(answer)


def test_new_agencies_are_offered_and_nothing_is_written_unless_they_are_taken(here: Here) -> None:
    browser = here.analysts_browser
    answer = upload(browser, here, TWO)
    before = written()

    refused = confirm(browser, here, kept_in(answer))

    assert "<li>Larkenmere Fire</li><li>Larkenmere Fire: Prevention</li>" in text_of(answer)
    assert "Tick to add the new agencies" in text_of(refused)
    assert written() == before


def test_importing_the_same_file_twice_does_nothing_twice(here: Here) -> None:
    imported(here, TWO)
    before = written()

    again = upload(here.analysts_browser, here, TWO)

    assert "Already there: 2." in text_of(again)
    assert "there is nothing to import" in text_of(again)
    assert written() == before


def test_a_confirmation_sent_twice_is_done_once(here: Here) -> None:
    browser = here.analysts_browser
    kept = kept_in(upload(browser, here, TWO))
    confirm(browser, here, kept, add_agencies="on")
    before = written()

    again = confirm(browser, here, kept)

    assert again.status_code == 302
    assert written() == before
    assert "nothing was changed" in text_of(browser.get(f"/p/{here.partnership.pk}/people/"))


def test_what_changed_is_shown_as_it_is_and_as_it_will_be(here: Here) -> None:
    here.member(Role.MEMBER, name="Ada Invented")
    text = f"""
        {HEADER}
        Ada Invented,ada.invented@example.org,,,Head of service,Chair,
        """

    page = text_of(upload(here.analysts_browser, here, text))
    imported(here, text)

    ada = Membership.objects.get(person__email="ada.invented@example.org")
    assert "Job title: from nothing to Head of service." in page
    assert "Roles: from Board member to Chair, Board member." in page
    assert (ada.agency, ada.title) == (here.agency, "Head of service")
    assert {held.role for held in ada.held_roles.all()} == {"chair", "member"}


def test_an_empty_cell_and_a_missing_column_leave_what_is_there(here: Here) -> None:
    imported(here, TWO)
    before = written()

    answer = upload(here.analysts_browser, here, "Name,E-mail\nAda Invented,ada@example.org\n")

    assert "Already there: 1." in text_of(answer)
    assert written() == before


def test_somebody_without_an_address_is_known_by_their_name(here: Here) -> None:
    text = "Name,Roles\nOn Paper,Assessor\n"
    imported(here, text)

    assert "Already there: 1." in text_of(upload(here.analysts_browser, here, text))
    assert Person.objects.filter(name="On Paper").count() == 1


def test_a_name_that_two_people_share_needs_an_address(here: Here) -> None:
    for number in range(2):
        member_actions.add_member(by=here.seat, name="Namesake", email=f"{number}@example.org")

    answer = upload(here.analysts_browser, here, "Name\nNamesake\n")

    assert answer.status_code == 422
    assert "and 2 people here have that name" in text_of(answer)


def test_the_preview_never_tells_who_is_in_another_partnership(here: Here, elsewhere: Here) -> None:
    browser = here.analysts_browser
    known = upload(browser, here, f"Name,E-mail\nSomebody,{elsewhere.analyst.email}\n")
    unknown = upload(browser, here, "Name,E-mail\nSomebody,otherfold.nobodyy@example.org\n")

    assert elsewhere.analyst.name not in text_of(known)
    for page in (text_of(known), text_of(unknown)):
        assert "New: 1." in page
    told = [re.sub(r"otherfold\.\w+@|value=\"[^\"]+\"|nonce=\"[^\"]+\"", "", text_of(one))
            for one in (known, unknown)]  # fmt: skip
    assert told[0] == told[1]


def faulty() -> tuple[str, list[str]]:
    """Return a file of 1,000 rows with 12 faults, and where each of them is."""
    rows = [
        [f"Person {at}", f"p{at}@example.org", "Larkenmere Council", "", "", "Assessor", "remote"]
        for at in range(1000)
    ]
    spoiled = [
        (3, 0, ""), (17, 1, "not an address"), (50, 1, "a@b@example.org"), (99, 5, "Boss"),
        (140, 6, "by owl"), (200, 1, "p5@example.org"), (333, 0, "#REF!"), (400, 2, ""),
        (512, 4, "x" * 151), (640, 5, "Assessor; king"), (777, 2, "larkenmere council"),
        (999, 1, "p998@example.org"),
    ]  # fmt: skip
    for row, column, text in spoiled:
        rows[row][column] = text
    rows[400][3] = "Housing"
    told = []
    labels = HEADER.split(",")
    for row, column, _ in spoiled:
        at = 3 if row == 400 else column
        place = f"people.csv, row {row + 2}"
        told.append(place if row == 777 else f"{place}, column {'ABCDEFG'[at]} ({labels[at]})")
    return "\n".join([HEADER, *(",".join(cells) for cells in rows)]), told


def test_twelve_faults_in_a_thousand_rows_are_told_at_once_and_nothing_is_written(
    here: Here,
) -> None:
    text, places = faulty()
    before = written()

    answer = upload(here.analysts_browser, here, text)

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Fault: 12. New: 988." in page
    listed = re.findall(r'<a href="#row-\d+">([^<]+)</a>', page)
    assert len(listed) == 12
    for place, sentence in zip(places, listed, strict=True):
        assert sentence.startswith(place)
    assert "<br>Column B (E-mail) holds &#34;not an address&#34;; expected one e-mail" in page
    assert page.count("people.csv, row") == 12
    assert 'name="read"' not in page
    assert written() == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("people.csv", b"", "is empty"),
        ("people.csv", b"E-mail\nada@example.org\n", "has no column"),
        ("people.pdf", b"%PDF", "ends in .pdf"),
        ("people.xlsx", b"not a workbook", "people.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    here: Here, name: str, content: bytes, words: str
) -> None:
    page = text_of(upload_file(here.analysts_browser, here, name, content))

    assert words in page
    assert "There is a problem" in page


def test_a_preview_is_good_for_one_person_in_one_partnership(here: Here, elsewhere: Here) -> None:
    text = "Name,Roles\nOn Paper,Assessor\n"
    kept = kept_in(upload(here.analysts_browser, here, text))
    other = here.browser(Role.ANALYST)
    before = written()

    for browser, place, sent in (
        (elsewhere.analysts_browser, elsewhere, kept),
        (other, here, kept),
        (here.analysts_browser, here, kept[:-3] + "xyz"),
    ):
        answer = confirm(browser, place, sent)
        assert answer.status_code == 302
        assert "Choose the file again." in text_of(
            browser.get(f"/p/{place.partnership.pk}/people/import/")
        )
    assert written() == before


def test_what_another_analyst_changed_meanwhile_is_looked_at_again_first(here: Here) -> None:
    browser = here.analysts_browser
    kept = kept_in(upload(browser, here, TWO))
    actions.add_agency(by=here.seat, name="Larkenmere Fire")
    before = written()

    answer = confirm(browser, here, kept, add_agencies="on")

    assert answer.status_code == 409
    assert "Somebody changed the people or agencies meanwhile" in text_of(answer)
    assert written() == before
    confirm(browser, here, kept_in(answer), add_agencies="on")
    assert Membership.objects.filter(person__email="bea@example.org").exists()


def test_a_change_of_language_between_preview_and_confirmation_is_no_change_of_people(
    here: Here,
) -> None:
    member = here.member(Role.MEMBER, name="Ada Invented")
    browser = here.analysts_browser
    with override_settings(LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")]), marking():
        kept = kept_in(upload(browser, here, f"""
            {HEADER}
            Ada Invented,ada.invented@example.org,Larkenmere Council,,Head,Chair,in a meeting
            """))  # fmt: skip
        browser.cookies["django_language"] = "cy"
        answer = confirm(browser, here, kept)

    member.refresh_from_db()
    assert answer.status_code == 302
    assert (member.title, member.way) == ("Head", "meeting")


def test_sending_no_file_asks_to_choose_one(here: Here) -> None:
    answer = here.analysts_browser.post(f"/p/{here.partnership.pk}/people/import/", {})

    assert "Choose: spreadsheet of people" in text_of(answer)


def test_two_analysts_with_the_same_file_add_everybody_once(here: Here) -> None:
    one, other = here.analysts_browser, signed_in(here.with_role(Role.ANALYST))
    first, second = (kept_in(upload(browser, here, TWO)) for browser in (one, other))

    confirm(one, here, first, add_agencies="on")
    before = written()
    confirm(other, here, second, add_agencies="on")

    assert written() == before


def test_the_people_of_the_pilot_come_in_as_they_are_written(here: Here, tmp_path: Path) -> None:
    write_pilot(make_pilot(), tmp_path)
    text = (tmp_path / "people.csv").read_text()

    imported(here, text)

    assert Membership.objects.filter(partnership=here.partnership).count() == 157
    assert "Already there: 156." in text_of(upload(here.analysts_browser, here, text))


def test_the_template_can_be_filled_in_and_comes_back(here: Here) -> None:
    browser = here.analysts_browser
    answer = browser.get(f"/p/{here.partnership.pk}/people/import/template/")
    book = load_workbook(BytesIO(answer.content))
    page = book["People"]
    assert [cell.value for cell in page[1]] == HEADER.split(",")
    for at, text in enumerate(("Ada", "ada@example.org", "Larkenmere Council"), 1):
        page.cell(2, at, text)
    filled = BytesIO()
    book.save(filled)

    preview = upload_file(browser, here, "people.xlsx", filled.getvalue())

    assert "New: 1." in text_of(preview)


def test_a_preview_of_a_thousand_rows_takes_as_many_queries_as_of_one(here: Here) -> None:
    rows = "".join(f"Person {at},p{at}@example.org,Larkenmere Council\n" for at in range(1000))
    browser = here.analysts_browser
    imported(here, "Name,E-mail,Agency\n" + rows[:2000])

    with at_most(10):
        upload(browser, here, "Name,E-mail,Agency\n" + rows)


def test_a_thousand_contacts_are_written_in_a_few_statements_each_with_its_entry(
    here: Here,
) -> None:
    header, browser = "Name,E-mail,Agency,Roles\n", here.analysts_browser
    rows = [f"Person {at},p{at}@example.org,Larkenmere Council,Assessor" for at in range(1000)]
    kept = kept_in(upload(browser, here, header + "\n".join(rows)))
    entries = Entry.objects.count()

    # 6,000 rows: some statements take ninety, as many as SQLite's parameters allow
    with at_most(150):
        confirm(browser, here, kept)

    assert Entry.objects.count() == entries + 3 * 1000
    assert all(one.broken_at is None for one in check_chains())

    kept = kept_in(upload(browser, here, header + "\n".join(f"{row}; Chair" for row in rows)))
    with at_most(80):
        confirm(browser, here, kept)

    assert Entry.objects.count() == entries + 4 * 1000
    assert all(one.broken_at is None for one in check_chains())


def test_changed_contacts_are_recorded_before_and_after(here: Here) -> None:
    member = here.member(name="Ada Invented")

    imported(here, "Name,E-mail,Job title\nAda Invented,ada.invented@example.org,Officer\n")

    entry = Entry.objects.get(object_id=str(member.pk), verb="changed")
    assert entry.changes == {"title": ("", "Officer"), "version": (1, 2)}
    member.refresh_from_db()
    assert (member.title, member.version) == ("Officer", 2)


def test_a_role_that_begins_on_a_later_day_is_not_given_again(here: Here) -> None:
    member = here.member(name="Ada Invented")
    later = timezone.localdate() + timedelta(days=9)
    member_actions.give_role(by=here.seat, member=member, role=Role.CHAIR, since=later)

    imported(here, "Name,E-mail,Job title,Roles\nAda,ada.invented@example.org,Officer,Chair\n")

    assert [held.since for held in member.held_roles.all()] == [later]
