"""Rounds with their issues, assessors and assignments, the scores, and what was sent and closed.

docs/decisions/0050 says why it is cut like this, and what later parts hang on it.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.issues.models import NAME_LENGTH, THEME_LENGTH, Issue, Theme
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Membership, Partnership, Person, PersonalLink, Way

REMARK_LENGTH = 1000
OWN_WORDS_LENGTH = 500
DESCRIPTOR_LENGTH = 500
CRITERION_LENGTH = 50


class Status(models.TextChoices):
    """How far a round has come. `rules.NEXT` says what may follow what."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for scores")
    CLOSED = "closed", _("Closed")


class HeldBy(models.TextChoices):
    """How a round is held."""

    REMOTE = "remote", _("From afar, by personal links")
    MEETING = "meeting", _("In meetings")
    BOTH = "both", _("Both ways")


class Anonymity(models.TextChoices):
    """Who may know, once scores are shown, which person gave which. The agency is always known."""

    ANALYST = "analyst", _("The analyst alone can see who gave which score, after the round closes")
    NEVER = "never", _("Nobody can see who gave which score, the analyst included")


class ScoredInRoom(models.TextChoices):
    """Which of the issues that a meeting discusses somebody in the room may score."""

    OWN = "own", _("The issues that they are asked about")
    ALL = "all", _("Every issue that is discussed there")


class Round(Versioned):
    """One consultation: a method, issues and people. Opening it freezes what it rests on."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=150)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    # 1 until the contested issues are opened again; each score says in which stage it was given
    stage = models.PositiveSmallIntegerField(default=1)
    held_by = models.CharField(_("held"), max_length=10, choices=HeldBy.choices)
    anonymity = models.CharField(_("anonymity"), max_length=10, choices=Anonymity.choices)
    scored_in_room = models.CharField(
        _("scored in the room"), max_length=10, choices=ScoredInRoom.choices,
        default=ScoredInRoom.OWN,
    )  # fmt: skip
    opens_on = models.DateField(_("is to open on"), null=True, blank=True)
    closes_on = models.DateField(_("scores are wanted by"))
    shortlist_length = models.PositiveSmallIntegerField(_("length of the shortlist"))
    method_id = models.CharField(_("scoring method"), max_length=100)
    rules_id = models.CharField(_("rules"), max_length=100)
    # the files themselves, empty until the round opens and never changed after
    method_text = models.TextField(blank=True, editable=False)
    method_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    rules_text = models.TextField(blank=True, editable=False)
    rules_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("round")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | ~(Q(method_sha256="") | Q(rules_sha256="")),
                name="consultation_open_round_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED


class OwnFactor(Versioned):
    """A factor that the partnership set at a total which the method leaves unknown."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="own_factors")
    total = models.PositiveSmallIntegerField()
    factor = models.DecimalField(max_digits=8, decimal_places=4)
    set_by = models.CharField(_("set by"), max_length=200)
    set_on = models.DateField(_("set on"))

    class Meta:
        verbose_name = _("own factor")
        constraints = [
            models.UniqueConstraint(fields=["round", "total"], name="consultation_factor_once"),
            models.CheckConstraint(condition=Q(factor__gte=0), name="consultation_factor_positive"),
        ]


class OwnDescriptor(Versioned):
    """What a level of a criterion means, in the partnership's own words."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="own_descriptors")
    criterion = models.CharField(_("criterion"), max_length=CRITERION_LENGTH)
    level = models.PositiveSmallIntegerField(_("level, from 0"))
    text = models.CharField(_("what it means"), max_length=DESCRIPTOR_LENGTH)
    set_by = models.CharField(_("set by"), max_length=200)
    set_on = models.DateField(_("set on"))

    class Meta:
        verbose_name = _("descriptor")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "criterion", "level"], name="consultation_described_once"
            ),
        ]


class RoundIssue(Versioned):
    """An issue of a round, under the name that it had when the round opened."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="round_issues")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="in_rounds")
    position = models.PositiveSmallIntegerField()
    is_linking = models.BooleanField(
        default=False, help_text=_("scored by everybody, so that severity can be told from issues")
    )
    # 2 where it was opened again; an issue is scored in every stage up to this one
    last_stage = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    theme = models.CharField(max_length=THEME_LENGTH, blank=True)

    class Meta:
        verbose_name = _("issue of a round")
        constraints = [
            models.UniqueConstraint(fields=["round", "issue"], name="consultation_issue_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.issue.name


class Assessor(Versioned):
    """Somebody who scores in a round, and the agency that they speak for in it.

    The agency's names are frozen when the round opens, as is the code: a number by which an
    evidence pack tells people apart without naming them.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessors")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="assessing")
    way = models.CharField(_("takes part"), max_length=20, choices=Way.choices)
    code = models.CharField(max_length=10, blank=True)
    agency = models.CharField(max_length=150, blank=True)
    counts_as = models.CharField(max_length=150, blank=True)
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True)
    # the stage from which on their scores count no more; what closed before stays as it was
    withdrawn_in = models.PositiveSmallIntegerField(_("withdrawn in stage"), null=True, blank=True)

    class Meta:
        verbose_name = _("assessor")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "membership"], name="consultation_assessor_once"
            ),
            models.UniqueConstraint(
                fields=["round", "code"], condition=~Q(code=""), name="consultation_code_once"
            ),
        ]


class Expertise(models.Model):
    """A theme that an assessor knows, as far as sharing out a round's issues goes."""

    id = models.BigAutoField(primary_key=True)
    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="expertise")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="known_by")

    class Meta:
        verbose_name = _("expertise")
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "theme"], name="consultation_knows_theme_once"
            ),
        ]


