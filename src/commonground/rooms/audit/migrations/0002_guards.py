"""The database refuses to change or delete an entry."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commonground.rooms.audit import guards


def put_up(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    guards.put_up(editor.connection)


def take_down(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    guards.take_down(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
