"""The only door to remarks and codes: 404 to an outsider, 403 to a reader."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import CharField, Count, FilteredRelation, Model, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Round
from commonground.rooms.issues.models import Fate, Issue, Proposal
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.searching import words_of
from commonground.rooms.themes.blindness import (
    coded_blind,
    seen_codings,
    seen_remarks,
)
from commonground.rooms.themes.models import Code, Kind, Reading, Remark, Status
from commonground.rooms.themes.rules import Verb, check_may_do

Stored = TypeVar("Stored", bound=Model)
DECIDED = (Fate.ISSUE, Fate.EVIDENCE, Fate.DECLINED)
UNREAD, NO_CODE = "unread", "no_code"
"""What stands for the remarks that nobody has read, and for those that were read and fit no code,
where a code is asked for."""


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which remarks to list: what is empty leaves nothing out."""

    words: str = ""
    code: str = ""
    issue: str = ""
    agency: str = ""
    way: str = ""
    kind: str = ""


EVERYTHING = Wanted()


def remarks(here: Seat, wanted: Wanted = EVERYTHING) -> QuerySet[Remark]:
    """Return the remarks that are wanted in their order, their issues and codes at hand."""
    found = wanted_remarks(here, wanted).select_related("issue")
    standing = seen_codings(here).select_related("code").order_by("code__name")
    return found.prefetch_related(Prefetch("codings", queryset=standing, to_attr="standing"))


def wanted_remarks(here: Seat, wanted: Wanted) -> QuerySet[Remark]:
    """Return the same bare, to be counted or walked through."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    found = seen_remarks(here)
    for word in words_of(wanted.words):
        found = found.filter(Q(text__icontains=word) | Q(issue__name__icontains=word))
    if wanted.code:
        found = _with_code(here, found, wanted.code)
    if wanted.issue:
        found = found.filter(issue_id=wanted.issue)
    exact = {"agency": wanted.agency, "way": wanted.way, "kind": wanted.kind}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return found.order_by("number")


def _with_code(here: Seat, found: QuerySet[Remark], code: str) -> QuerySet[Remark]:
    standing = seen_codings(here)
    if code == UNREAD:
        return found.filter(is_read=False)
    if code == NO_CODE:
        return found.filter(is_read=True).exclude(pk__in=standing.values("remark_id"))
    return found.filter(pk__in=standing.filter(code_id=code).values("remark_id"))


def remark(here: Seat, remark_id: UUID) -> Remark:
    """Return one remark of the partnership; Http404 where it has none of that id."""
    return _one(remarks(here), remark_id)


def next_to(here: Seat, wanted: Wanted, about: Remark) -> tuple[UUID | None, UUID | None]:
    """Return the remarks before and after one among those that are wanted, whether it is or not."""
    numbered = list(wanted_remarks(here, wanted).values_list("number", "pk"))
    at = bisect_left(numbered, about.number, key=lambda one: one[0])
    after = [pk for number, pk in numbered[at : at + 2] if number > about.number]
    return (numbered[at - 1][1] if at else None, after[0] if after else None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many remarks there are, and how many of them somebody has read."""

    all: int
    read: int


def progress(here: Seat) -> Progress:
    """Return how far the coding of all remarks has come."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    found = seen_remarks(here)
    return Progress(**found.aggregate(all=Count("pk"), read=Count("pk", filter=Q(is_read=True))))


def issues_spoken_of(here: Seat) -> list[tuple[UUID, str]]:
    """Return the issues that remarks are about, by name."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    spoken = Remark.objects.filter(partnership=here.partnership).values("issue_id")
    found = Issue.objects.filter(pk__in=spoken)
    return list(found.order_by("name", "pk").values_list("pk", "name"))


def agencies_heard(here: Seat) -> list[str]:
    """Return the agencies that remarks come from, by name."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    found = Remark.objects.filter(partnership=here.partnership).exclude(agency="")
    return list(found.order_by("agency").values_list("agency", flat=True).distinct())


def closed_rounds(here: Seat) -> list[tuple[Round, int]]:
    """Return the closed rounds, the latest first, and how many remarks came from each."""
    check_may_do(here.roles, Verb.GATHER_REMARKS)
    found = [one for one in consultation_access.rounds(here) if one.is_closed]
    rows = Remark.objects.filter(partnership=here.partnership, gathering__round__in=found)
    counts = dict(rows.order_by().values_list("gathering__round").annotate(count=Count("pk")))
    return [(one, counts.get(one.pk, 0)) for one in found]


def proposals_waiting(here: Seat) -> list[Proposal]:
    """Return the decided proposals that were not gathered yet, the earliest first.

    Until it is decided, whoever sent one can change it or take it back.
    """
    check_may_do(here.roles, Verb.GATHER_REMARKS)
    found = Proposal.objects.filter(partnership=here.partnership, fate__in=DECIDED)
    found = found.select_related("member__agency__counts_as", "about", "became")
    there = sources(here, Kind.PROPOSAL)
    return [one for one in found.order_by("sent_at", "pk") if str(one.pk) not in there]


def sources(here: Seat, kind: Kind) -> frozenset[str]:
    """Return what remarks of a kind were gathered from already."""
    found = Remark.objects.filter(partnership=here.partnership, kind=kind)
    return frozenset(found.values_list("source", flat=True))


def survey_uses(here: Seat, header: str) -> dict[int, str]:
    """Return what the columns of a survey were used for before, if it was imported before."""
    check_may_do(here.roles, Verb.GATHER_REMARKS)
    found = here.partnership.survey_uses.filter(header_sha256=header)
    return dict(found.values_list("column", "part"))


def codes(here: Seat) -> QuerySet[Code]:
    """Return every code by name, those in use or not, with how many remarks carry it now."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    blind = coded_blind(here).values("remark_id")
    standing = Q(codings__taken_in__isnull=True) & ~Q(codings__remark__in=blind)
    carried = Count("codings", filter=standing)
    found = Code.objects.filter(partnership=here.partnership).annotate(carried=carried)
    return found.select_related("parent").order_by("name", "pk")


