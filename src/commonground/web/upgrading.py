"""Brings the database up to this release."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def upgrade() -> None:
    """Make the tables of this release, and the one that workers share.

    Where they are there it only looks, so that a second start does not wait for it.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    # even then: a start that was killed may have come no further
    call_command("createcachetable", verbosity=0)
