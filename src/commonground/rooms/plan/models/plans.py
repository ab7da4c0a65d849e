"""Action plans: recommendations under each strand, actions with everything that happened to them.

docs/decisions/0072 says why it is cut like this.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.issues.models import Issue
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Agency, Membership, Partnership, Person
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.themes.models import GoldenTheme

NAME_LENGTH = 200
TEXT_LENGTH = 4_000
Marking = [(one, one) for one in MARKINGS]


class Board(Versioned):
    """A group that a plan or an action is reported to, by the name it has in the partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("board")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="plan_board_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Plan(Versioned):
    """An action plan: recommendations under the strands of one set, such as the 4Ps."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    strand_set = models.CharField(
        _("strands"), max_length=50, help_text=_("the id of a set, such as four-ps")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    board = models.ForeignKey(
        Board, verbose_name=_("reported to"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="plans",
    )  # fmt: skip
    ranking = models.ForeignKey(
        Ranking, verbose_name=_("the ranking whose shortlist it answers"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="plans",
    )  # fmt: skip
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("action plan")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="plan_named_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """Whether a recommendation still stands."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Recommendation(Versioned):
    """What should be done, under one strand, and the issues, themes or judgement it rests on."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField(editable=False)
    strand = models.CharField(_("strand"), max_length=30)
    text = models.TextField(_("recommendation"))
    priority = models.PositiveSmallIntegerField(
        _("priority"), null=True, blank=True, help_text=_("1 is the first")
    )
    issues = models.ManyToManyField(
        Issue, verbose_name=_("issues"), blank=True, related_name="recommendations"
    )
    golden_themes = models.ManyToManyField(
        GoldenTheme, verbose_name=_("golden themes"), blank=True, related_name="recommendations"
    )
    judgement = models.TextField(_("judgement or evidence"), blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.OPEN
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it no longer stands"))
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)

    class Meta:
        verbose_name = _("recommendation")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="plan_recommendation_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="plan_recommendation_says_something"
            ),
            models.CheckConstraint(
                condition=Q(standing="open") | ~Q(reason=""),
                name="plan_recommendation_ended_with_a_reason",
            ),
        ]

    @property
    def ref(self) -> str:
        """What it is called beside the others of its plan."""
        return f"R{self.number}"


class Status(models.TextChoices):
    """How an action stands."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")
    COMPLETE = "complete", _("Complete")
    MAINSTREAMED = "mainstreamed", _("Mainstreamed")
    STOPPED = "stopped", _("Stopped")


ENDED = (Status.COMPLETE, Status.MAINSTREAMED, Status.STOPPED)
"""What nobody works on any more as part of a plan."""


class Action(Versioned):
    """What somebody does. It may serve recommendations of several plans, and several boards.

    It is owned by an agency and a role there; the person is who holds the role now.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField(editable=False)
    text = models.TextField(_("action"))
    recommendations = models.ManyToManyField(
        Recommendation, verbose_name=_("recommendations"), blank=True, related_name="actions"
    )
    boards = models.ManyToManyField(
        Board, verbose_name=_("also reported to"), blank=True, related_name="actions"
    )
    lead_agency = models.ForeignKey(
        Agency, verbose_name=_("lead agency"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="led_actions",
    )  # fmt: skip
    lead_role = models.CharField(_("lead role"), max_length=150, blank=True)
    lead_person = models.ForeignKey(
        Membership, verbose_name=_("lead person"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="led_actions",
    )  # fmt: skip
    supporting_agencies = models.ManyToManyField(
        Agency, verbose_name=_("supporting agencies"), blank=True, related_name="supported_actions"
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    review_every_months = models.PositiveSmallIntegerField(
        _("reviewed every so many months"), null=True, blank=True
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.NOT_STARTED
    )
    reason = models.TextField(_("reason for the status"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    cost = models.DecimalField(
        _("cost in pounds"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    resource = models.TextField(_("resources"), blank=True)
    dependency = models.TextField(_("dependency or risk"), blank=True)
    completion = models.TextField(_("evidence of completion"), blank=True)
    learning = models.TextField(_("what was learnt"), blank=True)
    equality_note = models.TextField(_("equality note"), blank=True)
    expected_effect = models.TextField(_("assumed effect"), blank=True)
    expected_by = models.CharField(_("who assumes it"), max_length=200, blank=True)
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # when anything was last said of it, so that lists need not look for it
    told_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("action")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="plan_action_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="plan_action_says_something"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="plan_action_due_after_its_start",
            ),
            models.CheckConstraint(
                condition=~Q(status="stopped") | ~Q(reason=""), name="plan_stopped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(expected_effect="") | ~Q(expected_by=""),
                name="plan_effect_assumed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "status", "due_on"], name="plan_actions_by_due"),
            models.Index(fields=["partnership", "review_on"], name="plan_actions_by_review"),
        ]

    @property
    def ref(self) -> str:
        """What it is called in its partnership, in every plan and file."""
        return f"A{self.number}"

    @property
    def is_live(self) -> bool:
        return self.status not in ENDED


class StaffDays(Versioned):
    """How many days of its staff an agency gives to an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="staff_days")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    days = models.DecimalField(_("staff days"), max_digits=7, decimal_places=1)

    class Meta:
        verbose_name = _("staff days")
        constraints = [
            models.UniqueConstraint(fields=["action", "agency"], name="plan_days_once_an_agency"),
            models.CheckConstraint(condition=Q(days__gte=0), name="plan_days_not_below_nothing"),
        ]


class Milestone(Versioned):
    """A step of an action that can be seen to be done."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("milestone"), max_length=500)
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    is_removed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("milestone")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_milestone_says_something"),
        ]


class Kind(models.TextChoices):
    """What an entry in the log of an action is."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    PROGRESS = "progress", _("Progress")
    REVIEW = "review", _("Review")
    DATE = "date", _("Change of date")
    HANDED_OVER = "handed_over", _("Handed over")


class Via(models.TextChoices):
    """By which way an entry came in."""

    PAGE = "page", _("On a page")
    LINK = "link", _("By a personal link")
    FILE = "file", _("From a file")
    API = "api", _("By a program")


class Entry(Versioned):
    """One dated row of an action's log: what changed, how it goes, or a review. Never changed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    via = models.CharField(max_length=10, choices=Via.choices, default=Via.PAGE)
    at = models.DateTimeField(default=timezone.now, editable=False)
    # who: a person who is signed in, or the member whose personal link it was
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=20, choices=Status.choices, help_text=_("as it stood from then on")
    )
    note = models.TextField(_("note"), blank=True)
    # of a review alone
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("entry in the log of an action")
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="plan_entry_numbered_once"),
            models.CheckConstraint(
                condition=~Q(kind="review") | (Q(reviewed_on__isnull=False) & ~Q(note="")),
                name="plan_reviewed_on_a_day_with_words",
            ),
        ]
        indexes = [models.Index(fields=["action", "kind", "at"], name="plan_entries_by_kind")]


class Change(models.Model):
    """One field of an action before and after an entry, in words as they are shown."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=50)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        verbose_name = _("change of a field")


class GapReason(Versioned):
    """Why a shortlisted issue has no action under one strand. The latest reason stands."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="gap_reasons")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="gap_reasons")
    strand = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"), help_text=_("empty where it was taken back"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reason for a gap")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "issue", "strand", "number"], name="plan_gap_answered_in_order"
            ),
        ]
