"""Every write to plans, the boards they are reported to, and their recommendations."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.markings import OFFICIAL
from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.models import Issue
from commonground.rooms.objects import Versioned
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.checking import (
    check_marking,
    check_version,
    one_line,
    own,
    some_words,
    words,
)
from commonground.rooms.plan.models import NAME_LENGTH, Board, Plan, Recommendation, Standing
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.themes.models import GoldenTheme


@dataclass(frozen=True, slots=True)
class PlanFields:
    """What can be said of a plan."""

    name: str
    strand_set: str
    starts_on: date
    ends_on: date | None = None
    board: Board | None = None
    ranking: Ranking | None = None
    marking: str = OFFICIAL


@dataclass(frozen=True, slots=True)
class RecommendationFields:
    """What can be said of a recommendation; issues and themes by their ids."""

    strand: str
    text: str
    priority: int | None = None
    issues: frozenset[UUID] = field(default_factory=frozenset)
    golden_themes: frozenset[UUID] = field(default_factory=frozenset)
    judgement: str = ""
    marking: str = OFFICIAL


@action
def make_board(*, by: Seat, name: str) -> Board:
    """Name a group that plans are reported to; the one that has the name, where there is one."""
    check_may_do(by.roles, Verb.EDIT_PLANS)
    called = one_line(name, NAME_LENGTH, _("Enter the name of the board."))
    known = Board.objects.filter(partnership=by.partnership, name__iexact=called).first()
    if known is not None:
        return known
    made = Board.objects.create(partnership=by.partnership, name=called)
    _added(by, made)
    return made


@action
def make_plan(*, by: Seat, fields: PlanFields) -> Plan:
    """Begin a plan."""
    check_may_do(by.roles, Verb.EDIT_PLANS)
    made = Plan(partnership=by.partnership)
    _put_plan(by, made, fields)
    made.save(force_insert=True)
    _added(by, made)
    return made


@action
def change_plan(*, by: Seat, about: Plan, version: int, fields: PlanFields) -> Plan:
    """Change what is said of a plan. Its strands stay once it has recommendations."""
    check_may_do(by.roles, Verb.EDIT_PLANS)
    current = Plan.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    if fields.strand_set != current.strand_set and current.recommendations.exists():
        raise BadInput(_("The strands stay as they are once the plan has recommendations."))
    before = facts(current)
    _put_plan(by, current, fields)
    _save(by, current, version, before)
    return current


@action
def add_recommendation(*, by: Seat, about: Plan, fields: RecommendationFields) -> Recommendation:
    """Add a recommendation under a strand of a plan."""
    check_may_do(by.roles, Verb.EDIT_PLANS)
    plan = Plan.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    last = plan.recommendations.aggregate(last=Max("number"))["last"] or 0
    made = Recommendation(plan=plan, number=last + 1)
    _put_recommendation(made, fields)
    issues, themes = _ties(by, fields)
    made.save(force_insert=True)
    made.issues.set(issues)
    made.golden_themes.set(themes)
    _added(by, made, _told(made))
    return made


@action
def change_recommendation(
    *, by: Seat, about: Recommendation, version: int, fields: RecommendationFields
) -> Recommendation:
    """Change what is said of a recommendation, or what it rests on."""
    current = _recommendation(by, about)
    before, tied_before = _told(current), _tied_ids(current)
    _put_recommendation(current, fields)
    issues, themes = _ties(by, fields)
    is_same = facts(current).items() <= before.items()
    if is_same and tied_before == fields.issues | fields.golden_themes:
        return current
    check_version(current, version)
    current.issues.set(issues)
    current.golden_themes.set(themes)
    current.version += 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=before, after=_told(current),
    )  # fmt: skip
    return current


@action
def end_recommendation(
    *, by: Seat, about: Recommendation, version: int, standing: Standing, reason: str
) -> Recommendation:
    """Close, withdraw or open a recommendation again; to end it takes a reason."""
    current = _recommendation(by, about)
    said = reason.strip()
    if standing != Standing.OPEN and not said:
        raise BadInput(_("Say why the recommendation no longer stands."))
    before = facts(current)
    current.standing, current.reason = standing, "" if standing == Standing.OPEN else said
    _save(by, current, version, before)
    return current


def _put_plan(by: Seat, plan: Plan, fields: PlanFields) -> None:
    plan.name = one_line(fields.name, NAME_LENGTH, _("Enter the name of the plan."))
    plan.strand_set = strand_set(fields.strand_set).id
    if fields.ends_on is not None and fields.ends_on < fields.starts_on:
        raise BadInput(_("The plan cannot end before it starts."))
    plan.starts_on, plan.ends_on = fields.starts_on, fields.ends_on
    if fields.board is not None and fields.board.partnership_id != by.partnership.pk:
        raise BadInput(_("Choose a board of this partnership."))
    plan.board = fields.board
    ranking = fields.ranking
    if ranking is not None and ranking.closing.round.partnership_id != by.partnership.pk:
        raise BadInput(_("Choose a ranking of this partnership."))
    plan.ranking = ranking
    check_marking(fields.marking)
    plan.marking = fields.marking
    same = Plan.objects.filter(partnership=by.partnership, name__iexact=plan.name)
    if same.exclude(pk=plan.pk).exists():
        raise BadInput(_("There is a plan of that name already."))


def _put_recommendation(about: Recommendation, fields: RecommendationFields) -> None:
    strand_set(about.plan.strand_set).check_has(fields.strand)
    about.strand = fields.strand
    about.text = some_words(fields.text, _("Enter the recommendation."))
    if fields.priority is not None and not 1 <= fields.priority <= 999:
        raise BadInput(_("A priority is a number from 1 to 999, and 1 is the first."))
    about.priority = fields.priority
    about.judgement = words(fields.judgement)
    check_marking(fields.marking)
    about.marking = fields.marking


def _ties(by: Seat, fields: RecommendationFields) -> tuple[list[Issue], list[GoldenTheme]]:
    issues = Issue.objects.filter(partnership=by.partnership)
    themes = GoldenTheme.objects.filter(partnership=by.partnership)
    return (
        own(issues, fields.issues, _("Choose issues of this partnership.")),
        own(themes, fields.golden_themes, _("Choose golden themes of this partnership.")),
    )


def _recommendation(by: Seat, about: Recommendation) -> Recommendation:
    check_may_do(by.roles, Verb.EDIT_PLANS)
    found = Recommendation.objects.select_for_update(of=("self",)).select_related("plan")
    return found.get(pk=about.pk, plan__partnership=by.partnership)


def _told(about: Recommendation) -> dict[str, object]:
    return facts(about) | {
        "issues": ", ".join(sorted(one.name for one in about.issues.all())),
        "golden_themes": ", ".join(sorted(one.name for one in about.golden_themes.all())),
    }


def _tied_ids(about: Recommendation) -> set[UUID]:
    return {one.pk for one in (*about.issues.all(), *about.golden_themes.all())}


def _added(by: Seat, made: Versioned, told: dict[str, object] | None = None) -> None:
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=told or facts(made),
    )  # fmt: skip


def _save(by: Seat, current: Versioned, version: int, before: dict[str, object]) -> None:
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
