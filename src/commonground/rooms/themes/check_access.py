"""The only door to checks by two coders: while one runs, each coder is shown their own part."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import HeldRole, Person
from commonground.rooms.refusals import NotAllowed
from commonground.rooms.themes.blindness import coded_blind
from commonground.rooms.themes.comparing import Given
from commonground.rooms.themes.models import BlindReading, Check, Coder, Drawn
from commonground.rooms.themes.rules import ALLOWED, Verb, check_may_do


def checks(here: Seat) -> list[Check]:
    """Return the checks, the latest first, with their coders and what came out over all codes."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    found = Check.objects.filter(partnership=here.partnership).order_by("-started_at", "pk")
    coders = Coder.objects.select_related("person").order_by("letter")
    return list(found.prefetch_related(Prefetch("coders", queryset=coders), "figures"))


def check(here: Seat, check_id: UUID) -> Check:
    """Return one check; Http404 where the partnership has none of that id."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    try:
        return Check.objects.get(pk=check_id, partnership=here.partnership)
    except ObjectDoesNotExist:
        raise Http404 from None


def coders(about: Check) -> list[Coder]:
    """Return the two coders, A first."""
    return list(about.coders.select_related("person").order_by("letter"))


def own_part(here: Seat, about: Check) -> Coder:
    """Return the person's own part in a check; NotAllowed to everybody but its two coders."""
    check_may_do(here.roles, Verb.CODE_BLIND)
    found = about.coders.filter(person=here.person).first()
    if found is None:
        raise NotAllowed(_("Only the two coders of this check read its remarks here."))
    return found


def possible_coders(here: Seat) -> list[Person]:
    """Return the members whose role lets them code the remarks of a check, by name."""
    check_may_do(here.roles, Verb.START_CHECK)
    held = HeldRole.objects.on(timezone.localdate()).filter(
        membership__partnership=here.partnership, role__in=ALLOWED[Verb.CODE_BLIND]
    )
    found = Person.objects.filter(pk__in=held.values("membership__person_id"), is_active=True)
    return list(found.order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Place:
    """A remark of a check as its coder meets it."""

    drawn: Drawn
    size: int
    read: int
    """How many the coder has read."""
    own: BlindReading | None
    """What the coder said of it before."""
    before: UUID | None
    after: UUID | None


def place(here: Seat, about: Check, drawn_id: UUID) -> Place:
    """Return a remark of a check to one of its coders; Http404 where it is none of it."""
    coder = own_part(here, about)
    drawn = list(about.drawn.order_by("position").values_list("pk", flat=True))
    if drawn_id not in drawn:
        raise Http404
    at = drawn.index(drawn_id)
    return Place(
        drawn=Drawn.objects.select_related("remark__issue").get(pk=drawn_id),
        size=len(drawn),
        read=coder.readings.count(),
        own=coder.readings.filter(drawn_id=drawn_id).prefetch_related("codes").first(),
        before=drawn[at - 1] if at else None,
        after=drawn[at + 1] if at + 1 < len(drawn) else None,
    )


def start_of(about: Check, coder: Coder) -> UUID | None:
    """Return where a coder goes on: the first remark not read yet, or the very first."""
    places = about.drawn.order_by("position").values_list("pk", flat=True)
    return places.exclude(pk__in=coder.readings.values("drawn_id")).first() or places.first()


def blind_place_of(here: Seat, remark_id: UUID) -> Drawn | None:
    """Return where the person codes a remark blind, if they do."""
    return coded_blind(here).filter(remark_id=remark_id).first()


def given(coder: Coder) -> Given:
    """Return what a coder gave, by the id of the remark's place in the check."""
    rows = coder.readings.values_list("drawn_id", "codes__pk")
    found: dict[UUID, frozenset[UUID]] = {}
    for drawn, code in rows:
        found[drawn] = found.get(drawn, frozenset()) | ({code} if code else frozenset())
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """What came out of a check: never to be had before it has ended."""

    check: Check
    coders: list[Coder]
    drawn: dict[UUID, Drawn]
    given: tuple[Given, Given]
    names: dict[UUID, str]
    """The codes, as they were called when it ended."""


def result(here: Seat, about: Check) -> Result:
    """Return what both coders said; Http404 while the check runs."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    if about.is_running:
        raise Http404
    both = coders(about)
    drawn = about.drawn.select_related("remark__issue").order_by("position")
    names = about.figures.filter(code__isnull=False).values_list("code_id", "name")
    return Result(
        about, both, {one.pk: one for one in drawn}, (given(both[0]), given(both[1])),
        {pk: name for pk, name in names if pk},
    )  # fmt: skip
