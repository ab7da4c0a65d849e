"""What the pages that prepare and run a round show: labels and links."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.access import Plan, Progress, voice, voice_of
from commonground.rooms.consultation.models import (
    Anonymity,
    Assessor,
    Closing,
    HeldBy,
    Kind,
    Message,
    Round,
    RoundIssue,
    Status,
)
from commonground.rooms.consultation.readiness import Readiness
from commonground.rooms.consultation.rules import Verb, may_do
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership, Way
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Method
from commonground.scoring.saved import local_factors

COLOURS = {Status.DRAFT: "grey", Status.OPEN: "green", Status.CLOSED: "blue"}


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages in the partnership."""
    return reverse(f"consultation:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the address of a page, or nothing to those who may not do what it is for."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


def day(moment: date | None) -> str:
    """Return a day as people write it."""
    return date_format(moment, "j F Y") if moment else ""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list."""

    name: str
    href: str
    status: str
    colour: str
    closes_on: str
    issues: int
    assessors: int


def round_rows(here: Seat, rounds: Iterable[Round]) -> list[RoundRow]:
    """Return the rows of the list."""
    return [
        RoundRow(
            name=one.name,
            href=address("round", here, one.pk),
            status=str(Status(one.status).label),
            colour=COLOURS[Status(one.status)],
            closes_on=day(one.closes_on),
            issues=getattr(one, "issue_count", 0),
            assessors=getattr(one, "assessor_count", 0),
        )
        for one in rounds
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do before a round can open."""

    title: str
    hint: str
    href: str
    status: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round."""

    name: str
    status: str
    colour: str
    facts: list[tuple[str, str]]
    tasks: list[Task]
    faults: Sequence[str]
    warnings: Sequence[str]
    change_href: str
    open_href: str
    close_href: str
    invite_href: str
    to_invite: str
    messages_href: str
    coverage_href: str
    ranking_href: str


def round_page(
    here: Seat, about: Round, method: Method, plan: Plan, ready: Readiness, waiting: int
) -> RoundPage:
    """Return what the page of a round shows; `waiting` are those without an invitation yet."""
    may_run = may_do(here.roles, Verb.RUN_ROUNDS)
    may_edit = may_do(here.roles, Verb.EDIT_ROUNDS) and about.is_draft
    status = Status(about.status)
    return RoundPage(
        name=about.name,
        status=str(status.label),
        colour=COLOURS[status],
        facts=_facts(about, method, plan),
        tasks=_tasks(here, about, method, plan) if may_edit else [],
        faults=ready.faults if about.is_draft else (),
        warnings=ready.warnings if about.is_draft else (),
        change_href=address("change_round", here, about.pk) if may_edit else "",
        open_href=address("open_round", here, about.pk) if may_run and about.is_draft else "",
        close_href=address("close_round", here, about.pk) if may_run and about.is_open else "",
        invite_href=address("invite", here, about.pk)
        if may_run and about.is_open and waiting
        else "",
        to_invite=ngettext(
            "Send %(count)d invitation", "Send %(count)d invitations", waiting
        ) % {"count": waiting},
        messages_href=address("messages", here, about.pk)
        if may_run and not about.is_draft
        else "",
        coverage_href=address("assignment", here, about.pk) if plan.issues else "",
        ranking_href=reverse("ranking:ranking", args=[here.partnership.pk, about.pk])
        if about.is_closed
        else "",
    )  # fmt: skip


def _own_factors(method: Method) -> str:
    """Return what the partnership set where its method has a gap, and who said so."""
    return "; ".join(
        _("%(total)d = %(factor)s, set by %(who)s")
        % {"total": one.total, "factor": plain(one.factor), "who": one.set_by}
        for one in local_factors(method)
    )


def _facts(about: Round, method: Method, plan: Plan) -> list[tuple[str, str]]:
    agencies = len({voice(one) for one in plan.assessors})
    rows = [
        (_("Scoring method"), method.title),
        (_("Own factors"), _own_factors(method)),
        (_("Held"), str(HeldBy(about.held_by).label)),
        (_("Anonymity"), str(Anonymity(about.anonymity).label)),
        (_("Scores are wanted by"), day(about.closes_on)),
        (_("Length of the shortlist"), str(about.shortlist_length)),
        (_("Issues"), str(len(plan.issues))),
        (
            _("Assessors"),
            _("%(people)d, for %(agencies)d agencies")
            % {"people": len(plan.assessors), "agencies": agencies},
        ),
        (_("Opened"), day(about.opened_at and localtime(about.opened_at))),
        (_("Closed"), day(about.closed_at and localtime(about.closed_at))),
    ]
    return [(label, value) for label, value in rows if value]


def _tasks(here: Seat, about: Round, method: Method, plan: Plan) -> list[Task]:
    linking = sum(one.is_linking for one in plan.issues)
    tasks = [
        (
            _("Issues"),
            _("%(count)d chosen, of which everybody scores %(linking)d")
            % {"count": len(plan.issues), "linking": linking},
            "choose_issues",
            bool(plan.issues),
        ),
        (
            _("Assessors"),
            ngettext("%(count)d chosen", "%(count)d chosen", len(plan.assessors))
            % {"count": len(plan.assessors)},
            "choose_assessors",
            bool(plan.assessors),
        ),
        (
            _("Who scores what"),
            _("Shared out, with what is covered thinly"),
            "assignment",
            bool(plan.load),
        ),
    ]
    if method.lookup is not None and (method.lookup.gaps or method.local_steps):
        hint = _("The method leaves some unknown, and no ranking can be made without them")
        tasks.insert(0, (_("Own factors"), hint, "factors", not method.lookup.gaps))
    return [
        Task(title, hint, address(page, here, about.pk), _("Done") if done else _("To do"), done)
        for title, hint, page, done in tasks
    ]


@dataclass(frozen=True, slots=True)
class Share:
    """How far one agency has come."""

    name: str
    done: str
    part: int


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """How far a round has come: counts of pages, never of scores."""

    told: str
    rows: list[Share]


def progress_part(about: Round, found: Progress, people: int) -> ProgressPart:
    """Return the progress of an open round."""
    told = _("%(done)d of %(asked)d pages are complete; %(begun)d of %(people)d people have begun.")
    counts = {"done": found.done, "asked": found.asked, "begun": found.begun, "people": people}
    rows = [
        Share(
            name,
            _("%(done)d of %(asked)d") % {"done": done, "asked": asked},
            round(100 * done / asked) if asked else 0,
        )
        for name, (done, asked) in found.by_agency.items()
    ]
    return ProgressPart(told % counts, rows)


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """The record of a closing."""

    told: str
    agencies: list[tuple[str, str, str, str, str]]
    agreement: list[tuple[str, str, str, str]]
    thin: list[str]
    digests: list[tuple[str, str]]


def closed_part(found: Closing, method: Method) -> ClosedPart:
    """Return what a closing's record says, from its text as it was frozen."""
    record = json.loads(found.record)
    people = sum(one["assessors"] for one in record["took_part"])
    asked = sum(one["assessors"] for one in record["invited"])
    told = _("%(people)d of %(asked)d people scored, for %(agencies)d agencies.") % {
        "people": people, "asked": asked, "agencies": len(record["took_part"]),
    }  # fmt: skip
    invited: dict[str, int] = {}
    for one in record["invited"]:
        invited[one["agency"]] = invited.get(one["agency"], 0) + one["assessors"]
    took = {one["agency"]: one for one in record["took_part"]}
    return ClosedPart(
        told=told,
        agencies=[
            (
                name,
                _("%(part)d of %(all)d")
                % {"part": took[name]["assessors"] if name in took else 0, "all": count},
                str(took[name]["meeting"] if name in took else 0),
                str(took[name]["remote"] if name in took else 0),
                str(took[name]["issues"] if name in took else 0),
            )
            for name, count in sorted(invited.items())
        ],
        agreement=[
            (
                method.label_of(one["criterion"]),
                _number(one["alpha_ordinal"]),
                _number(one["ac2_quadratic"]),
                _share(one["share_of_cells_with_consensus"]),
            )
            for one in record["agreement"]
        ],
        thin=[one["issue"] for one in record["issues"] if one["agencies"] < 3],
        digests=[
            (_("Scores"), found.scores_sha256),
            (_("This record"), found.record_sha256),
            (_("Method"), record["method"]["sha256"]),
            (_("Rules"), record["rules"]["sha256"]),
        ],
    )


def _number(value: float | None) -> str:
    return _("cannot be said") if value is None else f"{value:.2f}"


def _share(value: float | None) -> str:
    return _("cannot be said") if value is None else f"{100 * value:.0f} %"


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
    told = _("Each assessor is asked about %(least)d to %(most)d issues.") % {
        "least": min(loads), "most": max(loads),
    }  # fmt: skip
    short = sum(row.is_short for row in rows)
    said = ngettext(
        "%(count)d issue is short: fewer than %(least)d agencies are asked.",
        "%(count)d issues are short: fewer than %(least)d agencies are asked.",
        short,
    )
    return CoveragePage(
        told=told if plan.load else "",
        short=said % {"count": short, "least": least} if short else "",
        rows=sorted(rows, key=lambda row: (row.agencies, row.assessors, row.name)),
    )


@dataclass(frozen=True, slots=True)
class MessageRow:
    """An e-mail that was sent."""

    who: str
    address: str
    kind: str
    when: str
    state: str


def message_rows(messages: Iterable[Message]) -> list[MessageRow]:
    """Return the rows of the log."""
    return [
        MessageRow(
            who=one.assessor.membership.person.name,
            address=one.address,
            kind=str(Kind(one.kind).label),
            when=date_format(localtime(one.written_at), "j M Y, H:i"),
            state=_("Sent") if one.sent_at else one.fault or _("Not sent"),
        )
        for one in messages
    ]


def way_words(way: str) -> str:
    """Return how somebody takes part."""
    return str(Way(way).label)
