"""What every stored object of a room has."""

from collections.abc import Collection, Sequence
from uuid import uuid4

from django.db import models


class Versioned(models.Model):
    """An object with an id that may be shown, and a version by which overwriting is noticed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def update_all(objects: Sequence[Versioned], fields: Collection[str]) -> None:
    """Write some fields of many objects of one kind, which this action read and locked.

    They go as an insert that conflicts with what is there: the framework's own bulk update takes
    three times as long for a thousand.
    """
    if objects:
        type(objects[0])._default_manager.bulk_create(
            objects, update_conflicts=True, update_fields=fields, unique_fields=["id"]
        )
