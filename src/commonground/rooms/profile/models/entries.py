"""What is entered in a profile beside its texts: findings, judgements, gaps and the like."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Agency, Person
from commonground.rooms.plan.models import Recommendation
from commonground.rooms.profile.models.profiles import Profile
from commonground.rooms.profile.models.sources import NAME_LENGTH, ROLE_LENGTH


class Entry(Versioned):
    """Something entered in a profile, with its own marking.

    One that was carried over from the profile before stands unconfirmed until somebody says that it
    still holds, or changes it. One that is taken out stays, and is printed no more.
    """

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(editable=False)
    threat = models.CharField(_("threat"), max_length=50, blank=True)
    marking = models.CharField(
        _("marking"), max_length=30, choices=[(one, one) for one in MARKINGS], default=OFFICIAL
    )
    carried_from = models.UUIDField(null=True, editable=False)
    is_confirmed = models.BooleanField(_("still holds"), default=True, editable=False)
    is_removed = models.BooleanField(_("taken out"), default=False, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def words(self) -> str:
        """What it says, as a list of entries names it."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.words


class Found(models.TextChoices):
    """What a profile says of a threat."""

    ASSESSED = "assessed", _("Assessed")
    ABSENT = "absent", _("Considered, and not present")
    GAP = "gap", _("A gap in what is known")


class Finding(Entry):
    """What the profile found of a threat, and why."""

    found = models.CharField(_("finding"), max_length=20, choices=Found.choices)
    reason = models.TextField(_("reason"), blank=True)
    groups = models.PositiveIntegerField(
        _("organised crime groups known"), null=True, blank=True,
        help_text=_("Stands in no build but the partners’."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("finding on a threat")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "threat"], name="profile_threat_found_once"
            ),
            models.CheckConstraint(
                condition=Q(found="assessed") | ~Q(reason=""), name="profile_finding_has_a_reason"
            ),
        ]  # fmt: skip

    @property
    def words(self) -> str:
        return str(Found(self.found).label)


class Confidence(models.TextChoices):
    """How sure a judgement is, by the quality of what it rests on."""

    LOW = "low", _("Low")
    MODERATE = "moderate", _("Moderate")
    HIGH = "high", _("High")


class Change(models.TextChoices):
    """How a judgement differs from the last profile."""

    NEW = "new", _("New")
    STRONGER = "stronger", _("Stronger")
    UNCHANGED = "unchanged", _("Unchanged")
    WEAKER = "weaker", _("Weaker")


class Judgement(Entry):
    """A key judgement. Its likelihood is a word that people typed, held against the yardstick."""

    statement = models.TextField(_("judgement"))
    likelihood = models.CharField(_("likelihood"), max_length=60, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence.choices, blank=True
    )
    evidence = models.TextField(_("evidence"), blank=True)
    change = models.CharField(_("change since the last profile"), max_length=10,
                              choices=Change.choices, blank=True)  # fmt: skip

    class Meta:
        verbose_name = _("key judgement")

    @property
    def words(self) -> str:
        return self.statement


class VulnerabilitySort(models.TextChoices):
    """Who or what is vulnerable."""

    PEOPLE = "people", _("People who are harmed")
    COHORT = "cohort", _("People at risk of being drawn in")
    PLACE = "place", _("Places")
    BUSINESS = "business", _("Businesses")
    SYSTEM = "system", _("Systems")


class Vulnerability(Entry):
    """A vulnerability of people, places, businesses or systems. Cohorts, never individuals."""

    sort = models.CharField(_("of what"), max_length=10, choices=VulnerabilitySort.choices)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    why = models.TextField(_("why, and how it shows"))

    class Meta:
        verbose_name = _("vulnerability")
        verbose_name_plural = _("vulnerabilities")

    @property
    def words(self) -> str:
        return self.name


class Gap(Entry):
    """What is not known, who will find it out, how and by when."""

    what = models.TextField(_("what is not known"))
    agency = models.ForeignKey(
        Agency, verbose_name=_("owner"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    owner_role = models.CharField(_("role"), max_length=ROLE_LENGTH, blank=True)
    method = models.TextField(_("how it will be found out"), blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)

    class Meta:
        verbose_name = _("intelligence gap")

    @property
    def is_whole(self) -> bool:
        """Whether it says who finds it out, how and by when."""
        return bool(self.agency_id and self.owner_role and self.method and self.due_on)

    @property
    def words(self) -> str:
        return self.what


class Response(Entry):
    """What is done now under a strand, with what capacity and capability."""

    strand = models.CharField(_("strand"), max_length=30)
    what = models.TextField(_("what is done"))
    agency = models.ForeignKey(
        Agency, verbose_name=_("led by"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    capacity = models.TextField(_("capacity"), blank=True)
    capability = models.TextField(_("capability"), blank=True)

    class Meta:
        verbose_name = _("current response")

    @property
    def words(self) -> str:
        return self.what


class Advice(Entry):
    """A recommendation of the profile, under a strand and of a judgement; it flows into a plan."""

    strand = models.CharField(_("strand"), max_length=30)
    what = models.TextField(_("recommendation"))
    judgement = models.ForeignKey(
        Judgement, verbose_name=_("judgement"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    planned = models.ForeignKey(
        Recommendation, verbose_name=_("in the plan as"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("recommendation of a profile")

    @property
    def words(self) -> str:
        return self.what
