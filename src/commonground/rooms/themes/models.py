"""Remarks as they were said, the codes that people gave them, and how each came to be there.

A remark holds what was said, about what, by which agency and in which way; never by whom.
docs/decisions/0060 says why it is cut like this.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.rooms.consultation.models import Round
from commonground.rooms.issues.models import Issue
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Partnership, Person, Way

NAME_LENGTH = 100
AGENCY_LENGTH = 150
SOURCE_LENGTH = 100


class Kind(models.TextChoices):
    """Where a remark comes from."""

    SCORE = "score", _("Said with a score")
    MEETING = "meeting", _("Noted in a meeting")
    PROPOSAL = "proposal", _("Said with a proposal")
    PASTED = "pasted", _("Pasted notes")
    SURVEY = "survey", _("Answered in a survey")


class Gathering(Versioned):
    """Remarks that came in together: of a closed round, of proposals, or of notes."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="gatherings"
    )
    round = models.ForeignKey(
        Round, verbose_name=_("round"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="gatherings",
    )  # fmt: skip
    name = models.CharField(_("where they come from"), max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("remarks")

    def __str__(self) -> str:
        return self.name


class Remark(Versioned):
    """What somebody said, frozen. Its version counts how often its codes were changed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="remarks")
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="remarks")
    number = models.PositiveIntegerField(editable=False)
    text = models.TextField(_("what was said"))
    question = models.TextField(_("what was asked"), blank=True)
    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="remarks",
    )  # fmt: skip
    agency = models.CharField(_("agency"), max_length=AGENCY_LENGTH, blank=True)
    way = models.CharField(_("took part"), max_length=20, choices=Way.choices, blank=True)
    kind = models.CharField(_("where from"), max_length=10, choices=Kind.choices)
    # what it was made from, so that nothing is gathered twice; empty where it was typed in
    source = models.CharField(max_length=SOURCE_LENGTH, blank=True, editable=False)
    is_read = models.BooleanField(_("somebody has read it for its codes"), default=False)

    class Meta:
        verbose_name = _("remark")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="themes_remark_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "source"],
                condition=~Q(source=""),
                name="themes_remark_gathered_once",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="themes_remark_says_something"),
        ]


class SurveyUse(Versioned):
    """What one column of a survey was used for, so that its next export needs no choosing."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="survey_uses"
    )
    header_sha256 = models.CharField(_("digest of the header"), max_length=64, editable=False)
    column = models.PositiveIntegerField(editable=False)
    part = models.CharField(_("used for"), max_length=10)

    class Meta:
        verbose_name = _("use of a survey's column")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "header_sha256", "column"], name="themes_survey_used_once"
            ),
        ]


class Reach(models.TextChoices):
    """Whether a golden theme cuts across the issues, or is an area of its own."""

    CROSS_CUTTING = "cross_cutting", _("Cross-cutting")
    STAND_ALONE = "stand_alone", _("Stands alone")


class GoldenTheme(Versioned):
    """What codes come together to: how the partnership tackles what lies under many issues."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="golden_themes"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=2 * NAME_LENGTH, editable=False)
    reach = models.CharField(
        _("reach"), max_length=20, choices=Reach.choices, default=Reach.CROSS_CUTTING
    )
    why = models.TextField(_("why it stands"), blank=True)

    class Meta:
        verbose_name = _("golden theme")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name_key"], name="themes_golden_theme_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Status(models.TextChoices):
    """Whether a code is in use, and what became of it where it is not."""

    LIVE = "live", _("In use")
    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split")
    RETIRED = "retired", _("Retired")


class Code(Versioned):
    """A short name for what remarks speak of. It keeps its history whatever becomes of it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="codes")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=2 * NAME_LENGTH, editable=False)
    definition = models.TextField(_("definition"), blank=True)
    example = models.TextField(_("example"), blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="parts",
    )  # fmt: skip
    golden_theme = models.ForeignKey(
        GoldenTheme, verbose_name=_("golden theme"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="codes",
    )  # fmt: skip
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.LIVE
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it is no longer in use"))

    class Meta:
        verbose_name = _("code")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name_key"],
                condition=Q(status="live"),
                name="themes_live_code_named_once",
            ),
            models.CheckConstraint(
                condition=Q(status="live") | ~Q(reason=""), name="themes_code_ended_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="themes_code_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.status == Status.LIVE


class BecameCode(Versioned):
    """What a merged or split code became; how is the earlier one's status."""

    earlier = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="became")
    later = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="came_from")

    class Meta:
        verbose_name = _("succession of codes")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="themes_became_once"),
        ]


