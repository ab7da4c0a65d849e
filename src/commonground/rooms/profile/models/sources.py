"""What a profile rests on: the register of sources, and the log of community tension.

docs/decisions/0094 says why they are cut like this.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL_SENSITIVE
from commonground.rooms.objects import Versioned
from commonground.rooms.people.models import Agency, Membership, Partnership, Person

NAME_LENGTH = 200
ROLE_LENGTH = 150


class Gateway(models.TextChoices):
    """The right by which data are shared; the sections are of the Crime and Disorder Act 1998."""

    UNKNOWN = "", _("Not named yet")
    DUTY = "section_17a", _("Section 17A: the duty to share depersonalised sets")
    POWER = "section_115", _("Section 115: the power to disclose")
    OPEN = "open", _("Published as open data")
    OTHER = "other", _("Another one, described below")


class Cadence(models.TextChoices):
    """How often a data set is supplied."""

    MONTHLY = "monthly", _("Each month")
    QUARTERLY = "quarterly", _("Each quarter")
    YEARLY = "yearly", _("Each year")
    AS_ASKED = "as_asked", _("When it is asked for")


class DataSet(Versioned):
    """A data set that an agency shares, or is to share, with the partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="data_sets")
    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="data_sets"
    )
    name = models.CharField(_("data set"), max_length=NAME_LENGTH)
    owner_role = models.CharField(_("who answers for it"), max_length=ROLE_LENGTH, blank=True)
    gateway = models.CharField(
        _("legal gateway"), max_length=20, choices=Gateway.choices, blank=True,
        default=Gateway.UNKNOWN,
    )  # fmt: skip
    gateway_words = models.TextField(_("the gateway in words"), blank=True)
    agreement = models.CharField(_("sharing agreement"), max_length=NAME_LENGTH, blank=True)
    agreement_review_on = models.DateField(_("review of the agreement"), null=True, blank=True)
    cadence = models.CharField(
        _("how often"), max_length=20, choices=Cadence.choices, default=Cadence.QUARTERLY
    )
    coverage = models.TextField(_("coverage"), blank=True)
    caveats = models.TextField(_("caveats"), blank=True)
    onward = models.TextField(_("rule for passing it on"), blank=True)
    is_ended = models.BooleanField(_("is not supplied any more"), default=False)

    class Meta:
        verbose_name = _("data set")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "agency", "name"], name="profile_data_set_named_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="profile_data_set_is_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Supply(Versioned):
    """That a data set came, for which period. Never changed: a correction is another one."""

    data_set = models.ForeignKey(
        DataSet, verbose_name=_("data set"), on_delete=models.PROTECT, related_name="supplies"
    )
    number = models.PositiveIntegerField(editable=False)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    received_on = models.DateField(_("received"))
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("supply of a data set")
        constraints = [
            models.UniqueConstraint(
                fields=["data_set", "number"], name="profile_supply_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="profile_period_ends_after"
            ),
        ]


class Request(Versioned):
    """That an agency was asked for a data set. It is answered by what comes after that day.

    Of a request that goes by e-mail, only what became of the e-mail is added later.
    """

    data_set = models.ForeignKey(
        DataSet, verbose_name=_("data set"), on_delete=models.PROTECT, related_name="requests"
    )
    number = models.PositiveIntegerField(editable=False)
    asked_on = models.DateField(_("asked"))
    due_on = models.DateField(_("due"))
    how = models.TextField(_("whom, and how"), blank=True)
    to = models.ForeignKey(
        Membership, verbose_name=_("e-mailed to"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    fault = models.CharField(_("why it was not sent"), max_length=300, blank=True, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("request for a data set")
        constraints = [
            models.UniqueConstraint(
                fields=["data_set", "number"], name="profile_request_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")), name="profile_due_after_asking"
            ),
        ]


class Noticed(Versioned):
    """What was noticed of tension in a community, on a day. Withdrawn with a reason at most."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="tension")
    on = models.DateField(_("date"))
    where = models.CharField(_("where"), max_length=NAME_LENGTH)
    what = models.TextField(_("what was noticed"))
    step = models.CharField(_("step"), max_length=20)
    agency = models.ForeignKey(
        Agency, verbose_name=_("noticed by"), on_delete=models.PROTECT, related_name="+"
    )
    response = models.TextField(_("what was done"), blank=True)
    marking = models.CharField(
        _("marking"), max_length=30, choices=[(one, one) for one in MARKINGS],
        default=OFFICIAL_SENSITIVE,
    )  # fmt: skip
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("sign of tension")
        constraints = [
            models.CheckConstraint(
                condition=~Q(where="") & ~Q(what=""), name="profile_tension_says_what"
            ),
        ]

    def __str__(self) -> str:
        return self.where
