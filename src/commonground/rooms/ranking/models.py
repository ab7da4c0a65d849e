"""Rankings, frozen as the command line writes them, and the board's decisions about the line."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.consultation.models import Closing, RoundIssue
from commonground.rooms.objects import Versioned


class Ranking(Versioned):
    """The ranking of a closed round. `result` is what `commonground rank --save` would write."""

    closing = models.OneToOneField(Closing, on_delete=models.PROTECT, related_name="ranking")
    result = models.TextField(editable=False)
    sha256 = models.CharField(
        max_length=64, editable=False, help_text=_("of the ranking itself, as the result says it")
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ranking")


class Band(models.TextChoices):
    """How sure it was that an issue stands on the shortlist, as a saved ranking writes it."""

    IN = "In", _("In")
    CONTESTED = "Contested", _("Contested")
    OUT = "Out", _("Out")
    UNKNOWN = "Unknown", _("Unknown")


class Direction(models.TextChoices):
    """Which way the board moved an issue across the line."""

    IN = "in", _("Taken in")
    OUT = "out", _("Taken out")


class Decision(Versioned):
    """What the board decided about one issue, with the rank that it had and the reason.

    Nothing is undone: deciding otherwise is another decision, and the latest one stands.
    """

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="decisions")
    round_issue = models.ForeignKey(RoundIssue, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    rank = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=20, choices=Band.choices)
    reason = models.TextField(_("reason"))
    decided_by = models.CharField(_("decided by"), max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "number"], name="ranking_decision_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ranking_decided_with_a_reason"),
            models.CheckConstraint(condition=~Q(decided_by=""), name="ranking_decided_by_somebody"),
        ]