class Reading(Versioned):
    """One time that somebody read a remark and said which codes it carries from then on."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # what the readings share that were made by one press, and are undone by one
    together = models.UUIDField(_("coded together"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reading of a remark")
        indexes = [models.Index(fields=["by", "at"], name="themes_own_readings")]


class Coding(models.Model):
    """A code that a remark carries since one reading, until another took it away, if any did."""

    id = models.BigAutoField(primary_key=True)
    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    given_in = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="gave")
    taken_in = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="took"
    )

    class Meta:
        verbose_name = _("code of a remark")
        constraints = [
            models.UniqueConstraint(
                fields=["remark", "code"],
                condition=Q(taken_in__isnull=True),
                name="themes_code_given_once",
            ),
        ]


class Meaning(models.Model):
    """What a text means by one sentence model: derived, kept so that it is computed once."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, editable=False)
    model = models.CharField(max_length=100, editable=False)
    # half-precision numbers, the lowest byte first
    numbers = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("meaning of a text")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "model", "digest"], name="themes_meaning_kept_once"
            ),
        ]


class Check(Versioned):
    """Two people code the same random fifth of the remarks, neither shown what the other says."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="checks")
    seed = models.PositiveBigIntegerField(_("seed of the draw"), editable=False)
    size = models.PositiveIntegerField(_("remarks drawn"), editable=False)
    population = models.PositiveIntegerField(_("remarks drawn from"), editable=False)
    draw_sha256 = models.CharField(_("digest of the draw"), max_length=64, editable=False)
    started_at = models.DateTimeField(_("started at"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    result_sha256 = models.CharField(
        _("digest of the result"), max_length=64, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("check by two coders")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(ended_at__isnull=True),
                name="themes_one_check_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(result_sha256=""),
                name="themes_check_ended_with_a_result",
            ),
        ]

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


class Letter(models.TextChoices):
    """What a coder goes by wherever the comparison is shown."""

    A = "A", _("Coder A")
    B = "B", _("Coder B")


class Coder(Versioned):
    """One of the two people of a check."""

    # "check" alone is taken: every model has a method of that name
    of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="coders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(_("goes by"), max_length=1, choices=Letter.choices)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("coder")
        constraints = [
            models.UniqueConstraint(fields=["of", "letter"], name="themes_coder_a_and_b"),
            models.UniqueConstraint(fields=["of", "person"], name="themes_coders_are_two"),
        ]


class Drawn(Versioned):
    """A remark of a check, and the reading in which a person settled what the two disagreed on."""

    of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="drawn")
    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="drawn")
    position = models.PositiveIntegerField(editable=False)
    settled_in = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="settled"
    )

    class Meta:
        verbose_name = _("remark of a check")
        constraints = [
            models.UniqueConstraint(fields=["of", "remark"], name="themes_drawn_once"),
            models.UniqueConstraint(fields=["of", "position"], name="themes_drawn_in_order"),
        ]


class BlindReading(Versioned):
    """Which codes one coder gives a remark of a check, none included."""

    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="readings")
    drawn = models.ForeignKey(Drawn, on_delete=models.PROTECT, related_name="readings")
    codes = models.ManyToManyField(Code, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("coding in a check")
        constraints = [
            models.UniqueConstraint(fields=["coder", "drawn"], name="themes_coded_blind_once"),
        ]


class Measured(models.TextChoices):
    """What an agreement is about."""

    OVERALL = "overall", _("All codes")
    CODE = "code", _("Code")
    THEME = "theme", _("Golden theme")


class Figure(Versioned):
    """How far two coders agreed on one code, golden theme or all: frozen when the check ended."""

    of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="figures")
    position = models.PositiveIntegerField(editable=False)
    measured = models.CharField(_("about"), max_length=10, choices=Measured.choices)
    code = models.ForeignKey(
        Code, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # as it was called then
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    read = models.PositiveIntegerField(_("remarks that both read"))
    given_a = models.PositiveIntegerField(_("given by coder A"))
    given_b = models.PositiveIntegerField(_("given by coder B"))
    alike = models.FloatField(_("share answered alike"), null=True, blank=True)
    alpha = models.FloatField(_("Krippendorff's alpha"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement of two coders")
        constraints = [
            models.UniqueConstraint(fields=["of", "position"], name="themes_figures_in_order"),
        ]


def name_key(name: str) -> str:
    """Return what two names share that differ only by case or spaces."""
    return same_but_for_case_and_spaces(name)
