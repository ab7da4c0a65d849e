"""Makes every table of an empty database as it is today, rather than as it came to be.

Going through all migrations takes a quarter of a minute, nearly all of it to picture the models as
they were between any two. docs/decisions/0071 says what holds both ways together.
"""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from commonground.rooms.audit import guards


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Return whether a database has no table at all."""
    return not connection.introspection.table_names()


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make the tables and guards, and note every migration as done: all of it, or none."""
    loader = MigrationLoader(connection)
    recorder = MigrationRecorder(connection)
    with connection.schema_editor(atomic=True) as editor:
        editor.create_model(recorder.Migration)
        for model in _models(loader, connection):
            # a table between two models is made with the first
            editor.create_model(model)
        for app, name in sorted(loader.graph.nodes):
            recorder.migration_qs.create(app=app, name=name)
        guards.put_up(connection)


def _models(loader: MigrationLoader, connection: BaseDatabaseWrapper) -> list[type[models.Model]]:
    """Return the models as the last migrations picture them."""
    return [
        model
        for model in loader.project_state().apps.get_models()
        if model._meta.can_migrate(connection)
    ]
