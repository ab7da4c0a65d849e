"""What the pages of plans and recommendations show: labels and links, so templates stay dumb."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.models import Action, Plan, Recommendation, Standing
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.status_tags import Tag, late_words, standing_tag, status_tag
from commonground.rooms.plan.strands import Strand, strand_set

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list."""

    name: str
    href: str
    period: str
    board: str
    recommendations: int
    actions: int


def plan_rows(here: Seat, found: Iterable[Plan], counts: dict[object, tuple[int, int]]) -> list[
    PlanRow
]:  # fmt: skip
    """Return the plans of the list, each with how many recommendations and actions it has."""
    return [
        PlanRow(one.name, address("plan", here, one.pk), period(one),
                one.board.name if one.board else "", *counts.get(one.pk, (0, 0)))
        for one in found
    ]  # fmt: skip


def period(about: Plan) -> str:
    """Return from when to when a plan is."""
    start = day_in_words(about.starts_on)
    if about.ends_on is None:
        return _("from %(start)s") % {"start": start}
    return _("%(start)s to %(end)s") % {"start": start, "end": day_in_words(about.ends_on)}


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone as it reads in the plan."""

    text: str
    when: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as a line of the plan."""

    ref: str
    text: str
    href: str
    milestones: list[MilestoneLine]
    lead: str
    role: str
    supporting: str
    review: str
    status: Tag
    late: list[str]


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation as it stands in the plan, with a line for each of its actions."""

    ref: str
    text: str
    href: str
    priority: str
    ended: Tag | None
    lines: list[ActionLine]
    add_href: str


@dataclass(frozen=True, slots=True)
class StrandPart:
    """What of the plan stands under one strand."""

    label: str
    meaning: str
    rows: list[RecommendationLine]


def strand_parts(here: Seat, about: Plan, found: Iterable[Recommendation]) -> list[StrandPart]:
    """Return what stands under each strand, in the order of the strands."""
    today = timezone.localdate()
    under: dict[str, list[RecommendationLine]] = {}
    for one in found:
        under.setdefault(one.strand, []).append(_recommendation_line(here, about, one, today))
    return [
        StrandPart(_(one.label), _(one.meaning), under.get(one.id, []))
        for one in strand_set(about.strand_set).strands
    ]


def _recommendation_line(
    here: Seat, about: Plan, one: Recommendation, today: date
) -> RecommendationLine:
    is_open = one.standing == Standing.OPEN
    href = address("recommendation", here, about.pk, one.pk)
    add = address_if("add_action", here, Verb.EDIT_PLANS, about.pk) if is_open else ""
    return RecommendationLine(
        ref=one.ref, text=one.text, href=href,
        priority=_("Priority %(number)s") % {"number": one.priority} if one.priority else "",
        ended=None if is_open else standing_tag(one.standing),
        lines=[action_line(here, each, today) for each in one.actions.all()],
        add_href=f"{add}?recommendation={one.pk}" if add else "",
    )  # fmt: skip


def action_line(here: Seat, one: Action, today: date) -> ActionLine:
    """Return an action as a line of a plan, from what was read with it."""
    return ActionLine(
        ref=one.ref, text=one.text, href=address("action", here, one.pk),
        milestones=[
            MilestoneLine(each.text, milestone_when(each.due_on, each.done_on))
            for each in one.milestones.all()
        ],
        lead=one.lead_agency.name if one.lead_agency else "",
        role=one.lead_role,
        supporting=", ".join(sorted(each.name for each in one.supporting_agencies.all())),
        review=day_in_words(one.review_on) if one.is_live else "",
        status=status_tag(one.status),
        late=late_words(one, today),
    )  # fmt: skip


def milestone_when(due_on: date | None, done_on: date | None) -> str:
    """Return when a milestone was done, or is due."""
    if done_on is not None:
        return _("done %(day)s") % {"day": day_in_words(done_on)}
    return _("due %(day)s") % {"day": day_in_words(due_on)} if due_on else ""


def plan_links(here: Seat, about: Plan) -> list[Link]:
    """Return what can be done with a plan, and the ways to look at it."""
    wanted = (
        (_("Change the plan"), address_if("change_plan", here, Verb.EDIT_PLANS, about.pk)),
        (_("Gap matrix"), address("gaps", here, about.pk)),
        (_("Disruptions"), f"{address('disruptions', here)}?plan={about.pk}"),
        (_("Value for money"), address("value", here, about.pk)),
        (_("Proposed dates"), address("proposed_dates", here)),
        (_("Asking owners"), address_if("asking", here, Verb.ASK_OWNERS)),
        (_("Actions of those who left"), address_if("leavers", here, Verb.EDIT_PLANS)),
        (_("Take it away as a file"), address_if("files", here, Verb.EXPORT, about.pk)),
        (
            _("Bring a workbook back"),
            address_if("import_workbook", here, Verb.EDIT_PLANS, about.pk),
        ),
    )
    return [(label, href) for label, href in wanted if href]


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """One recommendation with what it rests on and what is done for it."""

    ref: str
    text: str
    strand: Strand
    standing: Tag
    reason: str
    marking: str
    rows: list[tuple[str, str]]
    lines: list[ActionLine]
    change_href: str
    end_href: str
    add_href: str


def recommendation_page(
    here: Seat, about: Plan, one: Recommendation, actions: Sequence[Action]
) -> RecommendationPage:
    """Return the page of one recommendation."""
    strands = {each.id: each for each in strand_set(about.strand_set).strands}
    add = address_if("add_action", here, Verb.EDIT_PLANS, about.pk)
    rows = (
        (_("Strand"), _(strands[one.strand].label)),
        (_("Priority"), str(one.priority or _("Not set"))),
        (_("Issues"), ", ".join(sorted(each.name for each in one.issues.all()))),
        (_("Golden themes"), ", ".join(sorted(each.name for each in one.golden_themes.all()))),
        (_("Judgement or evidence"), one.judgement),
        (_("Marking"), one.marking),
    )
    today = timezone.localdate()
    return RecommendationPage(
        ref=one.ref, text=one.text, strand=strands[one.strand],
        standing=standing_tag(one.standing), reason=one.reason, marking=one.marking,
        rows=[(label, value or _("None said yet")) for label, value in rows],
        lines=[action_line(here, each, today) for each in actions],
        change_href=address_if("change_recommendation", here, Verb.EDIT_PLANS, about.pk, one.pk),
        end_href=address_if("end_recommendation", here, Verb.EDIT_PLANS, about.pk, one.pk),
        add_href=f"{add}?recommendation={one.pk}"
        if add and one.standing == Standing.OPEN else "",
    )  # fmt: skip
