"""The triggers by which the database itself refuses to change or delete an entry.

Changing a column of the entry's table on SQLite makes the table anew and **loses its triggers**: a
migration that does so must end with `put_up`. A test and `commonground audit verify` look for them.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = ("audit_entry_never_updated", "audit_entry_never_deleted")
_OWN = {"sqlite": ("audit_entry_never_replaced",), "postgresql": ()}
"""SQLite's REPLACE deletes what is in its way without asking the guard against deleting."""

_UP = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry BEGIN "
        "SELECT RAISE(ABORT, 'an audit entry is never changed'); END",
        "CREATE TRIGGER audit_entry_never_deleted BEFORE DELETE ON audit_entry BEGIN "
        "SELECT RAISE(ABORT, 'an audit entry is never deleted'); END",
        "CREATE TRIGGER audit_entry_never_replaced BEFORE INSERT ON audit_entry WHEN EXISTS "
        "(SELECT 1 FROM audit_entry WHERE id = NEW.id "
        "OR (chain_id = NEW.chain_id AND sequence = NEW.sequence)) BEGIN "
        "SELECT RAISE(ABORT, 'an audit entry is never replaced'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'an audit entry is never changed or deleted'; END $$",
        "CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
        "CREATE TRIGGER audit_entry_never_deleted BEFORE DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
    ),
}
_DOWN = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in (*NAMES, *_OWN["sqlite"])),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON audit_entry" for name in NAMES),
}
_FIND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
}


def names(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of the triggers that should be there."""
    return (*NAMES, *_OWN[connection.vendor])


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers up, whether or not they are there."""
    take_down(connection)
    with connection.cursor() as cursor:
        for statement in _UP[connection.vendor]:
            cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers down: where a migration is undone, or makes the table anew."""
    with connection.cursor() as cursor:
        for statement in _DOWN[connection.vendor]:
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of the triggers that are not there."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor])
        found = {row[0] for row in cursor.fetchall()}
    return tuple(name for name in names(connection) if name not in found)
