"""What owners, the chair and the analyst are to be written on a day: found from the plan as it is.

Nothing is kept of what is due: each run finds it anew, so that a date that moved, an action that
ended or an owner who left changes what goes out by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from commonground.rooms.people.models import HeldRole, Membership, Partnership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.models import (
    ENDED,
    Action,
    AskingRules,
    Letter,
    Posted,
    ProposedField,
    Status,
)
from commonground.rooms.plan.owning import Owner, owners_on

LIVE = tuple(one for one in Status if one not in ENDED)
TO_OWNERS = (Letter.ASK, Letter.REVIEW_SOON, Letter.DUE_SOON)
"""What goes to whoever owns an action, with a link by which to answer."""
_PERIODIC = (Letter.ASK, Letter.DIGEST)
_SOON = {ProposedField.DUE: Letter.DUE_SOON, ProposedField.REVIEW: Letter.REVIEW_SOON}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that somebody is to be written about."""

    member: Membership
    letter: Letter
    key: str
    action: Action | None = None
    on: date | None = None
    field: ProposedField | None = None

    @property
    def posted_as(self) -> tuple[UUID, str, str]:
        """What is unique of the row that says it was written."""
        return self.member.pk, self.letter.value, self.key


@dataclass(frozen=True, slots=True)
class Officers:
    """Who is written beside the owners."""

    analysts: tuple[Membership, ...]
    escalates_to: Membership | None


@dataclass(frozen=True, slots=True)
class Asking:
    """A partnership's plan on a day, as far as somebody is to be written about it."""

    rules: AskingRules
    day: date
    live: Sequence[Action]
    owners: Mapping[UUID, Owner]
    owned: Mapping[UUID, Sequence[Action]]
    """What each member answers for, by the member's id."""
    officers: Officers

    @property
    def partnership(self) -> Partnership:
        return self.rules.partnership

    @property
    def began(self) -> date:
        """The first day of the month or quarter."""
        return period_start(self.day, self.rules.every_months)


def rules_of(partnership: Partnership) -> AskingRules:
    """Return how a partnership asks its owners; the defaults, not saved, where it never said."""
    found = AskingRules.objects.select_related("partnership").filter(partnership=partnership)
    return found.first() or AskingRules(partnership=partnership)


def asking_on(rules: AskingRules, day: date) -> Asking:
    """Return the plan of a partnership on a day, in four queries however long it is."""
    found = Action.objects.filter(partnership=rules.partnership, status__in=LIVE)
    lead = ("lead_agency", "lead_person__person")
    live = list(found.select_related(*lead).order_by("number"))
    owners = owners_on(rules.partnership, live, day)
    owned: dict[UUID, list[Action]] = {}
    for one in live:
        member = owners[one.pk].member
        if member is not None:
            owned.setdefault(member.pk, []).append(one)
    return Asking(rules, day, live, owners, owned, _officers(rules.partnership, day))


def period_start(day: date, months: int) -> date:
    """Return the first day of the month or quarter that a day is in.

    >>> period_start(date(2027, 5, 31), 3)
    datetime.date(2027, 4, 1)
    """
    return date(day.year, day.month - (day.month - 1) % months, 1)


def everything_due(asking: Asking) -> Iterator[Due]:
    """Yield all that would be written on the day, had nothing been written yet."""
    period = f"{asking.began:%Y-%m}"
    owners = {one.member.pk: one.member for one in asking.owners.values() if one.member}
    for member in owners.values():
        yield Due(member, Letter.ASK, period)
    for action in asking.live:
        for field in ProposedField:
            on: date | None = getattr(action, field.value)
            if on is not None:
                yield from _of_date(asking, action, field, on)
    if asking.live:
        for analyst in asking.officers.analysts:
            yield Due(analyst, Letter.DIGEST, period)


def _of_date(asking: Asking, action: Action, field: ProposedField, on: date) -> Iterator[Due]:
    rules, day = asking.rules, asking.day
    key = f"{action.pk}:{field.value}:{on.isoformat()}"
    owner = asking.owners[action.pk].member
    if owner and day <= on <= day + timedelta(days=rules.days_before):
        yield Due(owner, _SOON[field], key, action, on, field)
    to = asking.officers.escalates_to
    if to and on < day and on <= day - timedelta(days=rules.days_after):
        yield Due(to, Letter.ESCALATION, key, action, on, field)


def posted_for(asking: Asking) -> list[Posted]:
    """Return the letters that decide what still goes: this period's, and those of live actions."""
    about_live = Q(action__status__in=LIVE)
    of_period = Q(action=None, day__gte=asking.began)
    unsent = Q(sent_at=None, needless_since=None)
    found = Posted.objects.filter(partnership=asking.partnership)
    return list(found.filter(about_live | of_period | unsent).order_by("made_at", "pk"))


def still_due(asking: Asking, posted: Iterable[Posted]) -> list[Due]:
    """Return what is due on the day and has not gone, whether or not its row is written.

    An owner is asked once in a period, also where the rhythm changed within it. What was escalated
    to one chair is not escalated to the next. Nobody is written to twice on one day: what comes to
    be due later waits for the next. Who has no address cannot be written to.
    """
    gone = [one for one in posted if one.sent_at is not None]
    written = {_posted_as(one) for one in gone}
    of_period = {(one.member_id, one.letter) for one in gone if _is_of_period(asking, one)}
    escalated = {one.key for one in gone if one.letter == Letter.ESCALATION}
    has_mail = {one.member_id for one in gone if one.day == asking.day}
    return [
        one for one in everything_due(asking)
        if one.member.person.email
        and one.member.pk not in has_mail
        and one.posted_as not in written
        and (one.member.pk, one.letter.value) not in of_period
        and not (one.letter == Letter.ESCALATION and one.key in escalated)
    ]  # fmt: skip


def without_address(asking: Asking) -> int:
    """Return how many who would be written to have no e-mail address."""
    return len({one.member.pk for one in everything_due(asking) if not one.member.person.email})


def counted(due: Iterable[Due]) -> dict[Letter, int]:
    """Return how many there are of each kind of letter."""
    counts = Counter(one.letter for one in due)
    return {letter: counts[letter] for letter in Letter}


def _posted_as(one: Posted) -> tuple[UUID, str, str]:
    return one.member_id, one.letter, one.key


def _is_of_period(asking: Asking, one: Posted) -> bool:
    return one.letter in _PERIODIC and one.day >= asking.began


def _officers(partnership: Partnership, day: date) -> Officers:
    named = [partnership.chair_id, partnership.police_lead_id]
    held = HeldRole.objects.on(day).filter(membership__partnership=partnership)
    found = held.filter(Q(role__in=(Role.ANALYST, Role.CHAIR)) | Q(membership__in=named))
    here: dict[UUID, Membership] = {}
    by_role: dict[str, list[Membership]] = {}
    for one in found.select_related("membership__person").order_by("since", "membership_id"):
        member = here.setdefault(one.membership_id, one.membership)
        by_role.setdefault(one.role, []).append(member)
    analysts = tuple(by_role.get(Role.ANALYST, ()))
    chairs = by_role.get(Role.CHAIR, [])
    first = [here[pk] for pk in named[:1] if pk in here] + chairs
    then = [here[pk] for pk in named[1:] if pk in here] + list(analysts)
    reachable = [one for one in (*first, *then) if one.person.email]
    return Officers(analysts, next(iter(reachable), None))
