"""Pages by which a plan leaves and comes back: who may, and every change looked at first."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from people_here import Here
from plan_book_cases import edit
from plan_here import Planned

from commonground.documents.contents.audiences import Audience
from commonground.rooms.audit.models import Entry as AuditEntry
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.exporting import KINDS, builds, made
from commonground.rooms.plan.models import Action, Plan
from commonground.rooms.plan.rules import ALLOWED, Verb

PAGES = {
    "files/": Verb.EXPORT,
    "downloads/partner/csv/": Verb.EXPORT,
    "downloads/workbook/": Verb.EDIT_PLANS,
    "workbook/back/": Verb.EDIT_PLANS,
}


@pytest.fixture
def path(planned: Planned, tmp_path: Path) -> Path:
    made = tmp_path / "plan.xlsx"
    made.write_bytes(planned.here.analysts_browser.get(f"{planned.at}downloads/workbook/").content)
    return made


def choose(planned: Planned, path: Path) -> tuple[int, str]:
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    at = f"{planned.at}workbook/back/"
    answer = planned.here.analysts_browser.post(at, {"file": upload})
    return answer.status_code, answer.content.decode()


def confirm(planned: Planned, page: str, **more: str) -> tuple[int, str]:
    found = re.search(r'name="read"[^>]* value="([^"]+)"', page)
    assert found is not None
    at = f"{planned.at}workbook/confirm/"
    answer = planned.here.analysts_browser.post(at, {"read": found[1], **more}, follow=True)
    return answer.status_code, answer.content.decode()


def first(planned: Planned) -> Action:
    return Action.objects.get(pk=planned.actions[0].pk)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_those_who_may_and_to_no_other(
    planned: Planned, outsider: Client, elsewhere: Here, page: str
) -> None:
    at = planned.at + page

    for role in Role:
        may = role in ALLOWED[PAGES[page]]
        assert planned.here.browser(role).get(at).status_code == (200 if may else 403), role
    assert outsider.get(at).status_code == 404
    there = at.replace(str(planned.here.partnership.pk), str(elsewhere.partnership.pk))
    assert elsewhere.analysts_browser.get(there).status_code == 404
    assert planned.here.analysts_browser.put(at).status_code == 405


def test_only_who_edits_confirms_and_only_by_sending(planned: Planned, outsider: Client) -> None:
    at = f"{planned.at}workbook/confirm/"

    for role in Role:
        may = role in ALLOWED[Verb.EDIT_PLANS]
        assert planned.here.browser(role).post(at).status_code == (302 if may else 403), role
    assert outsider.post(at).status_code == 404
    assert planned.here.analysts_browser.get(at).status_code == 405


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_taken_for_every_reader_without_what_they_may_not_read(
    planned: Planned, audience: Audience, kind: str
) -> None:
    planned.change(planned.actions[1], text="Watch one yard", marking="OFFICIAL-SENSITIVE")
    answer = planned.here.analysts_browser.get(f"{planned.at}downloads/{audience}/{kind}/")

    assert answer.status_code == 200
    marking = "OFFICIAL-SENSITIVE" if audience is Audience.PARTNER else "OFFICIAL"
    name = f"action-plan-{audience}-{marking}.{kind}"
    assert name in answer["Content-Disposition"]
    if kind in ("html", "csv", "json"):
        assert (b"Watch one yard" in answer.content) is (audience is Audience.PARTNER)
    assert name in AuditEntry.objects.filter(verb="took away").latest("id").after


@pytest.mark.parametrize("plans_own", ["OFFICIAL", "OFFICIAL-SENSITIVE"])
def test_the_page_says_what_stays_behind_as_each_file_has_it(
    planned: Planned, plans_own: str
) -> None:
    """It reads the plan's outline alone: the whole plan must have the same to say."""
    planned.change(planned.actions[1], text="Watch one yard", marking="OFFICIAL-SENSITIVE")
    about = planned.plan
    Plan.objects.filter(pk=about.pk).update(marking=plans_own)
    about.refresh_from_db()

    seen = {one.audience: (one.document.marking, one.left_out) for one in builds(about)}

    for audience in Audience:
        build = made(about, audience, "csv").build
        assert seen[audience] == (build.document.marking, build.left_out)
    assert len(seen[Audience.PUBLIC][1]) > len(seen[Audience.PARTNER][1])


