"""How it is seen whether an action works: measures with readings, and disruptions."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import OFFICIAL
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Agency, Partnership, Person
from commonground.rooms.plan.models.plans import NAME_LENGTH, Action, Marking


class MeasureKind(models.TextChoices):
    """How far along the chain from effort to effect a measure stands."""

    INPUT = "input", _("Input")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")


class Better(models.TextChoices):
    """Which way a measure should go."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")


class Measure(Versioned):
    """What is counted to see whether an action works, from a baseline towards a target."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="measures")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    kind = models.CharField(_("kind"), max_length=10, choices=MeasureKind.choices)
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("what one is, such as offences a month")
    )
    better = models.CharField(_("direction"), max_length=10, choices=Better.choices)
    baseline = models.DecimalField(
        _("baseline"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    target_on = models.DateField(_("date of the target"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=NAME_LENGTH, blank=True)
    every_months = models.PositiveSmallIntegerField(
        _("read every so many months"), null=True, blank=True
    )
    is_removed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("measure")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="plan_measure_has_a_name"),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True)
                | Q(target_on__isnull=True)
                | Q(target_on__gte=F("baseline_on")),
                name="plan_target_after_the_baseline",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(Versioned):
    """What a measure read on a day. Reading it anew is another row; the latest number stands."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField(_("date"))
    number = models.PositiveSmallIntegerField(editable=False)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=3)
    note = models.CharField(_("note"), max_length=500, blank=True)
    said_by = models.CharField(_("said by"), max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reading of a measure")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "on", "number"], name="plan_reading_numbered_once"
            ),
        ]


class Scale(models.TextChoices):
    """How much a disruption disrupted; what each word means here is `reference/plan_words`."""

    MAJOR = "major", _("Major")
    MODERATE = "moderate", _("Moderate")
    MINOR = "minor", _("Minor")
    NONE = "none", _("None")
    NEGATIVE = "negative", _("Negative")


class Disruption(Versioned):
    """What was disrupted, how much, and why that is said; a second person moderates it."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="disruptions"
    )
    number = models.PositiveIntegerField(editable=False)
    on = models.DateField(_("date"))
    subject = models.CharField(_("what was disrupted"), max_length=NAME_LENGTH)
    strand_set = models.CharField(max_length=50)
    strand = models.CharField(_("strand"), max_length=30)
    scale = models.CharField(_("scale"), max_length=10, choices=Scale.choices)
    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="disruptions"
    )
    rationale = models.TextField(_("why this scale"))
    action = models.ForeignKey(
        Action, verbose_name=_("action"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="disruptions",
    )  # fmt: skip
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    moderated_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    moderated_at = models.DateTimeField(null=True, blank=True)
    moderated_scale = models.CharField(
        _("scale after moderation"), max_length=10, choices=Scale.choices, blank=True
    )
    moderation_note = models.TextField(_("note of the moderator"), blank=True)

    class Meta:
        verbose_name = _("disruption")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="plan_disruption_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""), name="plan_disruption_with_a_rationale"
            ),
            models.CheckConstraint(
                condition=Q(moderated_by__isnull=True) | ~Q(moderated_by=F("recorded_by")),
                name="plan_moderated_by_a_second_person",
            ),
        ]

    @property
    def ref(self) -> str:
        """What it is called in its partnership."""
        return f"D{self.number}"


class ScaleMeaning(Versioned):
    """What a partnership means by one step of the scale, where it is not the product's meaning."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="scale_meanings"
    )
    scale = models.CharField(max_length=10, choices=Scale.choices)
    meaning = models.TextField(_("meaning"))

    class Meta:
        verbose_name = _("meaning of a scale")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "scale"], name="plan_one_meaning_a_scale"
            ),
        ]
