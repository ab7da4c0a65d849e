"""Layers of figures that lie over an area: vulnerability, and what partners count themselves."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.geography.cube_facts import Vintage
from commonground.geography.periods import YearStarts
from commonground.geography.vulnerability import Worse
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.places.models.areas import NAME_LENGTH, ChosenArea, Level

Marking = [(one, one) for one in MARKINGS]


class LayerKind(models.TextChoices):
    """What a layer's figures are."""

    INDICATORS = "indicators", _("Vulnerability")
    COUNTS = "counts", _("Counts of a partner")


class Census(models.TextChoices):
    """Of which census the LSOAs of a file are."""

    OF_2011 = Vintage.OF_2011.value, _("LSOAs of 2011")
    OF_2021 = Vintage.OF_2021.value, _("LSOAs of 2021")
    EITHER = Vintage.EITHER.value, _("the same in 2011 and 2021")
    MIXED = Vintage.MIXED.value, _("LSOAs of 2011 and of 2021")


class WorseEnd(models.TextChoices):
    """Which end of an indicator means more vulnerable."""

    HIGHER = Worse.HIGHER.value, _("a higher figure")
    LOWER = Worse.LOWER.value, _("a lower figure, as of a rank")


class YearBegins(models.IntegerChoices):
    """In which month a partner's year begins."""

    JANUARY = YearStarts.JANUARY.value, _("January")
    APRIL = YearStarts.APRIL.value, _("April")


class SuppliedLayer(Versioned):
    """The figures of one file as they lie over an area. They never change.

    `held` is the file that `geography.kept_layers` reads. A newer one of the same kind and name
    takes its place, and it stays. The counts of rows are of the whole file that was sent.
    """

    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="layers")
    kind = models.CharField(_("kind"), max_length=12, choices=LayerKind.choices)
    name = models.CharField(_("layer"), max_length=NAME_LENGTH)
    source = models.CharField(_("source"), max_length=NAME_LENGTH)
    vintage = models.CharField(_("of when the figures are"), max_length=NAME_LENGTH)
    licence = models.TextField(_("licence"), help_text=_("printed wherever it is shown"))
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    census = models.CharField(_("census"), max_length=6, choices=Census.choices)
    held = models.BinaryField(_("contents"), editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False, help_text=_("of the contents"))
    file_name = models.CharField(_("name of the file"), max_length=NAME_LENGTH)
    parts = models.PositiveIntegerField(_("parts of the area on this level"))
    covered = models.PositiveIntegerField(_("parts that have a figure"))
    left_out = models.PositiveIntegerField(_("areas of the file that lie outside"))
    rows = models.PositiveIntegerField(_("rows of the file"))
    unlocated = models.PositiveIntegerField(_("rows without an area"), default=0)
    unknown_rows = models.PositiveIntegerField(_("rows of unknown areas"), default=0)
    unknown_areas = models.TextField(
        _("unknown areas"), blank=True, help_text=_("a line for each code")
    )
    held_back = models.PositiveIntegerField(_("figures held back"), default=0)
    absent = models.PositiveIntegerField(_("areas and periods without a row"), default=0)
    first_month = models.CharField(_("first month"), max_length=7, blank=True)
    last_month = models.CharField(_("last month"), max_length=7, blank=True)
    is_current = models.BooleanField(_("in use"), default=True, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("layer")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"], condition=Q(is_current=True),
                name="places_one_layer_of_a_name_used",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class LayerMeasure(models.Model):
    """One kind of figure in a layer: an indicator, or something that is counted."""

    id = models.BigAutoField(primary_key=True)
    layer = models.ForeignKey(SuppliedLayer, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    label = models.TextField(_("measure"))
    worse = models.CharField(
        _("more vulnerable is"), max_length=6, choices=WorseEnd.choices,
        default=WorseEnd.HIGHER.value,
    )  # fmt: skip
    weight = models.DecimalField(
        _("weight"), max_digits=6, decimal_places=2, default=1,
        validators=[MinValueValidator(0)], help_text=_("0: not part of the composite"),
    )  # fmt: skip
    is_residents = models.BooleanField(_("how many people live there"), default=False)

    class Meta:
        verbose_name = _("measure of a layer")
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "position"], name="places_measure_placed_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label


class ColumnUse(Versioned):
    """What the columns of a partner's file are, so that next year's needs nobody to say it again.

    `counts` is a line for each column of counts. A measure of nothing is empty.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="column_uses"
    )
    name = models.CharField(_("layer"), max_length=NAME_LENGTH)
    header_sha256 = models.CharField(
        _("digest of the headings"),
        max_length=64,
        editable=False,
        help_text=_("by which the next file is known"),
    )
    area_column = models.TextField(_("column of areas"))
    period_column = models.TextField(_("column of periods"))
    measure_column = models.TextField(_("column of what is counted"), blank=True)
    count_columns = models.TextField(_("columns of counts"), help_text=_("a line for each"))
    year_begins = models.PositiveSmallIntegerField(
        _("the year begins in"), choices=YearBegins.choices, default=YearBegins.JANUARY
    )
    said_at = models.DateTimeField(_("said at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("use of columns")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], name="places_columns_said_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
