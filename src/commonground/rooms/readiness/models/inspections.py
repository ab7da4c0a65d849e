"""What inspections recommended, from the day it was received to the day it was closed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Agency, Partnership, Person
from commonground.rooms.plan.models import Action

NAME_LENGTH = 200
TEXT_LENGTH = 4_000


class Inspection(Versioned):
    """An inspection, peer review or scrutiny that made recommendations."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="inspections"
    )
    body = models.CharField(_("who inspected"), max_length=NAME_LENGTH)
    held_on = models.DateField(_("date of the report"))

    class Meta:
        verbose_name = _("inspection")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "body", "held_on"], name="readiness_inspected_once"
            ),
        ]

    def __str__(self) -> str:
        return self.body


class Stage(models.TextChoices):
    """How far a recommendation of an inspection has come."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    IN_PROGRESS = "in_progress", _("In progress")
    CLOSED = "closed", _("Closed")


class InspectionRecommendation(Versioned):
    """What an inspection asked the partnership to do, and who answers for it."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="recommendations"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="inspection_recommendations"
    )
    number = models.PositiveIntegerField(editable=False)
    text = models.TextField(_("recommendation"))
    received_on = models.DateField(_("received"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    owner_agency = models.ForeignKey(
        Agency, verbose_name=_("agency that answers for it"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    owner_role = models.CharField(_("role that answers for it"), max_length=150, blank=True)
    actions = models.ManyToManyField(
        Action, verbose_name=_("actions"), blank=True, related_name="inspection_recommendations"
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.RECEIVED
    )
    evidence = models.TextField(_("what shows that it is closed"), blank=True)
    evidence_url = models.URLField(_("link to it"), max_length=1000, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    repeats = models.ForeignKey(
        "self", verbose_name=_("repeats"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="repeated_by",
    )  # fmt: skip

    class Meta:
        verbose_name = _("recommendation of an inspection")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="readiness_recommended_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="readiness_recommends_something"),
            models.CheckConstraint(
                condition=~Q(stage="closed") | (~Q(evidence="") & Q(closed_on__isnull=False)),
                name="readiness_closed_with_evidence",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("received_on")),
                name="readiness_due_after_it_was_received",
            ),
            models.CheckConstraint(
                condition=Q(repeats__isnull=True) | ~Q(repeats=F("id")),
                name="readiness_does_not_repeat_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """What it is called in its partnership."""
        return f"I{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.stage == Stage.CLOSED


class Step(Versioned):
    """One dated row of what became of a recommendation. Never changed."""

    recommendation = models.ForeignKey(
        InspectionRecommendation, on_delete=models.PROTECT, related_name="steps"
    )
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=Stage.choices)
    note = models.TextField(_("note"), blank=True)
    on = models.DateField(_("date"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("step of a recommendation")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="readiness_step_numbered_once"
            ),
        ]
