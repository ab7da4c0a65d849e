"""What the pages that prepare a round show: what there is to choose, and what that covers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.access import Plan, voice_of
from commonground.rooms.consultation.models import Assessor, RoundIssue
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.models import Membership


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """Something to tick."""

    id: UUID
    name: str
    is_chosen: bool
    is_linking: bool = False
    note: str = ""
    may_be_chosen: bool = True


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """What is to be ticked under one heading."""

    name: str
    rows: list[ChoiceRow]


def issue_choices(
    issues: Iterable[Issue], held: Collection[RoundIssue], only: str
) -> list[ChoiceGroup]:
    """Return the live issues by theme, ticked as they are in the round.

    `only` ticks something else instead: `all`, or the issues of the theme of that id.
    """
    chosen = {one.issue_id for one in held}
    linking = {one.issue_id for one in held if one.is_linking}
    groups: dict[str, list[ChoiceRow]] = {}
    for one in issues:
        theme = one.theme.name if one.theme else _("No theme yet")
        is_chosen = one.pk in chosen or only == "all" or only == str(one.theme_id)
        groups.setdefault(theme, []).append(
            ChoiceRow(one.pk, one.name, is_chosen, one.pk in linking)
        )
    return [ChoiceGroup(name, rows) for name, rows in sorted(groups.items())]


def assessor_choices(
    members: Iterable[Membership], held: Collection[Assessor], *, everybody: bool
) -> list[ChoiceGroup]:
    """Return those who may assess by the agency they speak for, ticked as they are in the round."""
    chosen = {one.membership_id for one in held}
    groups: dict[str, list[ChoiceRow]] = {}
    for one in members:
        name = voice_of(one) or _("No agency: cannot be chosen")
        note = "" if one.person.email else _("no address: on paper or in the room alone")
        may_be_chosen = one.agency is not None
        is_chosen = may_be_chosen and (everybody or one.pk in chosen)
        row = ChoiceRow(one.pk, one.person.name, is_chosen, note=note, may_be_chosen=may_be_chosen)
        groups.setdefault(name, []).append(row)
    return [ChoiceGroup(name, rows) for name, rows in sorted(groups.items())]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far one issue is covered."""

    name: str
    theme: str
    agencies: int
    assessors: int
    is_short: bool
    is_linking: bool


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Who is asked about what, in counts."""

    told: str
    short: str
    rows: list[CoverageRow]


def coverage_page(plan: Plan, least: int) -> CoveragePage:
    """Return the coverage of a round, the thinnest first."""
    rows = [
        CoverageRow(
            name=str(one),
            theme=one.theme or (one.issue.theme.name if one.issue.theme else ""),
            agencies=plan.covered[one.pk].agencies,
            assessors=plan.covered[one.pk].assessors,
            is_short=plan.covered[one.pk].agencies < least,
            is_linking=one.is_linking,
        )
        for one in plan.issues
    ]
    loads = [plan.load[one.pk] for one in plan.assessors] or [0]
    told = _("Each assessor is asked about %(least)d to %(most)d issues.")
    if min(loads) == max(loads):
        told = ngettext(
            "Each assessor is asked about %(most)d issue.",
            "Each assessor is asked about %(most)d issues.",
            max(loads),
        )
    short = sum(row.is_short for row in rows)
    said = ngettext(
        "%(count)d issue is short: fewer than %(least)d agencies are asked.",
        "%(count)d issues are short: fewer than %(least)d agencies are asked.",
        short,
    )
    return CoveragePage(
        told=told % {"least": min(loads), "most": max(loads)} if plan.load else "",
        short=said % {"count": short, "least": least} if short else "",
        rows=sorted(rows, key=lambda row: (row.agencies, row.assessors, row.name)),
    )
