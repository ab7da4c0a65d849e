"""Django's own `migrate`, which gives an empty database its tables at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from commonground.web.first_tables import is_empty, make_tables


class Command(migrate.Command):
    """Migrate; where nothing is there yet, make the tables as they are today."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tables of an empty database, then migrate as ever."""
        connection = connections[options["database"]]
        asks_for_all = not (options["app_label"] or options["plan"] or options["check_unapplied"])
        if asks_for_all and not options["fake"] and is_empty(connection):
            make_tables(connection)
        super().handle(*args, **options)
