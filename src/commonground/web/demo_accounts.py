"""Lets whoever started Common Ground on their own machine into its demo, and nobody else.

Other users of the machine reach the port, but cannot read the password in the state folder.
"""

import secrets
from pathlib import Path

from django.conf import settings

from commonground.rooms.people import persona_actions
from commonground.web import environment


def make_demo() -> None:
    """Make the demo and its personas on an installation that holds nothing yet."""
    if persona_actions.is_empty():
        persona_actions.make_personas(password=_password())


def open_demo() -> tuple[str, ...]:
    """Let the personas in, and return how to sign in as each; nothing where there is no demo.

    For an installation without an address of its own alone.
    """
    if not persona_actions.are_here():
        return ()
    is_known = _is_kept()
    password = _password()
    if not is_known:
        persona_actions.let_in(password=password)
    return (
        "To look round the invented partnership, sign in as any of these:",
        *(f"  {one.email:<32}{one.role.label}" for one in persona_actions.PERSONAS),
        f"with the password {password} (of this installation alone; kept in its state folder).",
        "To begin in earnest, make an account of your own on the first page instead.",
    )


def shut_demo() -> None:
    """Let nobody in by the demo's password, wherever it came from."""
    persona_actions.shut_out()
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.HOME / "demo-password")


def _is_kept() -> bool:
    """Return whether the password is known: a start that was ended early leaves an empty file."""
    return _path().exists() and _path().stat().st_size > 0


def _password() -> str:
    """Return the password that is kept, drawn first where there is none."""
    if not _is_kept():
        _path().unlink(missing_ok=True)
    return environment.kept_secret(_path(), secrets.token_hex(6))
