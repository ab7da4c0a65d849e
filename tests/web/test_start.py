"""`./run`: one command to look round, on this machine alone."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from commands import Told
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from installations import COMMANDS, Installation
from people_here import Here, text_of

from commonground.rooms.people import access, persona_actions
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.people.roles import Role
from commonground.web.upgrading import upgrade


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def started(here: Installation, port: int) -> Iterator[str]:
    """Start it, wait for its first page, give its address; end it by Ctrl-C, cleanly."""
    with here.open(COMMANDS, "start", "--port", port, "--no-browser") as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/health/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=60)
    assert (server.returncode, "Traceback" in err) == (0, False), err
    assert f"Common Ground is at http://localhost:{port}" in out


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            requests.get(address, timeout=5)
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} did not answer")


def sign_in(address: str, email: str, password: str) -> str:
    """Return the page that follows from signing in."""
    with requests.Session() as browser:
        browser.get(f"{address}/account/login/", timeout=60)
        told = {"login": email, "password": password, "csrfmiddlewaretoken": ""}
        told["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
        answer = browser.post(f"{address}/account/login/", data=told, timeout=60)
        return answer.text


@pytest.mark.slow
def test_it_starts_with_the_demo_keeps_it_and_ends_cleanly(tmp_path: Path) -> None:
    here, port = Installation(tmp_path / "home"), free_port()
    with started(here, port) as address:
        password = (here.home / "demo-password").read_text()
        assert (here.home / "demo-password").stat().st_mode & 0o777 == 0o600
        assert "(invented)" in sign_in(address, "analyst@example.invalid", password)
        taken = here.command("start", "--port", port, "--no-browser")
        assert taken.status != 0
        assert f"Port {port} cannot be used" in taken.err
        assert "Traceback" not in taken.err

    with started(here, port) as address:
        assert (here.home / "demo-password").read_text() == password
        assert "(invented)" in sign_in(address, "chair@example.invalid", password)

    public = Installation(here.home, {"BASE_URL": f"http://127.0.0.1:{port}"})
    code = f"from commonground.web import starting; print(starting.prepare({port}))"
    assert public.run(code).out == "False\n"
    assert not (here.home / "demo-password").exists()
    with started(here, port) as address:
        assert (here.home / "demo-password").read_text() != password
        assert "(invented)" not in sign_in(address, "chair@example.invalid", password)


def test_a_start_of_what_is_up_to_date_only_looks(db: None) -> None:
    with CaptureQueriesContext(connection) as made:
        upgrade()

    asked = [one["sql"].lstrip().upper() for one in made.captured_queries]
    assert asked
    assert [sql for sql in asked if not sql.startswith(("SELECT", "PRAGMA"))] == []


def test_a_server_waits_for_nothing_that_only_other_commands_need(tmp_path: Path) -> None:
    code = """
import sys
from commonground.cli.main import commands
commands.get_command(None, "start")
print(*sorted({"django", "jinja2", "numpy", "vl_convert", "xlsxwriter"} & set(sys.modules)))
"""

    assert Installation(tmp_path).run(code) == Told(0, "\n", "")


@pytest.mark.usefixtures("demo_before_rounds")
def test_each_role_has_a_persona_who_can_never_be_real(db: None) -> None:
    persona_actions.make_personas(password="three odd words")

    demo = Partnership.objects.get()
    held = {one.email: access.seats(one)[0].roles for one in Person.objects.exclude(password="")
            if one.has_usable_password()}  # fmt: skip
    assert demo.is_demo
    assert held == {one.email: frozenset({one.role}) for one in persona_actions.PERSONAS}
    assert {one.role for one in persona_actions.PERSONAS} == set(Role)


@pytest.mark.usefixtures("demo_before_rounds")
def test_the_first_real_account_still_runs_the_installation(db: None) -> None:
    cache.clear()
    persona_actions.make_personas(password="three odd words")
    browser = Client()
    assert "Make an account" in text_of(browser.get("/"))

    told = {"name": "Ada Real", "email": "ada@example.org", "password1": "three odd words"}
    browser.post("/account/signup/", told)

    assert Person.objects.get(email="ada@example.org").is_operator
    assert "Make an account" not in text_of(Client().get("/"))


@pytest.mark.usefixtures("demo_before_rounds")
def test_personas_are_shut_out_once_and_let_in_again(db: None) -> None:
    persona_actions.make_personas(password="three odd words")
    email = persona_actions.PERSONAS[1].email

    persona_actions.shut_out()
    persona_actions.shut_out()
    assert not Person.objects.get(email=email).has_usable_password()

    persona_actions.let_in(password="four odd words here")
    assert check_password("four odd words here", Person.objects.get(email=email).password)


def test_an_installation_in_use_is_not_offered_the_demo(here: Here) -> None:
    assert not persona_actions.is_empty()
    assert not persona_actions.are_here()
