"""What the status page says of this installation."""

import platform
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from commonground import __version__


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One thing about the installation."""

    label: str
    value: str


def status_rows() -> list[StatusRow]:
    """Return what is to be known before asking for help: nothing of any partnership."""
    return [
        StatusRow(_("Version"), __version__),
        StatusRow(_("Python"), platform.python_version()),
        StatusRow(_("Database"), database()),
        StatusRow(_("Last backup"), _("None yet")),
        StatusRow(_("Outgoing mail"), outgoing_mail()),
    ]


def database() -> str:
    """Return which database this is and, for SQLite, the journal mode it really is in."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    return _("SQLite %(version)s, journal mode %(mode)s") % {
        "version": version,
        "mode": mode.upper(),
    }


def outgoing_mail() -> str:
    """Return where mail goes, without the name or password used there."""
    if settings.MAIL_SERVER is None:
        return _("Not sent: written into the folder %(folder)s") % {
            "folder": settings.EMAIL_FILE_PATH
        }
    return _("Sent through %(host)s") % {"host": settings.EMAIL_HOST}
