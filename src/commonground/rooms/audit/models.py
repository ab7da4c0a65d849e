"""The record as it is stored: chains, and the entries that are only ever added to them."""

from collections.abc import Mapping
from json import loads
from uuid import UUID

from django.db import models

from commonground.rooms.audit.chain import NOTHING_BEFORE, Head, Line

INSTALLATION = UUID(int=0)
"""The chain of what belongs to no partnership, such as somebody's first account."""


class Chain(models.Model):
    """How far one record has come; its id is the partnership's or the person's whose it is."""

    id = models.UUIDField(primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=NOTHING_BEFORE)

    @property
    def head(self) -> Head:
        return Head(self.sequence, self.digest)


class Entry(models.Model):
    """One thing that was done. The database itself refuses to change or delete it."""

    id = models.BigAutoField(primary_key=True)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=100, help_text="person:<id>, link:<id> or system")
    verb = models.CharField(max_length=100)
    object_type = models.CharField(max_length=50)
    object_id = models.CharField(max_length=36)
    # Text and not a JSON column: a database that reorders keys or rewrites numbers would break the
    # digest, and this must read back byte for byte on both.
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_entry_a_number")
        ]
        indexes = [
            models.Index(fields=["chain", "object_id"], name="audit_by_object"),
            models.Index(fields=["chain", "actor"], name="audit_by_actor"),
        ]

    @property
    def line(self) -> Line:
        return Line(
            chain=str(self.chain_id),
            sequence=self.sequence,
            at=self.at,
            actor=self.actor,
            verb=self.verb,
            object_type=self.object_type,
            object_id=self.object_id,
            before=self.before,
            after=self.after,
            previous=self.previous,
            digest=self.digest,
        )

    @property
    def changes(self) -> Mapping[str, tuple[object, object]]:
        """What differs between before and after, by name; absent on one side is None."""
        before = loads(self.before) if self.before else {}
        after = loads(self.after) if self.after else {}
        return {
            name: (before.get(name), after.get(name))
            for name in (*before, *(name for name in after if name not in before))
            if before.get(name) != after.get(name)
        }
