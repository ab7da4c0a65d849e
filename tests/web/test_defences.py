"""What somebody may send who means harm: too much, under another name, or into another's place."""

import io
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from people_here import Here, text_of

from commonground.rooms.people.roles import Role
from commonground.web.middleware import AROUND_BYTES, MOST_FILE_BYTES

TOO_LARGE = 413


@pytest.mark.parametrize("address", ["/account/login/", "/nowhere/"])
def test_more_than_a_form_can_hold_is_refused_before_it_is_read(db: None, address: str) -> None:
    answer = Client().post(
        address,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=MOST_FILE_BYTES + AROUND_BYTES + 1,
    )

    assert answer.status_code == TOO_LARGE
    assert "too large" in text_of(answer)
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", ["é" * 240 + ".csv", "a" * 400 + ".csv", "../../people.csv"])
def test_a_file_may_be_called_anything(here: Here, name: str) -> None:
    class Chosen(io.BytesIO):
        """A file as a browser sends it, whatever it is called."""

        name: str

    file = Chosen(b"Name,Agency\nSomebody,\n")
    file.name = name
    answer = here.analysts_browser.post(f"/p/{here.partnership.pk}/people/import/", {"file": file})

    assert answer.status_code == 200
    assert "Somebody" in text_of(answer)


@pytest.mark.parametrize(
    "name", ["Police\nBcc: other@example.org", "Pol\u202eecila", "Police\u200b", "Po\x1blice"]
)
def test_a_name_holds_nothing_that_cannot_be_seen(here: Here, name: str) -> None:
    browser = here.analysts_browser
    details = {"name": name, "area": "A", "board_kind": "B", "version": "1", "origin": "other"}
    for page in ("agencies/add/", "partnership/", "people/add/", "issues/add/"):
        answer = browser.post(
            f"/p/{here.partnership.pk}/{page}", {**details, "roles": Role.MEMBER.value}
        )

        assert answer.status_code == 200, page
        assert "cannot be seen" in text_of(answer), page


def test_a_name_in_welsh_is_a_name(here: Here) -> None:
    answer = here.analysts_browser.post(
        f"/p/{here.partnership.pk}/agencies/add/", {"name": "Heddlu Tŷ’r Ŵyl \u2013 D\u0175r"}
    )

    assert answer.status_code == 302


def test_no_entry_is_put_in_the_place_of_another(here: Here) -> None:
    columns = "id, sequence, at, verb, object_type, object_id, before, after, previous, digest"
    into = f"INTO audit_entry (actor, chain_id, {columns})"
    again = f"SELECT 'person:nobody', chain_id, {columns} FROM audit_entry"
    ways = {
        "sqlite": f"INSERT OR REPLACE {into} {again}",
        "postgresql": f"INSERT {into} {again} ON CONFLICT (id) DO UPDATE SET actor = 'nobody'",
    }

    with pytest.raises(DatabaseError, match="is never"), transaction.atomic():
        connection.cursor().execute(ways[connection.vendor])


def test_what_is_kept_is_its_users_alone_even_in_a_folder_that_is_not(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    code = (
        "from commonground.web import starting\n"
        "starting.set_up()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from django.core.mail import send_mail\n"
        "send_mail('A', 'B', None, ['a@example.org'])\n"
    )
    subprocess.run(
        [sys.executable, "-c", f"import os; os.umask(0o022)\n{code}"],
        env={"COMMONGROUND_HOME": str(tmp_path), "PATH": ""}, check=True,
    )  # fmt: skip

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) >= 3
    assert [path.name for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_the_status_page_names_no_folder_of_the_machine(here: Here) -> None:
    page = text_of(here.browser(Role.ASSESSOR).get("/status/"))

    assert "Not sent" in page
    assert "/mail" not in page


@pytest.mark.parametrize("host", ["other.example", "testserver.other.example", "bad host"])
def test_another_host_is_refused_with_a_page(db: None, host: str) -> None:
    answer = Client(raise_request_exception=False, headers={"host": host}).get("/")

    assert answer.status_code == 400
    assert "Nothing was changed." in text_of(answer)
