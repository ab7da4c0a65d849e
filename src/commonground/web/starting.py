"""What the command line starts of the web application, imported only when it is asked for."""

import gc
import os
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.management import execute_from_command_line

from commonground.errors import BadInput
from commonground.web import environment, state_lock, swapping

if TYPE_CHECKING:
    from commonground.rooms.assessment.console_actions import Listed, Taken
    from commonground.rooms.plan.console_actions import Listed as ListedPlan
    from commonground.rooms.plan.console_actions import Taken as TakenPlan

OBJECTS_BETWEEN_COLLECTIONS = (100_000, 50, 100)
"""How many more objects before cycles are looked for, then how many looks before a deeper one."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of the record: how long it is, and one sentence for each fault."""

    entries: int
    chains: int
    faults: tuple[str, ...]


def set_up() -> None:
    """Read the settings; BadInput where the environment holds one that cannot be used.

    A restore that was killed half way is finished first.
    """
    environment.write_for_this_user_alone()
    home = environment.state_folder()
    state_lock.share(home)
    if swapping.is_unfinished(home):
        state_lock.have_alone(home)
        swapping.finish(home)
        state_lock.share(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.web.settings")
    django.setup()


def manage(arguments: list[str]) -> None:
    """Run one of Django's own commands."""
    set_up()
    execute_from_command_line(["commonground manage", *arguments])


def prepare(port: int) -> bool:
    """Bring the database up to this release, and make the table that workers share.

    Returns whether the installation is for this machine alone. One that has an address of its own,
    or stands behind a proxy, lets nobody in by the demo's password.
    """
    # one thread of arithmetic each: many workers, few cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # reading a round makes 100,000 objects, none of them in a cycle: looking for cycles after each
    # 700, as Python does unless it is told otherwise, doubles the time
    gc.set_threshold(*OBJECTS_BETWEEN_COLLECTIONS)
    is_local = not (environment.text("BASE_URL") or environment.whole_number("PROXIES", 0))
    _check_is_free(port)
    os.environ.setdefault("COMMONGROUND_BASE_URL", f"http://localhost:{port}")
    set_up()
    from commonground.web.upgrading import upgrade  # noqa: PLC0415

    upgrade()
    if not is_local:
        from commonground.web.demo_accounts import shut_demo  # noqa: PLC0415

        shut_demo()
    return is_local


def _check_is_free(port: int) -> None:
    """Raise BadInput where something listens on the port already, or this user may not."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as refused:
            raise BadInput(
                f"Port {port} cannot be used ({refused.strerror}). Common Ground may be running "
                f"already, at http://localhost:{port}; otherwise choose another port with --port."
            ) from None


def make_demo() -> None:
    """Make the demo on an installation that holds nothing yet."""
    from commonground.web import demo_accounts  # noqa: PLC0415

    demo_accounts.make_demo()


def demo_sign_ins() -> tuple[str, ...]:
    """Return the lines that say how to look round the demo; none where there is none to enter."""
    from commonground.web import demo_accounts  # noqa: PLC0415

    return demo_accounts.open_demo()


def open_browser(port: int) -> None:
    """Show the first page once the server answers, where there is a screen to show it on."""
    has_screen = sys.platform == "darwin" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_screen:
        command = [sys.executable, "-m", "commonground.web.opening", f"http://localhost:{port}/"]
        # the server need not wait for it: it ends by itself
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def back_up(path: Path) -> tuple[str, str]:
    """Write a backup; return what it holds and its digest, in words."""
    set_up()
    from commonground.web.archives import part_of  # noqa: PLC0415
    from commonground.web.backing_up import back_up as write  # noqa: PLC0415

    manifest = write(path)
    return f"{manifest.audit_entries} entries of the record", part_of(path).sha256


def restore(path: Path) -> tuple[str, str]:
    """Put a backup back; return when it was taken, and where what it replaced is kept, if any."""
    set_up()
    from commonground.web.restoring import restore as put_back  # noqa: PLC0415

    done = put_back(path)
    return done.manifest.taken_at, done.kept


def assessments() -> "list[Listed]":
    """Return every assessment that the installation holds."""
    set_up()
    from commonground.rooms.assessment.console_actions import every_assessment  # noqa: PLC0415

    return every_assessment()


def export_assessment(
    assessment_id: str, audience: str, kind: str, template: bytes | None
) -> "Taken":
    """Return an assessment as a file, whose figures lead to where this installation is reached."""
    set_up()
    from commonground.rooms.assessment.console_actions import export  # noqa: PLC0415

    return export(assessment_id=assessment_id, audience=audience, kind=kind, template=template)


def plans() -> "list[ListedPlan]":
    """Return every action plan that the installation holds."""
    set_up()
    from commonground.rooms.plan.console_actions import every_plan  # noqa: PLC0415

    return every_plan()


def export_plan(plan_id: str, audience: str, kind: str) -> "TakenPlan":
    """Return an action plan as a file."""
    set_up()
    from commonground.rooms.plan.console_actions import export  # noqa: PLC0415

    return export(plan_id=plan_id, audience=audience, kind=kind)


def check_readiness(partnership: str) -> dict[str, object]:
    """Check a partnership, by its name or id, against the rules of readiness, and keep the run.

    Returns what came out as JSON would hold it.
    """
    set_up()
    from commonground.rooms.readiness.console_actions import check  # noqa: PLC0415

    return asdict(check(partnership))


def remind(partnership: str, day: date | None, *, dry_run: bool) -> list[dict[str, object]]:
    """Write to those who lead actions, or say what would go; what was done, as JSON holds it."""
    set_up()
    from commonground.rooms.plan.reminding_console import remind_all  # noqa: PLC0415

    return [asdict(one) for one in remind_all(partnership, day, dry_run=dry_run)]


def serve(port: int, workers: int, *, is_waited_for: bool = False) -> None:
    """Be the server until it is ended, on this machine's own address alone.

    Where somebody waits for the first page, what programs ask for is imported when they do.
    """
    from commonground.web.serving import Server  # noqa: PLC0415

    Server(port, workers, is_waited_for=is_waited_for).run()


def address(port: int) -> str:
    """Return where this installation is reached, and on which port it listens."""
    from django.conf import settings  # noqa: PLC0415

    return f"{settings.ADDRESS.url} (listening on 127.0.0.1, port {port})"


def verify_audit() -> Verified:
    """Return whether every chain is whole and the triggers that guard them are there."""
    set_up()
    from commonground.rooms.audit.verifying import check_chains, missing_guards  # noqa: PLC0415

    found = list(check_chains())
    faults = [f"Record of {one.chain}: {one.broken_at.sentence}" for one in found if one.broken_at]
    faults += [f"The database lacks the trigger {name}." for name in missing_guards()]
    return Verified(sum(one.entries for one in found), len(found), tuple(faults))
