"""Partnerships, agencies, persons, memberships with their roles, and personal links."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from commonground.rooms.objects import Versioned
from commonground.rooms.people.roles import Role


class PeopleByAddress(BaseUserManager["Person"]):
    """Finds a person by e-mail address, however it is written."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, Versioned):
    """Somebody, in however many partnerships. Without an e-mail address they cannot sign in."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(
        default=False, help_text=_("runs this installation, and may make partnerships")
    )

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PeopleByAddress()

    class Meta:
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name

    @property
    def has_signed_in(self) -> bool:
        return self.last_login is not None


class Partnership(Versioned):
    """A board and its area: what everything else belongs to."""

    name = models.CharField(_("name"), max_length=150)
    area = models.CharField(_("area"), max_length=150)
    board_kind = models.CharField(_("kind of board"), max_length=150)
    chair = models.ForeignKey(
        "Membership", verbose_name=_("chair"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    police_lead = models.ForeignKey(
        "Membership", verbose_name=_("senior police lead"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    is_demo = models.BooleanField(default=False, help_text=_("everything in it is invented"))

    class Meta:
        verbose_name = _("partnership")

    def __str__(self) -> str:
        return self.name


class RoleName(Versioned):
    """What a partnership calls one of the roles, such as "Independent chair"."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="role_names"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    name = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("name of a role")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "role"], name="people_one_name_a_role")
        ]


class Agency(Versioned):
    """An agency of a partnership, or a department of one.

    `counts_as` is the published map of scoring: each agency speaks once, so a department counts as
    its agency unless the board has said that it speaks for itself.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(_("name"), max_length=150)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="departments",
    )  # fmt: skip
    counts_as = models.ForeignKey(
        "self", verbose_name=_("counts in scoring as"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="counted",
    )  # fmt: skip

    class Meta:
        verbose_name = _("agency")
        constraints = [
            models.UniqueConstraint("partnership", Lower("name"), name="people_agency_named_once"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="people_agency_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def speaks_as(self) -> "Agency":
        """The agency whose one voice this one's scores are part of."""
        return self.counts_as or self


class Way(models.TextChoices):
    """How somebody usually takes part in a consultation."""

    MEETING = "meeting", _("In a meeting")
    REMOTE = "remote", _("By a personal link")
    PAPER = "paper", _("On paper")


class Membership(Versioned):
    """A person's place in a partnership: for which agency, as what, and with which roles."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="memberships",
    )  # fmt: skip
    title = models.CharField(_("job title"), max_length=150, blank=True)
    way = models.CharField(_("takes part"), max_length=20, choices=Way.choices, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "person"], name="people_a_member_once")
        ]

    def __str__(self) -> str:
        return self.person.name


class HeldRoles(models.QuerySet["HeldRole"]):
    """What can be asked of held roles."""

    def on(self, day: date) -> "HeldRoles":
        """Those that are held on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class HeldRole(Versioned):
    """A role of a membership from one day until another, both of them included."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="held_roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = models.Manager.from_queryset(HeldRoles)()

    class Meta:
        verbose_name = _("role")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["membership", "role"],
                condition=Q(until__isnull=True),
                name="people_role_held_once",
            ),
        ]

    def is_held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def roles_on(held: Iterable[HeldRole], day: date) -> frozenset[Role]:
    """Return the roles held on a day, from rows that are already read."""
    return frozenset(Role(one.role) for one in held if one.is_held_on(day))


class Purpose(models.TextChoices):
    """What a personal link is for."""

    JOIN = "join", _("Set up how you sign in")
    PROPOSE = "propose", _("Propose issues")
    SCORE = "score", _("Score issues")
    DATES = "dates", _("Say which dates suit")
    ROOM = "room", _("Take part in a meeting")
    ANSWER = "answer", _("Say how actions go")
    READ = "read", _("Read a document")


class PersonalLink(Versioned):
    """A link that lets its holder do one thing without an account. Only its hash is stored.

    One to join works once. Any other works until it expires or is withdrawn.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")

    def has_expired(self, now: datetime) -> bool:
        return now >= self.expires_at


class Scope(models.TextChoices):
    """How far a program may go with a token; never further than its person."""

    READ = "read", _("Read only")
    WRITE = "write", _("Read and write")


class ApiToken(Versioned):
    """What lets a program act for a member through the API. Only its hash is stored."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token for a program")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "name"],
                condition=Q(revoked_at__isnull=True),
                name="people_token_named_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def has_expired(self, now: datetime) -> bool:
        return now >= self.expires_at

    def is_good(self, now: datetime) -> bool:
        return self.revoked_at is None and not self.has_expired(now)
