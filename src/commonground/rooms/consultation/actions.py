"""Every write that prepares a round: what it is, its factors, issues, assessors and assignment.

Each is one transaction with its audit entry inside, and checks the rule again. Once a round has
opened, all of this is frozen.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground import reference
from commonground.errors import BadInput, refuse
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.consultation import access
from commonground.rooms.consultation.allotting import Sharing, allot
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import (
    Anonymity,
    Assessor,
    Assignment,
    Expertise,
    HeldBy,
    OwnDescriptor,
    OwnFactor,
    Round,
    RoundIssue,
    ScoredInRoom,
    Status,
)
from commonground.rooms.consultation.rules import Verb, check_draft, check_may_do
from commonground.rooms.issues.models import Issue, Theme
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership, Way
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.scoring.methods import with_local_factors

Facts = dict[str, object]
FILES = ("method_text", "rules_text")
"""Not recorded: their digests are."""


@action
def make_round(
    *,
    by: Seat,
    name: str,
    method_id: str,
    rules_id: str,
    held_by: HeldBy,
    anonymity: Anonymity,
    closes_on: date,
    shortlist_length: int,
    scored_in_room: ScoredInRoom = ScoredInRoom.OWN,
    opens_on: date | None = None,
) -> Round:
    """Make a round to be prepared; BadInput where no such method or rules ship.

    BadInput, too, while another of that name is prepared, as where a form was sent twice.
    """
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    same = Round.objects.filter(partnership=by.partnership, name=name, status=Status.DRAFT)
    if same.exists():
        raise BadInput(_("A round of this name is being prepared already."))
    made = Round(
        partnership=by.partnership, name=name, method_id=method_id, rules_id=rules_id,
        held_by=held_by, anonymity=anonymity, opens_on=opens_on, closes_on=closes_on,
        scored_in_room=scored_in_room, shortlist_length=shortlist_length,
    )  # fmt: skip
    _check(made)
    made.save(force_insert=True)
    record_round(by, _noop("made"), made)
    return made


@action
def change_round(
    *,
    by: Seat,
    about: Round,
    version: int,
    name: str,
    method_id: str,
    rules_id: str,
    held_by: HeldBy,
    anonymity: Anonymity,
    closes_on: date,
    shortlist_length: int,
    scored_in_room: ScoredInRoom = ScoredInRoom.OWN,
    opens_on: date | None = None,
) -> Round:
    """Change what a round is, before it opens; ChangedMeanwhile if another did."""
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    before = round_facts(current)
    current.name, current.method_id, current.rules_id = name, method_id, rules_id
    current.held_by, current.anonymity, current.closes_on = held_by, anonymity, closes_on
    current.opens_on, current.shortlist_length = opens_on, shortlist_length
    current.scored_in_room = scored_in_room
    if round_facts(current) == before:
        return current
    check_draft(current.status)
    if current.version != version:
        current.refresh_from_db()
        raise ChangedMeanwhile(current)
    _check(current)
    if before["method_id"] != method_id:
        OwnFactor.objects.filter(round=current).delete()
        OwnDescriptor.objects.filter(round=current).delete()
    current.version += 1
    current.save()
    record_round(by, _noop("changed"), current, before)
    return current


def _check(made: Round) -> None:
    if made.method_id not in {path.stem for path in reference.method_paths()}:
        raise BadInput(_("Choose one of the scoring methods that ship."))
    reference.rules_path(made.rules_id)
    if made.opens_on is not None and made.opens_on > made.closes_on:
        raise BadInput(_("Scores can be wanted only after the day on which the round opens."))
    if made.shortlist_length < 1:
        raise BadInput(_("The shortlist takes at least one issue."))


@dataclass(frozen=True, slots=True)
class FactorSet:
    """The factors of one decision of the board."""

    factors: Mapping[int, Decimal]
    set_by: str
    set_on: date


@action
def set_factors(*, by: Seat, about: Round, chosen: FactorSet) -> None:
    """Set the factors that the method leaves unknown, in place of those set before.

    BadInput where the method publishes one already, or nobody is named who set them.
    """
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    if chosen.factors and not chosen.set_by.strip():
        raise BadInput(_("Enter who set the factors: it is printed wherever they are."))
    with_local_factors(published_method(current), chosen.factors, chosen.set_by)
    held = {one.total: one for one in access.own_factors(current)}
    wanted = {
        total: (factor, chosen.set_by.strip(), chosen.set_on)
        for total, factor in chosen.factors.items()
    }
    if {total: (one.factor, one.set_by, one.set_on) for total, one in held.items()} == wanted:
        return
    OwnFactor.objects.filter(round=current).delete()
    OwnFactor.objects.bulk_create(
        OwnFactor(round=current, total=total, factor=factor, set_by=set_by, set_on=set_on)
        for total, (factor, set_by, set_on) in sorted(wanted.items())
    )
    factors = ", ".join(f"{total} = {factor}" for total, factor in chosen.factors.items())
    told: Facts = {
        "factors": factors,
        "set_by": chosen.set_by.strip(),
        "set_on": chosen.set_on.isoformat(),
    }
    _record(by, _noop("set the factors of"), current, told)


@action
def choose_issues(
    *, by: Seat, about: Round, issues: Iterable[Issue], linking: Collection[UUID]
) -> None:
    """Set which issues a round asks about, and which of them everybody scores.

    Assignments of issues that stay are kept. BadInput for an issue that is not live.
    """
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    wanted = {one.pk: one for one in issues}
    refuse(
        _("%(name)s is no longer on the list.") % {"name": one.name}
        for one in wanted.values()
        if not one.is_live or one.partnership_id != by.partnership.pk
    )
    held = {one.issue_id: one for one in access.round_issues(current)}
    order = {pk: at for at, pk in enumerate(wanted, start=1)}
    state = {pk: (one.position, one.is_linking) for pk, one in held.items()}
    if state == {pk: (at, pk in linking) for pk, at in order.items()}:
        return
    RoundIssue.objects.filter(round=current).exclude(issue__in=wanted).delete()
    RoundIssue.objects.bulk_create(
        RoundIssue(round=current, issue=one, position=order[pk], is_linking=pk in linking)
        for pk, one in wanted.items()
        if pk not in held
    )
    kept = [held[pk] for pk in wanted if pk in held]
    for one in kept:
        one.position, one.is_linking = order[one.issue_id], one.issue_id in linking
    RoundIssue.objects.bulk_update(kept, ["position", "is_linking"])
    told: Facts = {"issues": len(wanted), "linking": len(set(wanted) & set(linking))}
    _record(by, _noop("chose the issues of"), current, told)


@action
def choose_assessors(*, by: Seat, about: Round, members: Iterable[Membership]) -> None:
    """Set who scores in a round; BadInput for somebody without an agency to speak for."""
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    wanted = {one.pk: one for one in members}
    refuse(
        _("%(name)s has no agency to speak for.") % {"name": one.person.name}
        for one in wanted.values()
        if one.agency is None
    )
    held = set(Assessor.objects.filter(round=current).values_list("membership_id", flat=True))
    if held == set(wanted):
        return
    Assessor.objects.filter(round=current).exclude(membership__in=wanted).delete()
    Assessor.objects.bulk_create(
        Assessor(round=current, membership=one, way=one.way or Way.REMOTE)
        for pk, one in wanted.items()
        if pk not in held
    )
    _bring_expertise_forward(current, set(wanted) - held)
    _record(by, _noop("chose the assessors of"), current, {"assessors": len(wanted)})


def _bring_expertise_forward(current: Round, new: Collection[UUID]) -> None:
    """Let people know in a round what they knew in the latest one that said anything of them."""
    before = Expertise.objects.filter(assessor__membership__in=new)
    rows = before.order_by("assessor__round__made_at", "pk").values_list(
        "assessor__membership_id", "assessor_id", "theme_id"
    )
    latest: dict[UUID, UUID] = {}
    themes: dict[UUID, list[UUID]] = {}
    for member, assessor, theme in rows:
        latest[member] = assessor
        themes.setdefault(assessor, []).append(theme)
    people = Assessor.objects.filter(round=current, membership__in=latest)
    Expertise.objects.bulk_create(
        Expertise(assessor=one, theme_id=theme)
        for one in people
        for theme in themes[latest[one.membership_id]]
    )


@action
def set_expertise(
    *, by: Seat, about: Round, who: Collection[Assessor], themes: Collection[Theme]
) -> None:
    """Set which themes some assessors of a round know, in place of what they were said to know."""
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    refuse(
        _("Choose a theme of this partnership.")
        for one in themes
        if one.partnership_id != by.partnership.pk
    )
    people = Assessor.objects.filter(round=current, pk__in=[one.pk for one in who])
    if not people:
        raise BadInput(_("Choose somebody who takes part in this round."))
    wanted = {(person.pk, theme.pk) for person in people for theme in themes}
    held = Expertise.objects.filter(assessor__in=people)
    if set(held.values_list("assessor_id", "theme_id")) == wanted:
        return
    held.delete()
    Expertise.objects.bulk_create(
        Expertise(assessor_id=person, theme_id=theme) for person, theme in wanted
    )
    told: Facts = {
        "assessors": len(people),
        "themes": ", ".join(sorted(one.name for one in themes)),
    }
    _record(by, _noop("set who knows what in"), current, told)


@action
def assign(*, by: Seat, about: Round, each: int, sharing: Sharing = Sharing.EVENLY) -> None:
    """Share the issues out, `each` to everybody, in place of how they were shared before.

    The linking set goes to everybody, also where it alone is more than that. By theme, people get
    those issues whose theme they know.
    """
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    issues = list(access.round_issues(current))
    known = access.expertise(current)
    shared = allot(
        {one.pk: access.voice(one) for one in access.assessors(current)},
        [one.pk for one in issues],
        [one.pk for one in issues if one.is_linking],
        each,
        sharing,
        {
            who: [one.pk for one in issues if one.issue.theme in themes]
            for who, themes in known.items()
        },
    )
    write_assignment(by, current, shared)


def write_assignment(by: Seat, about: Round, shared: Mapping[UUID, Iterable[UUID]]) -> None:
    """Write who is asked about which issue, inside the action that decides it."""
    wanted = {(who, what) for who, some in shared.items() for what in some}
    if wanted == set(access.assignments(about)):
        return
    Assignment.objects.filter(assessor__round=about).delete()
    Assignment.objects.bulk_create(
        Assignment(assessor_id=who, round_issue_id=what)
        for who, some in shared.items()
        for what in some
    )
    told: Facts = {"assessors": len(shared), "assignments": len(wanted)}
    _record(by, _noop("shared out the issues of"), about, told)


def locked(by: Seat, about: Round) -> Round:
    """Return a round as it is now, kept from others until the action ends."""
    return Round.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def round_facts(about: Round) -> Facts:
    """Return what is recorded of a round: digests in place of its files."""
    return {name: value for name, value in facts(about).items() if name not in FILES}


def record_round(
    by: Seat,
    verb: str,
    about: Round,
    before: Facts | None = None,
    more: Mapping[str, object] | None = None,
) -> None:
    """Record what an action made of a round, and whatever more is to be told of it."""
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=about,
        before=before, after={**round_facts(about), **(more or {})},
    )  # fmt: skip


def _record(by: Seat, verb: str, about: Round, told: Facts) -> None:
    record(partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=about, after=told)
