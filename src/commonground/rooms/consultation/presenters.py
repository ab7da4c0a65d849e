"""What the list of rounds and the page of one show: labels and links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation import access
from commonground.rooms.consultation.access import Plan, voice
from commonground.rooms.consultation.letter_presenters import button_words
from commonground.rooms.consultation.methods import rules_of
from commonground.rooms.consultation.models import (
    Anonymity,
    HeldBy,
    Kind,
    Round,
    ScoredInRoom,
    Status,
)
from commonground.rooms.consultation.promises import consensus_words
from commonground.rooms.consultation.readiness import Readiness
from commonground.rooms.consultation.recipients import Recipient
from commonground.rooms.consultation.rules import Verb, may_do
from commonground.rooms.people.access import Seat
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Method
from commonground.scoring.saved import local_factors

LETTERS = {Kind.INVITATION: "invite", Kind.REMINDER: "remind", Kind.THANKS: "thank"}
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
    stage: str
    facts: list[tuple[str, str]]
    tasks: list[Task]
    faults: Sequence[str]
    warnings: Sequence[str]
    change_href: str
    open_href: str
    close_href: str
    reopen_href: str
    withdraw_href: str
    paper_href: str
    letters: list[tuple[str, str]]
    """What may be sent now: the words of the link, and where it leads."""
    messages_href: str
    coverage_href: str
    ranking_href: str
    meetings_href: str


def round_page(
    here: Seat,
    about: Round,
    method: Method,
    plan: Plan,
    ready: Readiness,
    letters: Mapping[Kind, Sequence[Recipient]],
    *,
    has_descriptors: bool,
) -> RoundPage:
    """Return what the page of a round shows; `letters` says to whom each kind is to go."""
    may_run = may_do(here.roles, Verb.RUN_ROUNDS)
    may_edit = may_do(here.roles, Verb.EDIT_ROUNDS) and about.is_draft
    status = Status(about.status)
    return RoundPage(
        name=about.name,
        status=str(status.label),
        colour=COLOURS[status],
        stage=_("Second round") if about.stage > 1 else "",
        facts=_facts(about, method, plan),
        tasks=_tasks(here, about, method, plan, has_descriptors=has_descriptors)
        if may_edit
        else [],
        faults=ready.faults if about.is_draft else (),
        warnings=ready.warnings if about.is_draft else (),
        change_href=address("change_round", here, about.pk) if may_edit else "",
        open_href=address("open_round", here, about.pk) if may_run and about.is_draft else "",
        close_href=address("close_round", here, about.pk) if may_run and about.is_open else "",
        paper_href=address_if("paper", here, Verb.TYPE_SCORES, about.pk)
        if not about.is_closed
        else "",
        withdraw_href=address("withdraw", here, about.pk) if may_run and about.is_open else "",
        reopen_href=address("reopen", here, about.pk)
        if may_run and access.may_reopen(about, rules_of(about))
        else "",
        letters=[
            (button_words(kind, len(to)), address(LETTERS[kind], here, about.pk))
            for kind, to in letters.items()
            if may_run
        ],
        messages_href=address("messages", here, about.pk)
        if may_run and not about.is_draft
        else "",
        coverage_href=address("assignment", here, about.pk) if plan.issues else "",
        ranking_href=reverse("ranking:ranking", args=[here.partnership.pk, about.pk])
        if about.is_closed or about.stage > 1
        else "",
        meetings_href=reverse("meetings:meetings", args=[here.partnership.pk, about.pk]),
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
        (_("Scored in the room"), str(ScoredInRoom(about.scored_in_room).label)),
        (_("Planned to open on"), day(about.opens_on)),
        (_("Scores are wanted by"), day(about.closes_on)),
        (_("Consensus"), consensus_words(rules_of(about))),
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


def _tasks(
    here: Seat, about: Round, method: Method, plan: Plan, *, has_descriptors: bool
) -> list[Task]:
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
    tasks.append(
        (
            _("What the levels mean"),
            _("In your own words, beside each criterion; optional"),
            "descriptors",
            has_descriptors,
        )
    )
    if method.lookup is not None and (method.lookup.gaps or method.local_steps):
        hint = _("The method leaves some unknown, and no ranking can be made without them")
        tasks.insert(0, (_("Own factors"), hint, "factors", not method.lookup.gaps))
    return [
        Task(title, hint, address(page, here, about.pk), _("Done") if done else _("To do"), done)
        for title, hint, page, done in tasks
    ]
