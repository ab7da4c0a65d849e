"""Local profiles: which text, which ranking, which state; and how each section stands.

docs/decisions/0092 says why they are cut like this.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.assessment.models import Assessment, Section
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Membership, Partnership, Person
from commonground.rooms.profile.models.sources import NAME_LENGTH


class Profile(Versioned):
    """A local profile. Its texts are those of a document of the assessment room.

    Its threats are those of a threat picture, by its id; its state is one of the rules of
    governance, by its id.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="profiles")
    document = models.OneToOneField(
        Assessment, verbose_name=_("text"), on_delete=models.PROTECT, related_name="profile"
    )
    threat_picture = models.CharField(_("threat picture"), max_length=50, editable=False)
    state = models.CharField(_("state"), max_length=30, editable=False)
    previous = models.ForeignKey(
        "self", verbose_name=_("profile before"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="later",
    )  # fmt: skip
    data_until = models.DateField(_("data until"))
    review_on = models.DateField(_("next review"))
    dpia = models.CharField(_("data protection impact assessment"), max_length=NAME_LENGTH,
                            blank=True)  # fmt: skip
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("local profile")

    def __str__(self) -> str:
        return str(self.document)


class Part(Versioned):
    """Who writes a section of a profile, and when somebody said that it still holds."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="parts")
    section = models.OneToOneField(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="part"
    )
    writer = models.ForeignKey(
        Membership, verbose_name=_("writer"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    held_at = models.DateTimeField(_("held to be right"), null=True, editable=False)
    held_by = models.ForeignKey(
        Person, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("part of a profile")