def live_codes(here: Seat) -> list[Code]:
    """Return the codes in use: each part right after what it is part of, otherwise by name."""
    live = list(codes(here).filter(status=Status.LIVE))
    whole = {one.pk: one.name for one in live}
    return sorted(
        live,
        key=lambda one: (
            whole.get(one.parent_id, one.name).casefold() if one.parent_id else one.name.casefold(),
            one.parent_id in whole,
            one.name.casefold(),
        ),
    )


def code(here: Seat, code_id: UUID) -> Code:
    """Return one code of the partnership; Http404 where it has none of that id."""
    return _one(codes(here), code_id)


def live_code(here: Seat, code_id: UUID) -> Code:
    """Return one code in use; Http404 where there is none of that id, or it is no longer."""
    return _one(codes(here).filter(status=Status.LIVE), code_id)


def carrying(here: Seat, about: Code) -> list[Remark]:
    """Return the remarks that carry a code now, in their order."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    found = seen_remarks(here).filter(
        pk__in=seen_codings(here).filter(code=about).values("remark_id")
    )
    return list(found.select_related("issue").order_by("number"))


def became(here: Seat) -> dict[UUID, list[str]]:
    """Return what each code that was merged or split became, by the earlier one's id."""
    found = Code.objects.filter(partnership=here.partnership, came_from__isnull=False)
    rows = found.order_by("name").values_list("came_from__earlier_id", "name")
    after: dict[UUID, list[str]] = {}
    for earlier, name in rows:
        after.setdefault(earlier, []).append(name)
    return after


@dataclass(frozen=True, slots=True)
class Said:
    """A remark as others are compared with it: its number, what was said, and its codes' names."""

    number: int
    text: str
    is_read: bool
    codes: dict[UUID, str] = field(default_factory=dict)


def said(here: Seat) -> dict[UUID, Said]:
    """Return every remark of the partnership, in order."""
    check_may_do(here.roles, Verb.CODE_REMARKS)
    rows = seen_remarks(here)
    standing = FilteredRelation("codings", condition=Q(codings__taken_in__isnull=True))
    rows = rows.annotate(carried=standing).order_by("number", "carried__code__name")
    columns = ("pk", "number", "text", "is_read", "carried__code_id", "carried__code__name")
    found: dict[UUID, Said] = {}
    for pk, number, text, is_read, code, name in rows.values_list(*columns):
        one = found.setdefault(pk, Said(number, text, is_read))
        if code:
            one.codes[code] = name
    return found


def last_readings(here: Seat) -> list[Reading]:
    """Return what the person did last, where it is still the latest reading of its remark.

    It is one reading, or those of one press; what somebody coded since is left out.
    """
    check_may_do(here.roles, Verb.CODE_REMARKS)
    own = Reading.objects.filter(by=here.person, remark__in=seen_remarks(here))
    own = own.select_related("remark").order_by("-at", "-remark__number")
    latest = own.first()
    if latest is None:
        return []
    found = list(own.filter(together=latest.together)) if latest.together else [latest]
    later = Reading.objects.filter(remark__in=[one.remark_id for one in found], at__gt=latest.at)
    passed = set(later.values_list("remark_id", flat=True))
    return [one for one in found if one.remark_id not in passed]


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own codes, themes and remarks that have these ids."""
    codes = Code.objects.filter(partnership=here.partnership, pk__in=ids)
    golden = here.partnership.golden_themes.filter(pk__in=ids)
    sets = here.partnership.gatherings.filter(pk__in=ids)
    remarks = Remark.objects.filter(partnership=here.partnership, pk__in=ids)
    return [
        *(one.values_list("pk", "name") for one in (codes, golden, sets)),
        remarks.values_list("pk", Cast("number", CharField())),
    ]


def _one(found: QuerySet[Stored], public_id: UUID) -> Stored:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
