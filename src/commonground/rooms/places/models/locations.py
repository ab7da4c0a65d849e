"""Priority locations: what a partnership chose, why, and what it hangs together with."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.issues.models import Issue
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.places.models.areas import NAME_LENGTH, ChosenArea
from commonground.rooms.plan.models import Action

TEXT_LENGTH = 4_000
Marking = [(one, one) for one in MARKINGS]


class Confidence(models.TextChoices):
    """How sure the partnership is that a location is one."""

    HIGH = "high", _("High")
    MODERATE = "moderate", _("Moderate")
    LOW = "low", _("Low")


class PriorityLocation(Versioned):
    """A place that a person chose with a reason. `shape` is GeoJSON, empty where none is drawn.

    area_names says in one text of which areas it is made, so that the record does too.
    first_month, last_month, incidents and cube_sha256 are what the counts said when it was taken,
    and stay as they were; incidents is unknown where there were no counts.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="priority_locations"
    )
    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    reason = models.TextField(_("reason"))
    evidence = models.TextField(_("evidence"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)
    area_names = models.TextField(_("areas"), blank=True)
    shape = models.TextField(_("shape"), blank=True)
    suggestion = models.CharField(
        _("suggestion"),
        max_length=32,
        blank=True,
        editable=False,
        help_text=_("the key of what was taken"),
    )
    first_month = models.CharField(_("first month"), max_length=7, blank=True)
    last_month = models.CharField(_("last month"), max_length=7, blank=True)
    incidents = models.PositiveIntegerField(_("incidents"), null=True, editable=False)
    cube_sha256 = models.CharField(
        _("digest of the counts"), max_length=64, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_reason = models.TextField(_("why it was closed"), blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    issues = models.ManyToManyField(Issue, through="LocationIssue", related_name="+")
    actions = models.ManyToManyField(Action, through="LocationAction", related_name="+")

    class Meta:
        verbose_name = _("priority location")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], condition=Q(closed_at__isnull=True),
                name="places_open_location_named_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="places_location_closed_with_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class LocationArea(models.Model):
    """One of the LSOAs, or joined areas, that a priority location is made of."""

    id = models.BigAutoField(primary_key=True)
    location = models.ForeignKey(PriorityLocation, on_delete=models.PROTECT, related_name="areas")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=200)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("area of a location")
        constraints = [
            models.UniqueConstraint(
                fields=["location", "code"], name="places_location_has_an_area_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LocationRevision(models.Model):
    """What was said of a location before somebody changed it."""

    id = models.BigAutoField(primary_key=True)
    location = models.ForeignKey(
        PriorityLocation, on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    reason = models.TextField(_("reason"))
    evidence = models.TextField(_("evidence"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)
    marking = models.CharField(_("marking"), max_length=30, choices=Marking)
    area_names = models.TextField(_("areas"), blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("earlier text of a location")
        constraints = [
            models.UniqueConstraint(
                fields=["location", "number"], name="places_location_revision_numbered_once"
            ),
        ]


class LocationIssue(models.Model):
    """An issue that a priority location hangs together with."""

    id = models.BigAutoField(primary_key=True)
    location = models.ForeignKey(PriorityLocation, on_delete=models.PROTECT, related_name="+")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("issue of a location")
        constraints = [
            models.UniqueConstraint(
                fields=["location", "issue"], name="places_location_has_an_issue_once"
            ),
        ]


class LocationAction(models.Model):
    """An action of a plan that a priority location hangs together with."""

    id = models.BigAutoField(primary_key=True)
    location = models.ForeignKey(PriorityLocation, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("action of a location")
        constraints = [
            models.UniqueConstraint(
                fields=["location", "action"], name="places_location_has_an_action_once"
            ),
        ]


class SetAside(Versioned):
    """A suggestion that a person set aside, with the reason; it comes back with other figures."""

    area = models.ForeignKey(ChosenArea, on_delete=models.PROTECT, related_name="set_aside")
    suggestion = models.CharField(_("suggestion"), max_length=32, editable=False)
    told = models.TextField(_("what was suggested"), editable=False)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("suggestion set aside")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "suggestion"], name="places_suggestion_set_aside_once"
            ),
        ]

    def __str__(self) -> str:
        return self.told
