"""A survey's answers become remarks: chosen by column, seen before, never twice, never by name."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from people_here import Here, text_of

from commonground.rooms.audit.models import Entry
from commonground.rooms.issues.actions import add_issue
from commonground.rooms.themes.models import Remark, SurveyUse

EXPORT = (
    "Response ID;What is your email?;Issue;Organisation;What worries you most, and why?\n"
    "R1;one@example.org;knife  CRIME;larkenmere council;Lights are out by the school again\n"
    "R2;two@example.org;;;Nobody comes when we call them at night\n"
    "R3;two@example.org;Knife crime;;\n"
)


@pytest.fixture
def at(here: Here) -> str:
    add_issue(by=here.seat, name="Knife crime")
    return f"/p/{here.partnership.pk}/themes/remarks/import/"


def upload(here: Here, at: str, text: str = EXPORT, name: str = "survey.csv") -> str:
    file = SimpleUploadedFile(name, text.encode("cp1252"))
    return text_of(here.analysts_browser.post(at, {"file": file}))


def fields(page: str) -> dict[str, str]:
    """Return what the page's form would send."""
    found = dict(re.findall(r'name="(read|part-\d+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*name="(part-\d+)"[^>]*>(.*?)</select>', page):
        found[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return found


def test_an_export_is_chosen_from_looked_at_and_imported(here: Here, at: str) -> None:
    browser = here.analysts_browser
    chosen = upload(here, at)
    assert "What is your email? (an e-mail address)" in chosen
    assert "one@example.org" not in chosen

    seen = text_of(browser.post(f"{at}look/", fields(chosen)))
    assert "2 new remarks." in seen
    assert not Remark.objects.exists()
    answer = browser.post(f"{at}confirm/", fields(seen), follow=True)

    assert "2 new remarks." in text_of(answer)
    first, second = Remark.objects.order_by("number")
    assert first.issue is not None
    assert (first.issue.name, first.agency) == ("Knife crime", here.agency.name)
    assert (first.question, second.issue) == ("What worries you most, and why?", None)
    page = text_of(browser.get(at.replace("import", str(first.pk))))
    assert "What worries you most, and why?" in page


def test_a_long_survey_is_looked_at_in_pages_and_imported_whole(here: Here, at: str) -> None:
    browser = here.analysts_browser
    many = "".join(f"X{row};;;;It was number {row} that worried us most\n" for row in range(70))
    seen = text_of(browser.post(f"{at}look/", fields(upload(here, at, EXPORT + many))))
    assert "Answers 1 to 50 of 72" in seen
    assert "number 69 that" not in seen

    last = text_of(browser.post(f"{at}look/", {**fields(seen), "page": "2"}))

    assert "Answers 51 to 72 of 72" in last
    assert "number 69 that" in last
    assert "number 2 that" not in last
    browser.post(f"{at}confirm/", fields(last))
    assert Remark.objects.count() == 72


def test_a_column_taken_for_personal_data_is_used_where_somebody_says_that_it_is_none(
    here: Here, at: str
) -> None:
    text = EXPORT.replace("What is your email?", "Address").replace("one@example.org", "Mill Lane")
    text = text.replace("two@example.org", "Park Road")
    chosen = upload(here, at, text)
    assert "Address (an address)" in chosen
    assert "choose the file again and name the column" in chosen

    file = SimpleUploadedFile("survey.csv", text.encode("cp1252"))
    browser = here.analysts_browser
    again = text_of(browser.post(at, {"file": file, "of_nobody": "\n address \n"}))

    assert "Left out" not in again
    assert fields(again)["part-1"] == "skip"
    browser.post(f"{at}confirm/", {**fields(again), "part-1": "remark"})
    assert Remark.objects.filter(text="Mill Lane", question="Address").exists()


def test_a_column_that_is_not_there_is_named_and_nothing_is_taken(here: Here, at: str) -> None:
    file = SimpleUploadedFile("survey.csv", EXPORT.encode("cp1252"))

    page = text_of(here.analysts_browser.post(at, {"file": file, "of_nobody": "Adress"}))

    assert 'There is no column "Adress"' in html.unescape(page)


def test_what_is_personal_data_by_its_cells_stays_left_out_whatever_is_said(
    here: Here, at: str
) -> None:
    file = SimpleUploadedFile("survey.csv", EXPORT.encode("cp1252"))

    page = text_of(
        here.analysts_browser.post(at, {"file": file, "of_nobody": "What is your email?"})
    )

    assert "left out whatever it is called" in page
    assert "one@example.org" not in page


def test_columns_recognised_from_the_last_export_can_be_used_otherwise(here: Here, at: str) -> None:
    browser = here.analysts_browser
    browser.post(f"{at}confirm/", fields(upload(here, at)))
    recognised = upload(here, at, EXPORT + "R4;;;Council;The park is full of needles\n")
    assert "Look at every answer" in recognised

    chosen = text_of(browser.post(f"{at}look/", {**fields(recognised), "choose": "1"}))
    browser.post(f"{at}confirm/", {**fields(chosen), "part-2": "skip", "part-3": "skip"})

    assert Remark.objects.get(text="The park is full of needles").agency == ""


def test_who_answered_is_kept_nowhere(here: Here, at: str) -> None:
    seen = text_of(here.analysts_browser.post(f"{at}look/", fields(upload(here, at))))
    here.analysts_browser.post(f"{at}confirm/", fields(seen))

    kept = repr(list(Remark.objects.values_list())) + repr(list(SurveyUse.objects.values_list()))
    kept += "".join(Entry.objects.values_list("after", flat=True))
    assert "R1" not in kept
    assert "one@example.org" not in kept
    assert "two@example.org" not in kept


def test_the_next_export_needs_no_choosing_and_adds_what_is_new(here: Here, at: str) -> None:
    browser = here.analysts_browser
    seen = text_of(browser.post(f"{at}look/", fields(upload(here, at))))
    browser.post(f"{at}confirm/", fields(seen))

    again = upload(here, at, EXPORT + "R4;;;;The park is full of needles these days\n")

    assert "1 new remark." in again
    assert "2 are there already." in again
    browser.post(f"{at}confirm/", fields(again))
    browser.post(f"{at}confirm/", fields(again))
    assert Remark.objects.count() == 3


def test_faults_are_named_by_row_and_column_and_nothing_is_written(here: Here, at: str) -> None:
    browser = here.analysts_browser
    text = EXPORT.replace("knife  CRIME", "Knives").replace("R2;", "R1;")

    answer = browser.post(f"{at}look/", fields(upload(here, at, text)))

    page = text_of(answer)
    assert answer.status_code == 422
    assert "row 2, column C (Issue)" in page
    assert "an issue on the list" in page
    assert "row 3, column A (Response ID)" in page
    browser.post(f"{at}confirm/", fields(page))
    assert not Remark.objects.exists()


def test_a_column_of_answers_has_to_be_chosen(here: Here, at: str) -> None:
    sent = {name: value.replace("remark", "skip") if name != "read" else value
            for name, value in fields(upload(here, at)).items()}  # fmt: skip

    answer = here.analysts_browser.post(f"{at}look/", sent)

    assert answer.status_code == 422
    assert "Choose at least one column" in text_of(answer)


def test_a_file_that_is_none_gets_a_sentence(here: Here, at: str) -> None:
    assert "is not read" in upload(here, at, "x", "survey.ods")
    assert "expected a header row" in upload(here, at, "\n", "survey.csv")


def test_an_altered_page_is_refused(here: Here, at: str, elsewhere: Here) -> None:
    read = fields(upload(here, at))["read"]
    theirs = f"/p/{elsewhere.partnership.pk}/themes/remarks/import/"

    answer = elsewhere.analysts_browser.post(f"{theirs}confirm/", {"read": read}, follow=True)

    assert "The preview has expired" in text_of(answer)
