"""Reads the settings that an installation makes, all of them environment variables."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from commonground.errors import BadInput

PREFIX = "COMMONGROUND_"


def text(name: str, default: str = "") -> str:
    """Return COMMONGROUND_`name`, or the default where it is unset or empty."""
    return os.environ.get(PREFIX + name, "").strip() or default


def whole_number(name: str, default: int) -> int:
    """Return COMMONGROUND_`name` as a number from 0 up; BadInput where it is something else."""
    found = text(name, str(default))
    if not found.isdecimal():
        raise BadInput(f"{PREFIX}{name}: expected a whole number from 0 up; found {found!r}.")
    return int(found)


def one_of(name: str, *choices: str) -> str:
    """Return COMMONGROUND_`name`, the first choice by default; BadInput where it is no choice."""
    found = text(name, choices[0])
    if found not in choices:
        raise BadInput(f"{PREFIX}{name}: expected {' or '.join(choices)}; found {found!r}.")
    return found


def some_of(name: str, *choices: str) -> list[str]:
    """Return COMMONGROUND_`name`, a list with commas; the first choice is in any, and comes first.

    BadInput where one of them is no choice.
    """
    found = [one.strip() for one in text(name, choices[0]).split(",")]
    for one in found:
        if one not in choices:
            raise BadInput(
                f"{PREFIX}{name}: expected a list such as {','.join(choices)}; found {one!r}."
            )
    return [one for one in choices if one == choices[0] or one in found]


@dataclass(frozen=True, slots=True)
class Address:
    """Where people reach this installation."""

    url: str
    host: str
    is_secure: bool


def address(name: str, default: str) -> Address:
    """Return COMMONGROUND_`name` as an address; BadInput where it has no scheme or host."""
    found = text(name, default).rstrip("/")
    parts = urlsplit(found)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise BadInput(
            f"{PREFIX}{name}: expected an address such as https://commonground.example.org, "
            f"without a path; found {found!r}."
        )
    return Address(found, parts.hostname, parts.scheme == "https")


@dataclass(frozen=True, slots=True)
class Server:
    """One server named by an address with a user and a password."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    path: str
    options: dict[str, str]


def server(name: str, example: str, *schemes: str) -> Server | None:
    """Return COMMONGROUND_`name` taken apart, None where unset; BadInput where it cannot be.

    The refusal never repeats the value, which holds a password.
    """
    found = text(name)
    if not found:
        return None
    try:
        parts = urlsplit(found)
        port = parts.port or 0
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in schemes:
        raise BadInput(f"{PREFIX}{name}: expected an address such as {example}.")
    return Server(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=unquote(parts.path.lstrip("/")),
        options=dict(parse_qsl(parts.query)),
    )


def state_folder() -> Path:
    """Return COMMONGROUND_HOME, ./var by default, making it for this user alone."""
    folder = Path(text("HOME", "var")).absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_for_this_user_alone() -> None:
    """Have nobody else read what this process writes, even in a folder that others may enter."""
    os.umask(0o077)


def secret_key(folder: Path) -> str:
    """Return the secret of this installation, making it the first time, readable by its user."""
    path = folder / "secret-key"
    secret = kept_secret(path, secrets.token_urlsafe(64))
    if len(secret) < 50:
        raise BadInput(
            f"{path}: expected the secret key of this installation, 50 characters or more; found "
            f"{len(secret)}. Restore it from a backup, or remove it: everybody then signs in again."
        )
    return secret


def kept_secret(path: Path, fresh: str) -> str:
    """Return the secret that a file keeps, a fresh one where there is none, for its user alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh
