"""What every stored object of a room has."""

from uuid import uuid4

from django.db import models


class Versioned(models.Model):
    """An object with an id that may be shown, and a version by which overwriting is noticed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
