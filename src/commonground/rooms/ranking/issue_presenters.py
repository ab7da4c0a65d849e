"""Why one issue stands where it stands, and the matrix of every issue's figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.words import tied
from commonground.rooms.meetings.models import Note
from commonground.rooms.ranking.models import Decision
from commonground.rooms.ranking.presenters import (
    DecisionRow,
    Subject,
    address,
    decision_rows,
    is_on,
    moved_words,
    staged,
)
from commonground.rooms.ranking.rules import Verb, may_do
from commonground.rooms.ranking.what_if_presenters import (
    FlipRow,
    Reading,
    flip_row,
    moved_without,
    readings,
)
from commonground.rooms.ranking.words import (
    COLOURS,
    band_label,
    chance,
    figure,
    likely_ranks,
)
from commonground.scoring.arithmetic import plain
from commonground.scoring.results import RankedIssue
from commonground.scoring.scores import Remark


@dataclass(frozen=True, slots=True)
class CellRow:
    """One criterion's published score, and how far the agencies agree on it."""

    criterion: str
    score: str
    agencies: str
    colour: str
    reason: str
    """Why a meeting agreed on the score, where one did."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure that the method makes of the scores."""

    label: str
    value: str
    rank: str


@dataclass(frozen=True, slots=True)
class SaidBy:
    """What one agency's people said, each remark with the criterion it is about."""

    agency: str
    remarks: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said about one issue: the assessors' remarks, and the notes of meetings."""

    remarks: Sequence[Remark]
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class NotedIn:
    """What one meeting noted about the issue."""

    meeting: str
    day: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Why one issue stands where it stands."""

    name: str
    theme: str
    band: str
    colour: str
    facts: list[tuple[str, str]]
    cells: list[CellRow]
    figures: list[FigureRow]
    flips: list[FlipRow]
    without: list[Reading]
    readings: list[Reading]
    dominance: list[str]
    said: list[SaidBy]
    noted: list[NotedIn]
    decisions: list[DecisionRow]
    move_href: str
    move_text: str
    back_href: str
    issue_id: object


def issue_page(
    subject: Subject, one: RankedIssue, heard: Heard, before: str, before_name: str
) -> IssuePage:
    """Return the page of one ranked issue; `before` says where it stood in the last cycle."""
    kept, about = subject.kept, subject.issues[one.issue]
    moved = subject.stands.get(about.pk)
    is_on_list = is_on(one, moved)
    may_move = may_do(subject.here.roles, Verb.MOVE_LINE)
    back = address("ranking", subject.here, subject.about)
    return IssuePage(
        name=one.issue,
        theme=one.theme,
        band=band_label(one.certainty.band),
        colour=COLOURS[one.certainty.band],
        facts=_facts(subject, one, moved, before, before_name),
        cells=_cells(subject, one),
        figures=_figures(subject, one),
        flips=[
            flip_row(kept, flip, subject.href)
            for flip in kept.computed.flips
            if flip.issue == one.issue
        ],
        without=moved_without(kept, one.issue),
        readings=readings(kept, one.issue),
        dominance=_dominance(one),
        said=_said(subject, heard.remarks),
        noted=_noted(heard.notes),
        decisions=decision_rows(
            subject, [each for each in subject.decided if each.round_issue_id == about.pk]
        ),
        move_href=address("decide", subject.here, subject.about, about.pk) if may_move else "",
        move_text=_("Take it out") if is_on_list else _("Take it in"),
        back_href=staged(back, subject.closing),
        issue_id=about.issue_id,
    )


def _facts(
    subject: Subject, one: RankedIssue, moved: Decision | None, before: str, before_name: str
) -> list[tuple[str, str]]:
    computed, sure = subject.kept.computed, one.certainty
    place = {each.issue: rank for each, rank in zip(
        computed.issues, tied([each.rank for each in computed.issues]), strict=True,
    )}  # fmt: skip
    people = ngettext("%(count)d person", "%(count)d people", one.assessors)
    agencies = ngettext("%(count)d agency", "%(count)d agencies", one.agencies)
    on_list = _("On it") if is_on(one, moved) else _("Not on it")
    facts = [
        (_("Rank"), _("%(rank)s of %(all)d") % {
            "rank": place[one.issue], "all": len(computed.issues),
        }),
        (_("Likely ranks"), likely_ranks(sure)),
        (_("Chance to be on the shortlist"), chance(sure.probability_in_top)),
        (_("Shortlist"), f"{on_list}. {moved_words(moved)}" if moved else on_list),
        (_("Scored by"), _("%(people)s from %(agencies)s") % {
            "people": people % {"count": one.assessors},
            "agencies": agencies % {"count": one.agencies},
        }),
        (_("In %(round)s") % {"round": before_name} if before_name else "", before),
    ]  # fmt: skip
    return [(label, value) for label, value in facts if label and value]


def _cells(subject: Subject, one: RankedIssue) -> list[CellRow]:
    apart, camps = one.disagreement.criteria_contested, one.disagreement.criteria_in_two_camps
    reasons = {
        each.criterion: each.reason
        for each in subject.kept.computed.inputs.agreed
        if each.issue == one.issue
    }
    rows = []
    for criterion in subject.kept.method.criteria:
        if criterion.id in one.agreed_criteria:
            told, colour = _("Agreed in session"), "blue"
        elif criterion.id in camps:
            told, colour = _("In two camps"), "orange"
        elif criterion.id in apart:
            told, colour = _("Contested"), "yellow"
        else:
            told, colour = _("Agree"), "green"
        score = plain(one.scores[criterion.id])
        reason = reasons.get(criterion.id, "")
        rows.append(CellRow(_(criterion.label), score, told, colour, reason))
    return rows


def _figures(subject: Subject, one: RankedIssue) -> list[FigureRow]:
    """Return the totals, the factor and the outputs, with a rank where issues are ranked by one."""
    method, computed = subject.kept.method, subject.kept.computed
    ranks = {
        each.output: _("rank %(rank)d of %(all)d")
        % {"rank": one.ranks[each.id], "all": len(computed.issues)}
        for each in method.rankings
    }
    return [
        FigureRow(_(method.label_of(name)), plain(one.figures[name]), ranks.get(name, ""))
        for name in method.figure_ids()
    ]


def _dominance(one: RankedIssue) -> list[str]:
    if one.dominated_by is None or one.dominates is None:
        return []
    above = ngettext(
        "%(count)d issue is at least as high on everything, and higher on something.",
        "%(count)d issues are at least as high on everything, and higher on something.",
        one.dominated_by,
    )
    below = ngettext(
        "%(count)d issue is at most as high on everything, and lower on something.",
        "%(count)d issues are at most as high on everything, and lower on something.",
        one.dominates,
    )
    return [above % {"count": one.dominated_by}, below % {"count": one.dominates}]


def _said(subject: Subject, remarks: Sequence[Remark]) -> list[SaidBy]:
    labels = {each.id: _(each.label) for each in subject.kept.method.criteria}
    by_agency = groupby(remarks, key=lambda remark: remark.agency)
    return [
        SaidBy(agency, [(labels.get(said.criterion, ""), said.text) for said in some])
        for agency, some in by_agency
    ]


def _noted(notes: Sequence[Note]) -> list[NotedIn]:
    """Return what was noted, by meeting and in order; never who said it."""
    by_meeting = groupby(notes, key=lambda note: note.meeting)
    return [
        NotedIn(
            meeting.name,
            date_format(localtime(meeting.starts_at), "j F Y") if meeting.starts_at else "",
            [note.text for note in some],
        )
        for meeting, some in by_meeting
    ]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One issue of the matrix."""

    rank: str
    name: str
    href: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Issues by criteria, with the figures made of them, as the method's own table prints them."""

    round: str
    heads: list[tuple[str, int]]
    """Each group with how many columns it has: its criteria, and its total."""
    columns: list[tuple[str, bool]]
    """Each column's label, and whether it is computed."""
    rows: list[MatrixRow]
    back_href: str


