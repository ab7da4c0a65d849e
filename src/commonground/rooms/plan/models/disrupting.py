"""What was said of a disruption, row by row: its recording, each change, each moderation."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Person
from commonground.rooms.plan.models.measuring import Disruption, Scale


class Turn(models.TextChoices):
    """What an entry about a disruption is."""

    RECORDED = "recorded", _("Recorded")
    CHANGED = "changed", _("Changed")
    MODERATED = "moderated", _("Moderated")


class DisruptionEntry(Versioned):
    """One dated row about a disruption: who put it on which step of the scale, and why."""

    disruption = models.ForeignKey(Disruption, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    turn = models.CharField(_("what was done"), max_length=10, choices=Turn.choices)
    scale = models.CharField(_("scale"), max_length=10, choices=Scale.choices)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("entry about a disruption")
        constraints = [
            models.UniqueConstraint(
                fields=["disruption", "number"], name="plan_disruption_entry_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_scaled_with_a_reason"),
        ]
