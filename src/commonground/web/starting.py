"""What the command line starts of the web application, imported only when it is asked for."""

import os
import sys
from dataclasses import dataclass

import django
from django.core.management import call_command, execute_from_command_line


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of the record: how long it is, and one sentence for each fault."""

    entries: int
    chains: int
    faults: tuple[str, ...]


def set_up() -> None:
    """Read the settings; BadInput where the environment holds one that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.web.settings")
    django.setup()


def manage(arguments: list[str]) -> None:
    """Run one of Django's own commands."""
    set_up()
    execute_from_command_line(["commonground manage", *arguments])


def prepare(port: int) -> None:
    """Bring the database up to this release, and make the table that workers share."""
    os.environ.setdefault("COMMONGROUND_BASE_URL", f"http://localhost:{port}")
    set_up()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def serve(port: int, workers: int) -> None:
    """Become the server, on this machine's own address alone."""
    # one thread of arithmetic each: many workers, few cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = [
        *("--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--worker-class", "gthread", "--threads", "8"),
        *("--log-level", "warning", "--no-control-socket"),
    ]
    command = [sys.executable, "-m", "gunicorn", "commonground.web.wsgi", *arguments]
    os.execv(sys.executable, command)


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