class Assignment(models.Model):
    """An issue that an assessor is asked to score."""

    id = models.BigAutoField(primary_key=True)
    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="assignments")
    round_issue = models.ForeignKey(
        RoundIssue, on_delete=models.CASCADE, related_name="assignments"
    )
    # when a meeting discussed it; none for those that were shared out before the round opened
    asked_in_room_at = models.DateTimeField(_("asked in the room at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "round_issue"], name="consultation_assigned_once"
            ),
        ]


class EnteredBy(models.TextChoices):
    """How scores came in."""

    LINK = "link", _("By personal link")
    ROOM = "room", _("In the room")
    PAPER = "paper", _("From paper, typed in on their behalf")
    PROGRAM = "program", _("By a program of their own")


class Submission(models.Model):
    """One sending of a page of scores. The browser makes its id, so the same one counts once."""

    id = models.UUIDField(primary_key=True)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="submissions")
    stage = models.PositiveSmallIntegerField()
    entered_by = models.CharField(max_length=10, choices=EnteredBy.choices)
    typed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("page of scores")
        constraints = [
            models.CheckConstraint(
                condition=~Q(entered_by="paper") | Q(typed_by__isnull=False),
                name="consultation_paper_was_typed_by_somebody",
            ),
        ]


class Score(models.Model):
    """What one assessor answered to one criterion of one issue in one stage.

    No row: not answered. A level: its place among the criterion's levels in the frozen method, from
    0, so that an answer off the scale cannot be stored, and an Unknown with a score of its own is
    not taken for the level whose score it shares. Neither level nor `cannot_say`: taken back.
    """

    id = models.BigAutoField(primary_key=True)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="scores")
    stage = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=CRITERION_LENGTH)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    cannot_say = models.BooleanField(default=False)
    remark = models.CharField(max_length=REMARK_LENGTH, blank=True)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="scores")

    class Meta:
        verbose_name = _("score")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "stage", "criterion"], name="consultation_scored_once"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(cannot_say=False),
                name="consultation_scored_or_cannot_say",
            ),
        ]

    @property
    def is_answered(self) -> bool:
        return self.level is not None or self.cannot_say


class Kind(models.TextChoices):
    """What an e-mail of a round is for."""

    INVITATION = "invitation", _("Invitation")
    REMINDER = "reminder", _("Reminder")
    THANKS = "thanks", _("Thanks")


class Message(Versioned):
    """An e-mail of a round to an assessor, with the personal link that went in it, if any did."""

    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    stage = models.PositiveSmallIntegerField(default=1)
    own_words = models.TextField(_("words of one's own"), blank=True)
    link = models.OneToOneField(
        PersonalLink, null=True, blank=True, on_delete=models.PROTECT, related_name="message"
    )
    address = models.EmailField()
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("message")


class Closing(Versioned):
    """A stage of a round as it was when it closed: its record as text, by which it is frozen."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="closings")
    stage = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    scores_sha256 = models.CharField(max_length=64)
    record = models.TextField()
    record_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("closing")
        constraints = [
            models.UniqueConstraint(fields=["round", "stage"], name="consultation_closed_once"),
        ]


class Reveal(Versioned):
    """An issue whose scores of one stage were shown in the room: they can change no more."""

    round_issue = models.ForeignKey(RoundIssue, on_delete=models.PROTECT, related_name="reveals")
    stage = models.PositiveSmallIntegerField()
    revealed_by = models.ForeignKey(
        Person, verbose_name=_("revealed by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reveal")
        constraints = [
            models.UniqueConstraint(
                fields=["round_issue", "stage"], name="consultation_revealed_once"
            ),
        ]


class AgreedScore(Versioned):
    """What a meeting agreed on for one criterion of an issue, in place of everybody's scores.

    As with scores, one of a later stage stands in place of the earlier.
    """

    round_issue = models.ForeignKey(RoundIssue, on_delete=models.PROTECT, related_name="agreed")
    stage = models.PositiveSmallIntegerField()
    criterion = models.CharField(_("criterion"), max_length=CRITERION_LENGTH)
    level = models.PositiveSmallIntegerField(_("level agreed on, from 0"))
    reason = models.CharField(_("reason"), max_length=REMARK_LENGTH)

    class Meta:
        verbose_name = _("agreed score")
        constraints = [
            models.UniqueConstraint(
                fields=["round_issue", "stage", "criterion"], name="consultation_agreed_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="consultation_agreed_with_a_reason"
            ),
        ]
