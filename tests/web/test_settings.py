"""Settings come from the environment, and what cannot be used is refused in a sentence."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commonground.errors import BadInput
from commonground.web import environment, sqlite
from commonground.web.log_lines import masked


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((3, 53, 0), "WAL")],
)
def test_write_ahead_logging_is_for_safe_libraries_alone(
    version: tuple[int, int, int], mode: str
) -> None:
    made = sqlite.options(version)

    assert f"journal_mode={mode};" in str(made["init_command"])
    assert "synchronous=FULL" in str(made["init_command"])
    assert (made["transaction_mode"], made["timeout"]) == ("IMMEDIATE", 20)


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = environment.secret_key(tmp_path)

    assert environment.secret_key(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_damaged_secret_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("short")

    with pytest.raises(BadInput, match="Restore it from a backup"):
        environment.secret_key(tmp_path)


@pytest.mark.parametrize("value", ["commonground", "ftp://host", "https://host/path"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("COMMONGROUND_BASE_URL", value)

    with pytest.raises(BadInput, match="COMMONGROUND_BASE_URL: expected an address"):
        environment.address("BASE_URL", "http://127.0.0.1:8000")


def test_a_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://me:p%40ss@db.example.org:5433/ground?sslmode=require"
    monkeypatch.setenv("COMMONGROUND_DATABASE_URL", address)

    found = environment.server("DATABASE_URL", "postgresql://…", "postgresql")

    assert found == environment.Server(
        "postgresql", "db.example.org", 5433, "me", "p@ss", "ground", {"sslmode": "require"}
    )


@pytest.mark.parametrize("value", ["mysql://me:hidden@host/x", "postgresql://me:hidden@host:x/y"])
def test_a_refused_database_address_never_repeats_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("COMMONGROUND_DATABASE_URL", value)

    with pytest.raises(BadInput) as refused:
        environment.server("DATABASE_URL", "postgresql://…", "postgresql")

    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(("value", "ask"), [("many", "whole_number"), ("maybe", "one_of")])
def test_a_setting_of_another_kind_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, ask: str
) -> None:
    monkeypatch.setenv("COMMONGROUND_X", value)
    asks: dict[str, Callable[[], object]] = {
        "whole_number": lambda: environment.whole_number("X", 0),
        "one_of": lambda: environment.one_of("X", "first", "open"),
    }

    with pytest.raises(BadInput, match="COMMONGROUND_X: expected"):
        asks[ask]()


def settings_of(tmp_path: Path, **chosen: str) -> str:
    """Return what a few settings are in an installation that chose these."""
    ask = (
        "from commonground.web import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0,"
        " s.EMAIL_BACKEND if hasattr(s, 'EMAIL_BACKEND') else s.EMAIL_HOST,"
        " s.DATABASES['default']['ENGINE'])"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COMMONGROUND_")}
    wanted = {f"COMMONGROUND_{key}": value for key, value in chosen.items()}
    told = subprocess.run(
        [sys.executable, "-c", ask],
        env={**kept, "COMMONGROUND_HOME": str(tmp_path), **wanted},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return told.stdout.strip()


def test_a_laptop_needs_no_setting_at_all(tmp_path: Path) -> None:
    assert settings_of(tmp_path) == (
        "False False False django.core.mail.backends.filebased.EmailBackend "
        "django.db.backends.sqlite3"
    )


def test_a_server_is_secure_by_its_address(tmp_path: Path) -> None:
    told = settings_of(
        tmp_path,
        BASE_URL="https://commonground.example.org",
        SMTP_URL="smtps://me:secret@mail.example.org",
        DATABASE_URL="postgresql://me@db/ground",
    )

    assert told == "True True True mail.example.org django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Not Found: /link/abc.DEF-1/", "Not Found: /link/(a token)/"),
        ("Gone: /take-part/abc.DEF-1/now/", "Gone: /take-part/(a token)/now/"),
        ("Gone: /dates/abc.DEF-1/", "Gone: /dates/(a token)/"),
        ("Gone: /answer/abc.DEF-1/", "Gone: /answer/(a token)/"),
        ("GET /calendar/abc.DEF-1/actions.ics", "GET /calendar/(a token)/actions.ics"),
        ("mail to ada@example.org failed", "mail to (an e-mail address) failed"),
        ("GET /account/password/reset/key/1-abc/", "GET /account/password/reset/key/(a token)/"),
        ("Bearer cg_0123456789-abcdefghij_x refused", "Bearer (a token) refused"),
        ("nothing personal", "nothing personal"),
    ],
)
def test_log_lines_hold_no_personal_data(line: str, kept: str) -> None:
    assert masked(line) == kept
