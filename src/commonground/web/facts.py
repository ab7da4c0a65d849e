"""What the status page says of this installation."""

import platform
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground import __version__
from commonground.web.last_backup import recall


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
        StatusRow(_("Last backup"), last_backup()),
        StatusRow(_("Outgoing mail"), outgoing_mail()),
    ]


def database() -> str:
    """Return which database this is and, for SQLite, the journal mode it really is in."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0].split()[0]  # without whose build of it this is
            return f"PostgreSQL {version}"
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    return _("SQLite %(version)s, journal mode %(mode)s") % {
        "version": version,
        "mode": mode.upper(),
    }


def last_backup() -> str:
    """Return when the last backup was taken and its size: not where, which is the operator's."""
    last = recall(settings.HOME)
    if last is None:
        return _("None yet")
    return _("%(when)s, %(size)s") % {
        "when": date_format(
            localtime(datetime.fromisoformat(last.taken_at)), "SHORT_DATETIME_FORMAT"
        ),
        "size": filesizeformat(last.bytes),
    }


def outgoing_mail() -> str:
    """Return where mail goes, without the name or password used there."""
    if settings.MAIL_SERVER is None:
        return _("Not sent: written into files, in this installation's state folder")
    return _("Sent through %(host)s") % {"host": settings.EMAIL_HOST}