def matrix_page(subject: Subject) -> MatrixPage:
    """Return the matrix of a ranking: its published cells and every figure, in rank order."""
    method, computed = subject.kept.method, subject.kept.computed
    columns: list[tuple[str, str, bool]] = []
    heads: list[tuple[str, int]] = []
    for group in method.groups:
        columns += [(each.id, _(each.label), False) for each in group.criteria]
        columns.append((group.id, _("Total"), True))
        heads.append((_(group.label), len(group.criteria) + 1))
    rest = [name for name in method.figure_ids() if name not in {one.id for one in method.groups}]
    columns += [(name, _(method.label_of(name)), True) for name in rest]
    heads.append(("", len(rest)))
    ranks = tied([one.rank for one in computed.issues])
    return MatrixPage(
        round=subject.about.name,
        heads=heads,
        columns=[(label, is_computed) for _name, label, is_computed in columns],
        rows=[
            MatrixRow(rank, one.issue, subject.href(one.issue), [
                _cell(one, name, is_computed=is_computed) for name, _label, is_computed in columns
            ])
            for rank, one in zip(ranks, computed.issues, strict=True)
        ],
        back_href=staged(address("ranking", subject.here, subject.about), subject.closing),
    )  # fmt: skip


def _cell(one: RankedIssue, name: str, *, is_computed: bool) -> str:
    exact = one.figures[name] if is_computed else one.scores[name]
    short = plain(exact)
    return short if len(short) <= len("8.25") else figure(exact)
