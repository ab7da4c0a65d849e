"""The database refuses to change or delete an entry."""

from django.db import migrations

from commonground.rooms.audit import guards


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guards.put_up, guards.take_down)]
