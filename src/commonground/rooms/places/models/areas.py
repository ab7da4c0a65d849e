"""The area that a partnership looks at, the parts it was chosen by, and its boundaries."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.geography.cube_facts import Kind
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Partnership, Person

CODE_LENGTH = 20
NAME_LENGTH = 200


class AreaKind(models.TextChoices):
    """By what an area was chosen, as a cube names it."""

    CSP = Kind.CSP.value, _("Community safety partnership")
    DISTRICT = Kind.DISTRICT.value, _("District")
    WARDS = Kind.WARDS.value, _("Wards")
    OWN = Kind.OWN.value, _("Areas of a list")


class ChosenArea(Versioned):
    """An area as it was chosen. What it is made of never changes: another area is another row.

    `lsoas` is a line for each LSOA of 2021: its code, a tab, its name, in the order of the codes.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="chosen_areas"
    )
    kind = models.CharField(_("chosen by"), max_length=10, choices=AreaKind.choices)
    code = models.CharField(
        _("code"), max_length=CODE_LENGTH, blank=True, help_text=_("empty where it has none")
    )
    name = models.CharField(_("area"), max_length=NAME_LENGTH)
    lsoas = models.TextField(_("LSOAs"), editable=False)
    lsoa_count = models.PositiveIntegerField(_("number of LSOAs"), editable=False)
    sha256 = models.CharField(
        max_length=64, editable=False, help_text=_("of kind, code and LSOAs, by which it is known")
    )
    is_current = models.BooleanField(_("looked at now"), default=True, editable=False)
    chosen_by = models.ForeignKey(
        Person, verbose_name=_("chosen by"), on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField(_("chosen at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("area")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(is_current=True),
                name="places_one_area_looked_at",
            ),
            models.UniqueConstraint(
                fields=["partnership", "sha256"], name="places_area_chosen_once"
            ),
            models.CheckConstraint(
                condition=Q(lsoa_count__gte=1), name="places_area_is_of_something"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def lsoa_names(self) -> dict[str, str]:
        """The name of each LSOA by its code, in the order of the codes."""
        lines = (line.partition("\t") for line in self.lsoas.splitlines())
        return {code: name for code, _tab, name in lines}


class AreaPart(models.Model):
    """A district or a ward by which an area was chosen."""

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=CODE_LENGTH)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("part of an area")
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="places_part_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    """Of what boundaries are."""

    LSOA = "lsoa", _("LSOAs")
    WARD = "ward", _("Wards")
    DISTRICT = "district", _("Districts")


class AreaBoundaries(Versioned):
    """The boundaries of an area's parts on one level, as its pages draw them. They never change.

    `held` is GeoJSON in degrees: a feature for each part with the properties code and name,
    simplified so that a page can take it. One that another took the place of stays.
    """

    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="boundaries")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    held = models.BinaryField(_("contents"), editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False, help_text=_("of the contents"))
    drawn = models.PositiveIntegerField(_("parts that have a boundary"))
    left_out = models.PositiveIntegerField(_("boundaries of the file that lie outside"))
    file_name = models.CharField(_("name of the file"), max_length=NAME_LENGTH)
    file_sha256 = models.CharField(_("digest of the file"), max_length=64)
    licence = models.TextField(_("licence"), help_text=_("printed wherever they are drawn"))
    is_current = models.BooleanField(_("in use"), default=True, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("boundaries")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "level"], condition=Q(is_current=True),
                name="places_one_set_of_boundaries_used",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name
