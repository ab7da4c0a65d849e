"""Themes, issues with their tags and evidence, what partners propose, and what became of each."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Membership, Partnership

NAME_LENGTH = 200
THEME_LENGTH = 100
LONGEST = 32_767
"""The longest text there is: what a spreadsheet's cell holds, since it may go out as one."""


class Theme(Versioned):
    """A heading of the long list, such as violence or cybercrime."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="themes")
    name = models.CharField(_("name"), max_length=THEME_LENGTH)
    # what differs from another name by more than case and spaces; databases disagree on both
    name_key = models.CharField(max_length=2 * THEME_LENGTH, editable=False)

    class Meta:
        verbose_name = _("theme")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name_key"], name="issues_theme_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Origin(models.TextChoices):
    """How an issue came on to the list."""

    PREVIOUS = "previous", _("Previous assessment")
    HORIZON_SCAN = "horizon_scan", _("Horizon scan")
    MEETING = "meeting", _("Meeting")
    PROPOSAL = "proposal", _("Proposal")
    OTHER = "other", _("Other")


class Status(models.TextChoices):
    """Whether an issue stands, and what became of it where it does not."""

    LIVE = "live", _("Live")
    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split")
    RETIRED = "retired", _("Retired")


class Issue(Versioned):
    """One thing on the long list. It keeps its id, evidence and history whatever becomes of it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="issues")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=2 * NAME_LENGTH, editable=False)
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="issues",
    )  # fmt: skip
    description = models.TextField(_("description"), blank=True)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices)
    origin_note = models.CharField(_("note on the origin"), max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.LIVE)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it is no longer live"))
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("issue")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name_key"],
                condition=Q(status="live"),
                name="issues_live_issue_named_once",
            ),
            models.CheckConstraint(
                condition=Q(status="live") | ~Q(reason=""), name="issues_closed_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "status", "name"], name="issues_list"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.status == Status.LIVE

    @property
    def tag_ids(self) -> frozenset[str]:
        """The ids of its tags, without a query where they were fetched with it."""
        return frozenset(one.tag for one in self.tags.all())


class IssueTag(models.Model):
    """A tag that an issue carries: an id of the threat picture."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=50)

    class Meta:
        verbose_name = _("tag")
        constraints = [models.UniqueConstraint(fields=["issue", "tag"], name="issues_one_tag_once")]


class Succession(Versioned):
    """What a merged or split issue became; how is the earlier one's status."""

    earlier = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="became")
    later = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="came_from")

    class Meta:
        verbose_name = _("succession")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="issues_became_once"),
            models.CheckConstraint(
                condition=~Q(earlier=F("later")), name="issues_not_its_own_successor"
            ),
        ]


class Evidence(Versioned):
    """Something that is known about an issue. Withdrawn, it stays readable with the reason."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="evidence")
    text = models.TextField(_("evidence"))
    source = models.CharField(_("source"), max_length=300)
    period = models.CharField(_("period"), max_length=100, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True)

    class Meta:
        verbose_name = _("evidence")

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_because)


class Fate(models.TextChoices):
    """What has become of a proposal."""

    WAITING = "waiting", _("Waiting")
    ISSUE = "issue", _("Became an issue")
    EVIDENCE = "evidence", _("Added as evidence")
    DECLINED = "declined", _("Not taken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Proposal(Versioned):
    """What a member proposed by their link: a new issue, or evidence `about` one on the list."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="proposals")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="proposals")
    about = models.ForeignKey(
        Issue, verbose_name=_("issue that it is about"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="proposals",
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    name_key = models.CharField(max_length=2 * NAME_LENGTH, blank=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    evidence = models.TextField(_("evidence"))
    source = models.CharField(_("source"), max_length=300)
    theme = models.ForeignKey(
        Theme, verbose_name=_("suggested theme"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="proposals",
    )  # fmt: skip
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.WAITING)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it was not taken"))
    became = models.ForeignKey(
        Issue, verbose_name=_("issue that it became part of"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="proposed_as",
    )  # fmt: skip
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("proposal")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name_key"],
                condition=Q(fate="waiting", about__isnull=True),
                name="issues_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(about__isnull=False) | ~Q(name_key=""), name="issues_proposal_named"
            ),
            models.CheckConstraint(
                condition=~Q(fate="declined") | ~Q(reason=""),
                name="issues_declined_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "fate", "sent_at"], name="issues_proposals"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.about)

    @property
    def is_waiting(self) -> bool:
        return self.fate == Fate.WAITING


def name_key(name: str) -> str:
    """Return what two names share that differ only by case or spaces."""
    return same_but_for_case_and_spaces(name)
