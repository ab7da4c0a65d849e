"""Files are counted once and told row by row; what is wrong with them leaves what is shown."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from people_here import Here, make_here, text_of
from places_here import bring_in_cube, choose_ward, counted, send_files
from police_files import Row, street_text

from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.places import access, import_running
from commonground.rooms.places.import_actions import begin_import
from commonground.rooms.places.models import ChosenArea, CubeImport, ImportState
from commonground.rooms.places.receiving import receive, received

FORCE = "West Midlands Police"
NAME = "2024-01-west-midlands-street.csv"

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Here:
    return make_here()


@pytest.fixture
def about(here: Here) -> ChosenArea:
    return choose_ward(here)


def rows_of(about: ChosenArea, month: str = "2024-01") -> list[Row]:
    """Return two burglaries in each LSOA of an area, one elsewhere, and one without an area."""
    within = [(month, FORCE, code, "Burglary", 2) for code in about.lsoa_names]
    return [
        *within,
        (month, FORCE, "E01010521", "Drugs", 1),
        (month, FORCE, "", "Drugs", 1),
    ]


def latest(about: ChosenArea) -> CubeImport:
    return about.imports.latest("number")


def test_street_files_are_counted_and_every_row_is_told(here: Here, about: ChosenArea) -> None:
    page = send_files(here, {NAME: street_text(rows_of(about)).encode()})
    found = latest(about)
    assert found.state == ImportState.KEPT
    assert access.shown_import(about) == found
    assert access.cube_of(found).counts.sum() == 2 * about.lsoa_count
    told = " ".join(page.split())
    for label, number in (("Rows read", 2 * about.lsoa_count + 2), ("In another area", 1),
                          ("Without an area", 1)):  # fmt: skip
        assert re.search(rf"{label}\W+(<[^>]+>\W*)*{number}\b", told), label
    assert "January 2024" in page
    assert received(found.pk) == []


def test_a_zip_is_counted_as_its_files_are(here: Here, about: ChosenArea) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for month in ("2024-01", "2024-02"):
            name = f"{month}/{month}-west-midlands-street.csv"
            archive.writestr(name, street_text(rows_of(about, month)))
    send_files(here, {"latest.zip": held.getvalue()})
    assert (latest(about).first_month, latest(about).last_month) == ("2024-01", "2024-02")


def test_a_cube_made_elsewhere_is_taken_as_it_is(here: Here, about: ChosenArea) -> None:
    made = counted(about)
    send_files(here, {"made-at-home.cube": made.content})
    assert access.cube_bytes_of(latest(about)) == made.content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("area.cube", b"no cube", "is no cube, or only a part of one"),
        (NAME, b"a,b\n1,2\n", f"{NAME}, row 1: expected the header"),
        ("latest.zip", b"PK\x03\x04 cut off", "is no zip, or only a part of one"),
        ("notes.txt", b"hello", "There is nothing to read"),
    ],
)
def test_what_cannot_be_counted_is_told_and_leaves_what_is_shown(
    here: Here, about: ChosenArea, name: str, content: bytes, said: str
) -> None:
    before = bring_in_cube(here, about)
    page = send_files(here, {name: content})
    assert said in page
    assert "Nothing was imported" in page
    assert latest(about).state == ImportState.REFUSED
    assert access.shown_import(about) == before
    assert received(latest(about).pk) == []


def test_a_cube_of_another_area_is_refused_by_name(here: Here, about: ChosenArea) -> None:
    other = choose_ward(make_here("Thirdford"), "E05011120")
    page = send_files(here, {"other.cube": counted(other).content})
    assert "has other LSOAs than" in page
    assert access.shown_import(about) is None


def test_two_files_of_one_name_are_refused_before_anything_is_kept(
    here: Here, about: ChosenArea
) -> None:
    first, second = io.BytesIO(b"a"), io.BytesIO(b"b")
    first.name = second.name = NAME
    address = f"/p/{here.partnership.pk}/places/imports/add/"
    answer = here.analysts_browser.post(address, {"file": [first, second]})
    assert "Two files are called" in text_of(answer)
    assert not about.imports.exists()


def test_no_file_is_answered_at_the_field(here: Here, about: ChosenArea) -> None:
    address = f"/p/{here.partnership.pk}/places/imports/add/"
    answer = here.analysts_browser.post(address, {})
    assert "Choose: files" in text_of(answer)
    assert not about.imports.exists()


class TestAnImportThatStopped:
    """As if the server had been killed: the row says running, and nothing is heard of it."""

    @pytest.fixture
    def stopped(self, here: Here, about: ChosenArea, tmp_path: Path) -> CubeImport:
        made = begin_import(by=here.seat, about=about, file_names=[NAME], import_id=CubeImport().pk)
        receive([SimpleUploadedFile(NAME, street_text(rows_of(about)).encode())], made.pk)
        return made

    def test_it_shows_nothing_and_offers_to_go_on(self, here: Here, stopped: CubeImport) -> None:
        page = self._page(here, stopped)
        assert "Nothing was heard of this import" in text_of(page)
        assert "Refresh" not in page
        assert access.shown_import(stopped.area) is None

    def test_going_on_counts_it(self, here: Here, stopped: CubeImport) -> None:
        here.analysts_browser.post(self._address(here, stopped, "go-on/"))
        assert latest(stopped.area).state == ImportState.KEPT
        # a second press finds it ended
        here.analysts_browser.post(self._address(here, stopped, "go-on/"))
        assert stopped.area.choices.count() == 1

    def test_while_something_is_heard_of_it_the_page_asks_again(
        self, here: Here, stopped: CubeImport, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_running, "percent_done", lambda about: 41)
        page = self._page(here, stopped)
        assert page["Refresh"] == "1"
        assert "41 % done" in text_of(page)

    def test_another_cannot_begin_meanwhile(self, here: Here, stopped: CubeImport) -> None:
        page = send_files(here, {NAME: street_text(rows_of(stopped.area)).encode()})
        assert "An import is running already" in page
        assert stopped.area.imports.count() == 1

    def test_it_can_be_given_up(self, here: Here, stopped: CubeImport) -> None:
        here.analysts_browser.post(self._address(here, stopped, "give-up/"))
        assert latest(stopped.area).state == ImportState.GIVEN_UP
        assert received(stopped.pk) == []
        # what was given up cannot be gone on with
        here.analysts_browser.post(self._address(here, stopped, "go-on/"))
        assert latest(stopped.area).state == ImportState.GIVEN_UP

    def test_a_reader_sees_it_and_has_nothing_to_press(
        self, here: Here, stopped: CubeImport
    ) -> None:
        page = here.browser(Role.CHAIR).get(self._address(here, stopped)).content.decode()
        assert "go-on" not in page
        assert "give-up" not in page

    def _address(self, here: Here, stopped: CubeImport, verb: str = "") -> str:
        return f"/p/{here.partnership.pk}/places/imports/{stopped.pk}/{verb}"

    def _page(self, here: Here, stopped: CubeImport):  # type: ignore[no-untyped-def]
        return here.analysts_browser.get(self._address(here, stopped))


class TestAnEarlierImport:
    def test_it_is_shown_again_with_a_reason_and_recorded(
        self, here: Here, about: ChosenArea
    ) -> None:
        first, second = bring_in_cube(here, about), bring_in_cube(here, about, 3)
        assert access.shown_import(about) == second
        address = f"/p/{here.partnership.pk}/places/imports/{first.pk}/show/"
        page = here.analysts_browser.post(address, {"reason": "May was cut off."}, follow=True)
        assert access.shown_import(about) == first
        assert "May was cut off." in text_of(page)
        assert Entry.objects.filter(object_id=about.choices.latest("number").pk).exists()

    def test_without_a_reason_it_is_not(self, here: Here, about: ChosenArea) -> None:
        first, second = bring_in_cube(here, about), bring_in_cube(here, about, 3)
        address = f"/p/{here.partnership.pk}/places/imports/{first.pk}/show/"
        answer = here.analysts_browser.post(address, {"reason": "  "})
        assert "Enter: reason" in text_of(answer)
        assert access.shown_import(about) == second

    def test_its_report_can_be_taken_away(self, here: Here, about: ChosenArea) -> None:
        found = bring_in_cube(here, about)
        address = f"/p/{here.partnership.pk}/places/imports/{found.pk}/download/files/"
        text = here.analysts_browser.get(address).content.decode("utf-8-sig")
        assert text.splitlines()[0].startswith("file,month,force,lsoas_of,rows,kept,outside")
        assert len(text.splitlines()) == 4
