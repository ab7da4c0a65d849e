"""The database refuses to put an entry in the place of another."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commonground.rooms.audit import guards


def put_up(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guards")]

    operations = [migrations.RunPython(put_up, migrations.RunPython.noop)]
