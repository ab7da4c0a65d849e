"""What owners are asked by link, what they answer and propose, and what was sent to whom."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Membership, Partnership, Person, PersonalLink
from commonground.rooms.plan.models.plans import NAME_LENGTH, Action, Entry


class Rhythm(models.IntegerChoices):
    """How often owners are asked how their actions go, in months."""

    MONTHLY = 1, _("Every month")
    QUARTERLY = 3, _("Every quarter")


class AskingRules(Versioned):
    """How a partnership asks its owners; without a row the defaults here hold."""

    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, related_name="asking_rules"
    )
    is_on = models.BooleanField(_("send reminders"), default=False)
    every_months = models.PositiveSmallIntegerField(
        _("ask owners"), choices=Rhythm.choices, default=Rhythm.QUARTERLY
    )
    days_before = models.PositiveSmallIntegerField(
        _("remind so many days before a review or due date"), default=14
    )
    days_after = models.PositiveSmallIntegerField(_("escalate so many days after it"), default=7)

    class Meta:
        verbose_name = _("rules of asking owners")


class Letter(models.TextChoices):
    """What an e-mail about the plan is for."""

    ASK = "ask", _("Asked for progress")
    REVIEW_SOON = "review_soon", _("Review coming")
    DUE_SOON = "due_soon", _("Due date coming")
    ESCALATION = "escalation", _("Escalated")
    DIGEST = "digest", _("Digest")


class Posted(Versioned):
    """One thing that a member is written about; what one day brings goes in one e-mail.

    Its key is unique and is written before the e-mail goes, so that nothing is sent twice.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="plan_letters"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="plan_letters")
    letter = models.CharField(max_length=20, choices=Letter.choices)
    # what the letter is about: the period asked about, or the action and the date
    key = models.CharField(max_length=120, editable=False)
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    on = models.DateField(_("date it is about"), null=True, blank=True)
    # for which day it was last taken up, when, and how often: what failed is not tried for ever
    day = models.DateField(default=timezone.localdate)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # what came to be needless before it went: the action ended, its date moved, its owner left
    needless_since = models.DateField(null=True, blank=True)
    link = models.ForeignKey(
        PersonalLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.EmailField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("letter about the plan")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "letter", "key"], name="plan_letter_written_once"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "day"], name="plan_letters_by_day")]


class ProposedField(models.TextChoices):
    """Which date of an action somebody would move."""

    DUE = "due_on", _("Due date")
    REVIEW = "review_on", _("Next review")


class DateProposal(Versioned):
    """A new date that an owner proposes, and what the board said to it."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="proposals")
    field = models.CharField(max_length=10, choices=ProposedField.choices)
    before = models.DateField(null=True, blank=True)
    proposed = models.DateField(_("proposed date"))
    reason = models.TextField(_("reason"))
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    is_accepted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(_("what the board said"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposed date")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "field"],
                condition=Q(is_accepted__isnull=True),
                name="plan_one_open_proposal_a_date",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_proposed_with_a_reason"),
        ]


class Evidence(Versioned):
    """What shows that something was done: a link, or a small file that is kept here."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    name = models.CharField(_("what it is"), max_length=NAME_LENGTH)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    file_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    content = models.BinaryField(blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("evidence of an action")
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(sha256=""), name="plan_evidence_is_something"
            ),
        ]


class Feed(Versioned):
    """A calendar address of one member. Only the hash of its secret is stored."""

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="plan_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
