"""Runs of the rules, what each found, and what the partnership answered or set otherwise.

docs/decisions/0076 and 0077 say why it is cut like this.
"""

from collections.abc import Mapping
from json import loads

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import OFFICIAL
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.readiness.judging.engine import State
from commonground.rooms.readiness.judging.failing import WHAT_LENGTH
from commonground.rooms.readiness.judging.rulebook import Severity

RULE_LENGTH = 10
KEY_LENGTH = 150
States = [(one.value, one.value) for one in State]
Severities = [(one.value, one.value) for one in Severity]


class Run(Versioned):
    """One judging of a partnership by all the rules. Nothing of it is changed later."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="readiness_runs"
    )
    number = models.PositiveIntegerField(editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    # none for a command on the machine that holds the installation
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rules = models.CharField(_("rules"), max_length=50)
    sha256 = models.CharField(max_length=64, editable=False, help_text=_("of what came out"))
    # how long the partnership's record was, by which it is seen whether anything was written since
    sequence = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("check of readiness")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="readiness_run_numbered_once"
            ),
        ]


class Finding(models.Model):
    """How one rule came out in one run."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=RULE_LENGTH)
    state = models.CharField(max_length=10, choices=States)
    why = models.TextField(blank=True, help_text=_("why it was not judged"))
    rows = models.PositiveIntegerField(default=0)
    # of these, how many were answered on the day
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("finding")
        constraints = [
            models.UniqueConstraint(fields=["run", "rule"], name="readiness_one_finding_a_rule"),
        ]


class FindingRow(models.Model):
    """One thing that a rule finds wrong, from the run that saw it first until one that did not."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="readiness_rows"
    )
    rule = models.CharField(max_length=RULE_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH)
    severity = models.CharField(max_length=10, choices=Severities)
    # one of `failing.Kind`, which grows with the rooms
    target_kind = models.CharField(max_length=20)
    target_id = models.UUIDField(null=True, blank=True)
    target_within = models.UUIDField(null=True, blank=True)
    what = models.CharField(max_length=WHAT_LENGTH, blank=True)
    marking = models.CharField(max_length=30, default=OFFICIAL)
    # the sentence as its template and the values in it, so that it can be told in any language
    template = models.TextField()
    values = models.TextField(default="{}")
    since = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    mended = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("row of a finding")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "rule", "key"],
                condition=Q(mended__isnull=True),
                name="readiness_wrong_once",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "mended", "rule"], name="readiness_rows")]

    @property
    def told(self) -> Mapping[str, str]:
        """The values in its sentence."""
        found: Mapping[str, str] = loads(self.values)
        return found


class Answer(Versioned):
    """What the partnership says to a rule, or to one row of it. The latest answer stands.

    It lapses after its review date. Taking it back is another row, with no reason.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="readiness_answers"
    )
    rule = models.CharField(_("rule"), max_length=RULE_LENGTH)
    key = models.CharField(
        max_length=KEY_LENGTH, blank=True, help_text=_("of a row; empty for the whole rule")
    )
    number = models.PositiveIntegerField(editable=False)
    reason = models.TextField(_("reason"), blank=True, help_text=_("empty where it was taken back"))
    given_by = models.CharField(_("who says so"), max_length=200)
    review_on = models.DateField(_("holds until"), null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer to a rule of readiness")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "rule", "key", "number"],
                name="readiness_answered_in_order",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(review_on__isnull=False),
                name="readiness_answer_is_looked_at_again",
            ),
        ]


class Threshold(Versioned):
    """What a partnership set a number of a rule to. The latest one stands."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="readiness_thresholds"
    )
    rule = models.CharField(_("rule"), max_length=RULE_LENGTH)
    threshold = models.CharField(max_length=50)
    number = models.PositiveIntegerField(editable=False)
    value = models.PositiveIntegerField(_("value"))
    set_by = models.CharField(_("set by"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("threshold of a rule")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "rule", "threshold", "number"],
                name="readiness_threshold_in_order",
            ),
        ]


class Switch(Versioned):
    """That a partnership turned a rule off, or on again. The latest one stands."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="readiness_switches"
    )
    rule = models.CharField(_("rule"), max_length=RULE_LENGTH)
    number = models.PositiveIntegerField(editable=False)
    reason = models.TextField(_("reason"), blank=True, help_text=_("empty where it is on again"))
    set_by = models.CharField(_("set by"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("switch of a rule")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "rule", "number"], name="readiness_switched_in_order"
            ),
        ]
