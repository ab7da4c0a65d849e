"""The long list from a spreadsheet: all faults at once, nothing written while one stands."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from people_here import Answer, Here, at_most, text_of

from commonground.demo.pilot import make_pilot
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.issues import actions
from commonground.rooms.issues.models import Issue, Origin, Theme

TUTORIAL = Path(__file__).parents[3] / "docs/tutorial/first-long-list.md"
HEADER = "issue,theme,description,origin,tags"


def at(here: Here, rest: str = "") -> str:
    return f"/p/{here.partnership.pk}/issues/{rest}"


def csv(*rows: str, header: str = HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", "\n".join([header, *rows]).encode())


def workbook(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    for number, row in enumerate((tuple(HEADER.split(",")), *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("list.xlsx", held.getvalue())


def shown(here: Here, file: SimpleUploadedFile) -> Answer:
    return here.analysts_browser.post(at(here, "import/"), {"file": file})


def confirmed(here: Here, preview: Answer, repeats: str = "leave") -> str:
    """Send what the preview holds, and return the page that follows."""
    read = re.search(r'name="read"[^>]* value="([^"]+)"', text_of(preview))
    assert read is not None
    sent = {"read": unescape(read[1]), "repeats": repeats}
    return text_of(here.analysts_browser.post(at(here, "import/confirm/"), sent, follow=True))


@pytest.mark.parametrize("make", ["csv", "xlsx"])
def test_every_row_is_shown_and_nothing_written_until_it_is_confirmed(
    here: Here, make: str
) -> None:
    row = ("Knife crime", "Violence", "Carried", "Horizon scan (2026)", "drugs; firearms")
    file = csv(",".join(row)) if make == "csv" else workbook(row)

    preview = shown(here, file)

    assert "1 new issue." in text_of(preview)
    assert "Knife crime" in text_of(preview)
    assert not Issue.objects.exists()

    assert "Issues added: 1." in confirmed(here, preview)
    issue = Issue.objects.get()
    assert (issue.origin, issue.origin_note) == ("horizon_scan", "2026")
    assert issue.tag_ids == {"drugs", "firearms"}
    assert issue.theme is not None
    assert issue.theme.name == "Violence"


def test_confirming_twice_adds_nothing_twice(here: Here) -> None:
    preview = shown(here, csv("Knife crime,,,,"))
    confirmed(here, preview)
    entries = Entry.objects.count()

    assert "Issues added: 0. Left as they were: 1." in confirmed(here, preview)
    assert "Issues added: 0. Left as they were: 1." in confirmed(here, preview, "update")
    assert Entry.objects.count() == entries


def test_a_thousand_rows_with_twelve_faults_report_all_twelve_and_write_nothing(
    here: Here,
) -> None:
    rows = [f"Issue {number},Theme {number % 11},,meeting," for number in range(2, 1002)]
    faulty = {
        5: (",Theme 1,,meeting,", "row 5, column A (issue) is empty"),
        17: ("Issue 3,Theme 1,,meeting,", "row 17, column A (issue) holds \"Issue 3\", which is already in row 3"),  # noqa: E501
        40: ("issue  4,Theme 1,,meeting,", "row 40, column A (issue) holds \"issue  4\", which is already in row 4"),  # noqa: E501
        99: (f"{'x' * 201},Theme 1,,meeting,", "row 99, column A (issue) holds 201 characters"),
        120: (f"Issue 120,{'x' * 101},,meeting,", "row 120, column B (theme) holds 101 characters"),
        200: ("Issue 200,theme1,,meeting,", "row 200, column B (theme) holds \"theme1\""),
        301: ("Issue 301,Theme 1,,rumour,", "row 301, column D (origin) holds \"rumour\""),
        402: ("Issue 402,Theme 1,,gossip,", "row 402, column D (origin) holds \"gossip\""),
        503: ("Issue 503,Theme 1,,meeting,dragons", "row 503, column E (tags) holds \"dragons\""),
        604: ("Issue 604,Theme 1,,meeting,drugs; elves", "row 604, column E (tags) holds \"elves\""),  # noqa: E501
        905: ("#REF!,Theme 1,,meeting,", "row 905, column A (issue) holds the formula error #REF!"),
        1001: ("Issue 1001,Theme 1,,a dream,", "row 1001, column D (origin) holds \"a dream\""),
    }  # fmt: skip
    for number, (row, _) in faulty.items():
        rows[number - 2] = row

    page = unescape(text_of(shown(here, csv(*rows))))

    assert "12 things to mend in the file" in page
    for _, sentence in faulty.values():
        assert f"list.csv, {sentence}" in page
    assert len(re.findall(r'<a href="#row-\d+">', page)) == 12
    assert 'name="read"' not in page
    assert not Issue.objects.exists()
    assert not Theme.objects.exists()


@pytest.mark.parametrize("column", ["B (theme)", "C (description)", "D (origin)", "E (tags)"])
def test_a_formula_that_failed_is_a_fault_in_any_column(here: Here, column: str) -> None:
    cells = ["Knife crime", "", "", "", ""]
    cells[ord(column[0]) - ord("A")] = "#REF!"

    preview = shown(here, csv(",".join(cells)))

    assert f"list.csv, row 2, column {column} holds" in text_of(preview)
    assert "#REF!" in text_of(preview)
    assert not Theme.objects.exists()


def test_a_formula_that_was_never_computed_is_a_fault_in_any_column(here: Here) -> None:
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER.split(","))
    sheet.write_row(1, 0, ["Knife crime"])
    sheet.write_formula(1, 1, '="Vio"&"lence"', value="")
    book.close()

    preview = shown(here, SimpleUploadedFile("list.xlsx", held.getvalue()))

    assert "list.xlsx, row 2, column B (theme) is empty." in text_of(preview)


def test_what_is_there_already_is_shown_and_left_or_updated_as_chosen(here: Here) -> None:
    actions.add_issue(by=here.seat, name="Knife crime", description="Old", origin=Origin.MEETING,
                      tags=frozenset({"drugs"}))  # fmt: skip
    file = "knife  CRIME,New", "Burglary,"
    header = "issue,description"

    left = shown(here, csv(*file, header=header))
    assert "Already there" in text_of(left)
    assert "1 is on the list already." in text_of(left)
    assert "Issues added: 1. Left as they were: 1." in confirmed(here, left)
    assert Issue.objects.get(name="Knife crime").description == "Old"

    again = shown(here, csv(*file, header=header))
    assert "Issues added: 0. Updated: 1. Left as they were: 1." in confirmed(here, again, "update")
    after = Issue.objects.get(name="Knife crime")
    assert (after.description, after.origin) == ("New", "meeting")
    assert after.tag_ids == {"drugs"}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv("x", header="problem"), "has no column"),
        (csv(), "holds only a header"),
        (SimpleUploadedFile("list.pdf", b"%PDF"), "ends in .pdf"),
        (SimpleUploadedFile("list.xlsx", b"not a workbook"), "list.xlsx"),
        (SimpleUploadedFile("list.csv", b""), "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_beside_the_field(
    here: Here, file: SimpleUploadedFile, said: str
) -> None:
    file.seek(0)
    page = text_of(shown(here, file))

    assert said in unescape(page)
    assert 'id="id_file-error"' in page


def test_a_column_that_is_not_read_is_named(here: Here) -> None:
    page = text_of(shown(here, csv("Knife crime,3", header="issue,priority")))

    assert "Column B (priority) is not read." in page


def test_an_altered_or_another_partnerships_preview_is_refused(here: Here, elsewhere: Here) -> None:
    preview = shown(elsewhere, csv("Knife crime,,,,"))

    assert "The preview has expired" in confirmed(here, preview)
    assert not Issue.objects.exists()


def test_the_tutorials_sheet_has_the_faults_that_the_tutorial_tells_of(here: Here) -> None:
    table = re.search(r"^\| issue .*?\n\n", TUTORIAL.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert table is not None
    header, _, *rows = (
        ",".join(cell.strip() for cell in line.strip("|").split("|"))
        for line in table[0].strip().splitlines()
    )

    faulty = shown(here, csv(*rows, header=header))
    mended = [
        rows[0],
        rows[1].replace("violence,", "Violence,"),
        rows[2].replace("a friend", "other (a friend)"),
        f"Bicycle theft{rows[3]}",
        rows[4],
    ]
    page = confirmed(here, shown(here, csv(*mended, header=header)))

    assert "3 things to mend in the file" in text_of(faulty)
    for place in ("row 3, column B", "row 4, column C", "row 5, column A"):
        assert f"list.csv, {place}" in text_of(faulty)
    assert "Issues added: 5." in page
    assert Theme.objects.count() == 3


def test_the_pilots_own_list_comes_in_whole(here: Here) -> None:
    issues = make_pilot().issues
    rows = [f'"{one.name}","{one.theme}","x","{one.source} (invented)"' for one in issues]

    preview = shown(here, csv(*rows, header="issue,theme,description,source"))

    assert "Issues added: 106." in confirmed(here, preview)
    assert Theme.objects.count() == 11


def test_what_goes_out_comes_back_in(here: Here, elsewhere: Here) -> None:
    actions.add_issue(
        by=here.seat, name="=1+1 crime", new_theme="Violence", description="a\nb",
        origin=Origin.MEETING, origin_note="May", tags=frozenset({"csea"}),
    )  # fmt: skip
    browser = here.analysts_browser

    with at_most(10):
        out = browser.get(at(here, "export/"))
    assert out["Content-Type"].startswith("text/csv")
    assert "'=1+1 crime" in text_of(out)

    preview = shown(elsewhere, SimpleUploadedFile("issues.csv", out.content))
    confirmed(elsewhere, preview)
    copy = Issue.objects.get(partnership=elsewhere.partnership)
    assert (copy.name, copy.description, copy.origin_note) == ("=1+1 crime", "a\nb", "May")
    assert copy.tag_ids == {"csea"}


def test_the_export_is_of_what_is_shown(here: Here) -> None:
    for name in ("Knife crime", "Burglary"):
        actions.add_issue(by=here.seat, name=name)

    out = text_of(here.analysts_browser.get(at(here, "export/"), {"q": "knife"}))

    assert "Knife crime" in out
    assert "Burglary" not in out


def test_a_thousand_issues_are_written_in_a_few_statements_each_with_its_entry(
    here: Here,
) -> None:
    rows = [f"Issue {at},Theme {at % 11},,meeting,drugs" for at in range(1000)]
    preview = shown(here, csv(*rows))
    entries = Entry.objects.count()

    # 3,000 rows: some statements take ninety, as many as SQLite's parameters allow
    with at_most(200):
        said = confirmed(here, preview)

    assert "Issues added: 1000." in said
    assert Entry.objects.count() == entries + 11 + 1000
    assert all(one.broken_at is None for one in check_chains())

    preview = shown(here, csv(*(row.replace("drugs", "csea") for row in rows)))
    with at_most(200):
        said = confirmed(here, preview, "update")

    assert "Issues added: 0. Updated: 1000." in said
    assert Entry.objects.count() == entries + 11 + 2 * 1000
    assert all(one.broken_at is None for one in check_chains())
    assert {one.tag_ids for one in Issue.objects.prefetch_related("tags")} == {frozenset({"csea"})}


def test_a_list_longer_than_any_board_reads_is_refused(here: Here) -> None:
    rows = (f"Issue {number},,,," for number in range(5_001))

    assert "the most that is read at once is 5,000" in text_of(shown(here, csv(*rows)))


def test_a_text_is_no_longer_than_a_cell_holds_by_file_or_by_hand(here: Here) -> None:
    long = "a" * 32_768
    by_hand = {"name": "Long", "origin": "other", "description": long}

    assert "expected at most 32767" in text_of(shown(here, csv(f"Long,,{long},,")))
    assert "at most 32767 characters" in text_of(
        here.analysts_browser.post(at(here, "add/"), by_hand)
    )
    assert not Issue.objects.exists()
