"""How a profile was moved on, signed, released and read."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.contents.audiences import Audience
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Membership, Partnership, Person, PersonalLink
from commonground.rooms.profile.models.profiles import Profile
from commonground.rooms.profile.models.sources import NAME_LENGTH


class MoveMade(Versioned):
    """That somebody moved a profile from one state to another. Never changed."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField(editable=False)
    before = models.CharField(_("from"), max_length=30)
    after = models.CharField(_("to"), max_length=30)
    why = models.TextField(_("why"), blank=True)
    sha256 = models.CharField(
        max_length=64, editable=False, help_text=_("of the document, as it then stood")
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("move of a profile")
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_moved_once"),
        ]


class Edition(Versioned):
    """A profile's whole document as it stood when it was signed. Never changed."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(editable=False)
    document = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("edition of a profile")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "number"], name="profile_edition_numbered_once"
            ),
        ]


class Release(Versioned):
    """That a build of an edition may be read, by whose word. Its document is kept as released."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="releases")
    audience = models.CharField(
        _("build"), max_length=20, choices=[(one.value, one.value) for one in Audience]
    )
    document = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("release of a build")
        constraints = [
            models.UniqueConstraint(fields=["edition", "audience"], name="profile_released_once"),
        ]


class Recipient(Versioned):
    """Somebody on the distribution list of a release, and whether they said that they read it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="recipients")
    member = models.ForeignKey(
        Membership, verbose_name=_("recipient"), on_delete=models.PROTECT, related_name="+"
    )
    link = models.ForeignKey(
        PersonalLink, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    fault = models.CharField(_("why it was not sent"), max_length=300, blank=True, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)

    class Meta:
        verbose_name = _("recipient of a release")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "member"], name="profile_recipient_listed_once"
            ),
        ]


class Withheld(Versioned):
    """Words that stand in no public build: the name of a group, an operation or a person."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="withheld")
    words = models.CharField(_("words"), max_length=NAME_LENGTH)
    why = models.CharField(_("what they are"), max_length=NAME_LENGTH, blank=True)
    is_ended = models.BooleanField(_("may stand there again"), default=False, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("words withheld")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "words"], condition=Q(is_ended=False),
                name="profile_words_withheld_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words
