"""Prints what shape an empty database is given: by the product's `migrate`, or by the framework's.

COMMONGROUND_HOME=FOLDER python tests/web/shaping.py [framework]
"""

import json
import re
import sys

from commonground.web import starting

starting.set_up()

from django.core.management import call_command  # noqa: E402
from django.core.management.commands import migrate  # noqa: E402
from django.db import connection  # noqa: E402

_POSTGRESQL = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length,"
    " numeric_precision, numeric_scale, is_nullable, column_default, is_identity"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
}
_ROWS = (
    "SELECT app, name FROM django_migrations",
    "SELECT app_label, model FROM django_content_type",
    "SELECT codename, app_label, model FROM auth_permission"
    " JOIN django_content_type t ON t.id = content_type_id",
)


def asked(query: str) -> list[str]:
    """Return what a query finds, in an order of its own."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(json.dumps(row, default=str) for row in cursor.fetchall())


def tables() -> dict[str, list[str]]:
    """Return every definition of every table, index and trigger, whatever order they stand in."""
    if connection.vendor == "postgresql":
        return {name: asked(query) for name, query in _POSTGRESQL.items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {f"{row[0]} {row[1]} {row[2]}": definitions(row[3]) for row in cursor.fetchall()}


def definitions(sql: str) -> list[str]:
    """Return the parts of a statement between its outer commas."""
    head, _, body = " ".join(sql.split()).partition("(")
    parts, depth = [""], 0
    for letter in body:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    parts[-1] = parts[-1].removesuffix(")")
    return [head.strip(), *sorted(re.sub(r"\s+", " ", one).strip() for one in parts)]


def main() -> None:
    command = migrate.Command() if "framework" in sys.argv else "migrate"
    call_command(command, verbosity=0, interactive=False)
    print(json.dumps({**tables(), "rows": [asked(one) for one in _ROWS]}))


if __name__ == "__main__":
    main()
