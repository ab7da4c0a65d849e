"""Imports of counts into an area: what each made, and which of them its pages show."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Person
from commonground.rooms.places.models.areas import ChosenArea


class ImportState(models.TextChoices):
    """How far an import has come."""

    RUNNING = "running", _("Being imported")
    KEPT = "kept", _("Imported")
    REFUSED = "refused", _("Nothing imported")
    GIVEN_UP = "given_up", _("Given up")


class CubeImport(Versioned):
    """One import of files into an area, and the cube that it made.

    `held` is the cube's file, there only once the import has ended well: nothing of one that is
    running is shown. `faults` is a line for each thing that must be mended.
    """

    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="imports")
    number = models.PositiveIntegerField()
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.RUNNING
    )
    file_names = models.TextField(_("files"), help_text=_("a line for each"))
    started_by = models.ForeignKey(
        Person, verbose_name=_("started by"), on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("started at"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    held = models.BinaryField(_("contents"), null=True, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(
        max_length=64, blank=True, editable=False, help_text=_("of the cube, as it is kept")
    )
    first_month = models.CharField(_("first month"), max_length=7, blank=True)
    last_month = models.CharField(_("last month"), max_length=7, blank=True)
    rows_read = models.PositiveBigIntegerField(_("rows read"), default=0)
    rows_kept = models.PositiveBigIntegerField(_("rows kept"), default=0)
    faults = models.TextField(_("faults"), blank=True)

    class Meta:
        verbose_name = _("import of counts")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"], name="places_import_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(state="running"),
                name="places_one_import_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="kept", held__isnull=False, ended_at__isnull=False)
                | (~Q(state="kept") & Q(held__isnull=True)),
                name="places_only_whole_imports_are_kept",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_names.partition("\n")[0]


class ImportChoice(Versioned):
    """Which import an area's pages show, why, and who said so; the latest choice stands."""

    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="choices")
    number = models.PositiveIntegerField()
    chosen = models.ForeignKey(CubeImport, on_delete=models.PROTECT, related_name="choices")
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("empty where it is the import that ended then")
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("choice of an import")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"], name="places_import_choice_numbered_once"
            ),
        ]
