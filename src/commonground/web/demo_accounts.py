"""Lets whoever started Common Ground on their own machine into its demo, and nobody else.

The password is drawn for each installation and kept in its state folder, which is its user's alone:
other users of the same machine reach the port, but not the demo.
"""

import secrets
from pathlib import Path

from django.conf import settings

from commonground.rooms.people import persona_actions
from commonground.web import environment


def open_demo(*, make: bool) -> tuple[str, ...]:
    """Return how to sign in as each persona; nothing where there is no demo.

    For an installation without an address of its own alone.
    """
    is_made = persona_actions.are_here()
    if not is_made and not (make and persona_actions.is_empty()):
        return ()
    path = settings.HOME / "demo-password"
    if path.exists() and not path.stat().st_size:
        path.unlink()
    is_known = path.exists()
    password = environment.kept_secret(path, secrets.token_hex(6))
    if not is_made:
        persona_actions.make_personas(password=password)
    elif not is_known:
        persona_actions.let_in(password=password)
    return _told(password)


def shut_demo() -> None:
    """Let nobody in by the demo's password, wherever it came from."""
    persona_actions.shut_out()
    Path(settings.HOME / "demo-password").unlink(missing_ok=True)


def _told(password: str) -> tuple[str, ...]:
    return (
        "To look round the invented partnership, sign in as any of these:",
        *(f"  {one.email:<32}{one.role.label}" for one in persona_actions.PERSONAS),
        f"with the password {password} (of this installation alone; kept in its state folder).",
        "To begin in earnest, make an account of your own on the first page instead.",
    )
