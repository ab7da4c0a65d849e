"""Assessments, and the texts of profiles: sections, blocks, revisions, and what was frozen.

docs/decisions/0068 says why it is cut like this.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Agency, Partnership, Person
from commonground.rooms.ranking.models import Ranking

TITLE_LENGTH = 200
CONTENT_LENGTH = 20_000
COMMENT_LENGTH = 2_000
TEMPLATE_NAME_LENGTH = 100
Marking = [(one, one) for one in MARKINGS]


class WordTemplate(Versioned):
    """A Word file in whose look a partnership's documents are written. The file never changes.

    One that is taken out of use stays, so that it can be said what a document was written in.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="word_templates"
    )
    name = models.CharField(_("file"), max_length=TEMPLATE_NAME_LENGTH)
    held = models.BinaryField(_("contents"), editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    is_used = models.BooleanField(_("in use"), default=True, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Word template")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "sha256"], name="assessment_template_kept_once"
            ),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(is_used=True),
                name="assessment_one_template_used",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """How far an assessment has come."""

    DRAFTING = "drafting", _("Being written")
    WITH_BOARD = "with_board", _("With the board")
    ISSUED = "issued", _("Issued")


class DocumentKind(models.TextChoices):
    """What somebody writes here."""

    ASSESSMENT = "assessment", _("Strategic assessment")
    PROFILE = "profile", _("Local profile")


class Assessment(Versioned):
    """The strategic assessment of one cycle, or the texts of a profile, of one frozen ranking."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="assessments"
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    author = models.CharField(
        _("who answers for it"), max_length=150,
        help_text=_("A role or a team; it stands on the first page"),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.DRAFTING
    )
    document = models.CharField(
        _("document"), max_length=20, choices=DocumentKind.choices,
        default=DocumentKind.ASSESSMENT, editable=False,
    )  # fmt: skip
    template = models.CharField(max_length=100, editable=False)
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="assessments")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("strategic assessment")

    def __str__(self) -> str:
        return self.title

    @property
    def is_profile(self) -> bool:
        """Whether it is the text of a profile, which the profile’s own states lock and release."""
        return self.document == DocumentKind.PROFILE


class Freeze(Versioned):
    """The sources of an assessment's figures as they stood on one day; the latest one counts."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="freezes")
    number = models.PositiveSmallIntegerField()
    snapshot = models.TextField(editable=False)
    figures = models.TextField(editable=False)
    sha256 = models.CharField(
        max_length=64, editable=False, help_text=_("of the snapshot, as it is kept")
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("frozen sources")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="assessment_frozen_once_by_number"
            ),
        ]


class Section(Versioned):
    """A heading with blocks under it: one of the template's, perhaps of one issue or theme."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sections")
    around = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="sections"
    )
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=100, editable=False, help_text=_("its id in the template"))
    subject = models.CharField(max_length=300, blank=True, editable=False)
    heading = models.CharField(_("heading"), max_length=300)

    class Meta:
        verbose_name = _("section")


class Kind(models.TextChoices):
    """What a block is."""

    TEXT = "text", _("Text")
    TABLE = "table", _("Table")
    CHART = "chart", _("Chart")


class Block(Versioned):
    """A text that people write, or a table or chart by the name it has in the catalogue.

    `content` is the text as its latest revision has it, or that name.
    """

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, editable=False)
    content = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    marking = models.CharField(_("marking"), max_length=30, choices=Marking, default=OFFICIAL)
    is_removed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("block")


class Origin(models.TextChoices):
    """How a revision came to be."""

    TEMPLATE = "template", _("From the template")
    WRITTEN = "written", _("Written here")
    BROUGHT_BACK = "brought_back", _("Brought back from an earlier one")
    WORD = "word", _("Taken over from a Word file")
    CARRIED = "carried", _("Carried over from the document before")


class Revision(models.Model):
    """A text as somebody left it. Revisions are never changed."""

    id = models.BigAutoField(primary_key=True)
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    source = models.CharField(
        max_length=200, blank=True, help_text=_("the file, or the number of the earlier one")
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("revision")
        constraints = [
            models.UniqueConstraint(
                fields=["block", "number"], name="assessment_revision_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="assessment_revisions_count_from_1"
            ),
        ]


class Comment(Versioned):
    """What somebody says about a block, or answers to that. It is settled, and never deleted.

    A thread is a comment with its answers. Its version counts what was said in it, so that nobody
    settles it over an answer that they have not read.
    """

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="comments")
    answers_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    revision = models.PositiveIntegerField(
        editable=False, help_text=_("of the text that it speaks of; 0 of a table or chart")
    )
    text = models.TextField(_("comment"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("comment")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False, answers_to__isnull=True),
                name="assessment_threads_are_settled_by_somebody",
            ),
        ]


class AgencyReview(Versioned):
    """That an agency was asked the closing questions; its version counts how often it answered."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviews")
    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="reviews"
    )

    class Meta:
        verbose_name = _("self-review")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "agency"], name="assessment_reviewed_once"
            ),
        ]


class AgencyAnswer(Versioned):
    """One answer to one question. Answering anew is another row; the latest one stands."""

    review = models.ForeignKey(AgencyReview, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(_("question"), max_length=50)
    number = models.PositiveIntegerField(editable=False)
    words = models.TextField(_("answer"), blank=True, help_text=_("empty where it was taken back"))
    given_by = models.ForeignKey(
        Person, verbose_name=_("given by"), on_delete=models.PROTECT, related_name="+"
    )
    is_on_behalf = models.BooleanField(_("written on the agency’s behalf"), default=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer of an agency")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "question", "number"], name="assessment_answered_once"
            ),
        ]


class ReturnedFile(Versioned):
    """A Word file of the assessment that somebody edited and brought back."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="returned")
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False, help_text=_("of the file"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("returned Word file")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "sha256"], name="assessment_file_returned_once"
            ),
        ]


class OfferState(models.TextChoices):
    """What became of a text that came back."""

    OPEN = "open", _("To be decided")
    ACCEPTED = "accepted", _("Taken over")
    REFUSED = "refused", _("Left out")


class Offer(Versioned):
    """A text as it came back, for somebody to take over or leave out."""

    returned = models.ForeignKey(ReturnedFile, on_delete=models.PROTECT, related_name="offers")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="offers")
    position = models.PositiveIntegerField()
    base = models.PositiveIntegerField(
        help_text=_("the revision that it was written from; 0 where the file no longer tells")
    )
    text = models.TextField(blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OfferState.choices, default=OfferState.OPEN
    )
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("text from a Word file")
        constraints = [
            models.UniqueConstraint(
                fields=["returned", "block"], name="assessment_text_offered_once"
            ),
        ]


class Remnant(models.Model):
    """What was in a returned file and is not taken over, with its words, so that they are seen."""

    id = models.BigAutoField(primary_key=True)
    returned = models.ForeignKey(ReturnedFile, on_delete=models.PROTECT, related_name="remnants")
    block = models.ForeignKey(
        Block, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said = models.TextField()
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("note on a returned file")