def test_there_is_no_other_kind_of_file(planned: Planned) -> None:
    browser = planned.here.analysts_browser

    assert browser.get(f"{planned.at}downloads/partner/odt/").status_code == 404
    assert browser.get(f"{planned.at}downloads/everybody/pdf/").status_code == 404


def test_every_change_is_seen_before_anything_is_written_and_then_all_of_it_once(
    planned: Planned, path: Path
) -> None:
    edit(path, "Actions", {(2, "Due"): date(2016, 5, 31), (2, "Resources"): "A <b>room</b>"})
    before = AuditEntry.objects.count()
    status, page = choose(planned, path)

    assert status == 200
    for said in ("A1: Briefing to partnership", "31 May 2016", "A &lt;b&gt;room", "Changed: 1."):
        assert said in page
    assert AuditEntry.objects.count() == before
    assert first(planned).due_on is None

    status, told = confirm(planned, page)
    assert "Rows added: 0. Rows changed: 1." in told
    assert first(planned).due_on == date(2016, 5, 31)
    written = AuditEntry.objects.count()
    _status, again = confirm(planned, page)
    assert "nothing was changed" in again
    assert AuditEntry.objects.count() == written
    _status, looked = choose(planned, path)
    assert "there is nothing to take over" in looked


def test_every_fault_stands_on_the_page_and_nothing_is_written(
    planned: Planned, path: Path
) -> None:
    edit(path, "Actions", {(2, "Due"): "soon", (3, "Lead agency"): "Nowhere Council"})
    before = AuditEntry.objects.count()
    status, page = choose(planned, path)

    assert status == 422
    assert "row 2, column J (Due) holds" in page
    assert "Nowhere Council" in page
    assert 'name="read"' not in page
    assert AuditEntry.objects.count() == before


def test_what_was_changed_on_both_sides_asks_which_holds(planned: Planned, path: Path) -> None:
    planned.change(planned.actions[0], resource="Here")
    edit(path, "Actions", {(2, "Resources"): "There"})
    _status, page = choose(planned, path)

    assert "Changed in the file and here: 1." in page
    status, asked = confirm(planned, page)
    assert status == 422
    assert "Choose: what holds where both were changed" in asked
    assert first(planned).resource == "Here"
    confirm(planned, asked, prefer="file")
    assert first(planned).resource == "There"


def test_a_plan_that_changes_while_somebody_looks_is_shown_anew(
    planned: Planned, path: Path
) -> None:
    edit(path, "Actions", {(2, "Resources"): "There"})
    _status, page = choose(planned, path)
    planned.change(planned.actions[0], learning="Something else")
    status, again = confirm(planned, page)

    assert status == 409
    assert "Somebody changed the plan meanwhile" in again
    assert first(planned).resource == ""
    confirm(planned, again)
    assert first(planned).resource == "There"


def test_what_cannot_be_together_is_told_and_nothing_is_written(
    planned: Planned, path: Path
) -> None:
    planned.change(planned.actions[0], starts_on=date(2016, 6, 1))
    edit(path, "Actions", {(2, "Due"): date(2016, 5, 1), (3, "Resources"): "A room"})
    _status, page = choose(planned, path)
    status, told = confirm(planned, page)

    assert status == 422
    assert "The action is due on 1 May 2016, before it starts on 1 June 2016." in told
    assert Action.objects.filter(resource="A room").count() == 0


def test_a_preview_of_another_plan_or_person_is_not_taken(planned: Planned, path: Path) -> None:
    edit(path, "Actions", {(2, "Resources"): "There"})
    _status, page = choose(planned, path)
    altered = page.replace('name="read" id="id_read" value="', 'name="read" id="id_read" value="x')
    _status, told = confirm(planned, altered)

    assert "The preview has expired. Choose the file again." in told
    assert first(planned).resource == ""


def test_the_workbook_is_a_workbook_under_its_marking(planned: Planned) -> None:
    answer = planned.here.analysts_browser.get(f"{planned.at}downloads/workbook/")

    assert io.BytesIO(answer.content).read(2) == b"PK"
    assert "action-plan-to-edit-OFFICIAL.xlsx" in answer["Content-Disposition"]
