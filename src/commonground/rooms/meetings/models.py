"""Meetings of a round: who is invited and was there, the days proposed, and what was noted."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.consultation.models import Assessor, Round, RoundIssue
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Membership, PersonalLink

NOTE_LENGTH = 2000


class State(models.TextChoices):
    """How far a meeting has come. `rules.NEXT` says what may follow what."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    ENDED = "ended", _("Over")


class Meeting(Versioned):
    """A meeting of a round.

    While it runs, everything that the room shows is here and in the scores: who leads it may lose
    their device and carry on from another. The version counts the presses of those who lead, so a
    screen knows by it whether it is out of date.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    name = models.CharField(_("name"), max_length=150)
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=120)
    chair = models.ForeignKey(
        Membership, verbose_name=_("chair"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    notes = models.TextField(_("notes"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    code = models.CharField(_("code to join by"), max_length=10, blank=True)
    present_issue = models.ForeignKey(
        RoundIssue, verbose_name=_("issue before the meeting"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("meeting")
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state="running"), name="meetings_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="meetings_code_once"
            ),
            models.CheckConstraint(
                condition=Q(state="running", code__gt="") | ~Q(state="running") & Q(code=""),
                name="meetings_code_while_running",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def issue(self) -> RoundIssue | None:
        """The issue before the meeting, the meeting's own round at hand."""
        if self.present_issue is not None:
            self.present_issue.round = self.round
        return self.present_issue

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def is_running(self) -> bool:
        return self.state == State.RUNNING


class Attendance(models.TextChoices):
    """Whether somebody who was invited came."""

    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Sent apologies")
    ABSENT = "absent", _("Absent")
    STOOD_IN = "stood_in", _("Somebody stood in")


class Invited(Versioned):
    """Somebody who is invited to a meeting, and their line in its register."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    attendance = models.CharField(
        _("attendance"), max_length=10, choices=Attendance.choices, blank=True
    )
    stand_in = models.CharField(_("who stood in"), max_length=150, blank=True)
    # by which they say which days suit; none before they are asked
    link = models.OneToOneField(
        PersonalLink, null=True, blank=True, on_delete=models.PROTECT, related_name="invited"
    )

    class Meta:
        verbose_name = _("person invited")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="meetings_invited_once"),
        ]


class ProposedDate(Versioned):
    """A day and time that a meeting could be held on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("starts"))

    class Meta:
        verbose_name = _("proposed date")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "starts_at"], name="meetings_date_once"),
        ]


class Suits(models.TextChoices):
    """Whether a date suits somebody."""

    YES = "yes", _("Yes")
    IF_NEED_BE = "if_need_be", _("If need be")
    NO = "no", _("No")


class DateAnswer(models.Model):
    """What somebody invited says of one proposed date."""

    id = models.BigAutoField(primary_key=True)
    date = models.ForeignKey(ProposedDate, on_delete=models.CASCADE, related_name="answers")
    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="answers")
    suits = models.CharField(max_length=10, choices=Suits.choices)

    class Meta:
        verbose_name = _("answer about a date")
        constraints = [
            models.UniqueConstraint(fields=["date", "invited"], name="meetings_answered_once"),
        ]


class DateLetter(Versioned):
    """An e-mail that told somebody a meeting's date; it stays where they are taken off later."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="date_letters")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("starts"))
    address = models.EmailField()
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter with a date")


class Joined(Versioned):
    """An assessor who takes part in a running meeting, and the link on the device they do it by."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="joined")
    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="joined")
    link = models.ForeignKey(PersonalLink, on_delete=models.PROTECT, related_name="joined")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("person in the room")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "assessor"], name="meetings_joined_once"),
        ]


class Note(Versioned):
    """What was said about an issue in a meeting; never who said it. Themes are made from these."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="said")
    round_issue = models.ForeignKey(RoundIssue, on_delete=models.PROTECT, related_name="said")
    text = models.TextField(_("what was said"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note of a meeting")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="meetings_note_says_something"),
        ]
