"""What the page of a ranking shows, from the result as it was frozen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.words import tied
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation import rules as consultation_rules
from commonground.rooms.consultation.models import Closing, Round, RoundIssue
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.again_presenters import Again, again
from commonground.rooms.ranking.files import Kind
from commonground.rooms.ranking.kept import Kept
from commonground.rooms.ranking.models import Decision, Direction, Ranking
from commonground.rooms.ranking.rules import Verb, may_do
from commonground.rooms.ranking.what_if_presenters import WhatIf, what_if
from commonground.rooms.ranking.words import COLOURS, band_label, chance, figure, likely_ranks
from commonground.scoring.results import Band, Basis, Disagreement, RankedIssue


def address(name: str, here: Seat, about: Round, *ids: object) -> str:
    """Return the address of one of this room's pages of a round."""
    return reverse(f"ranking:{name}", args=[here.partnership.pk, about.pk, *ids])


def staged(href: str, closing: Closing) -> str:
    """Return an address with the stage that it is of; nobody need read of a first stage."""
    return f"{href}?stage={closing.stage}" if closing.stage > 1 else href


def ranking_address_if(here: Seat, about: Round) -> str:
    """Return the address of a round's ranking, or nothing to those who may not see it."""
    return address("ranking", here, about) if may_do(here.roles, Verb.SEE_RANKING) else ""


def issue_address(here: Seat, one: RoundIssue, stage: int) -> str:
    """Return the address of the page that says where an issue of a round stands, and why."""
    href = reverse("ranking:issue", args=[here.partnership.pk, one.round_id, one.pk])
    return f"{href}?stage={stage}" if stage > 1 else href


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One issue of the list."""

    rank: str
    name: str
    href: str
    theme: str
    band: str
    colour: str
    is_on_list: bool
    moved: str
    chance: str
    ranks: str
    figures: list[tuple[str, str]]
    """Each figure that issues are ranked by, with its rank: risk beside graded risk."""
    agencies: int
    disagreement: str
    before: str
    move_href: str
    move_text: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the board."""

    number: int
    name: str
    href: str
    direction: str
    rank: str
    reason: str
    decided_by: str
    at: str
    stands: bool
    """Whether no later decision took its place."""


@dataclass(frozen=True, slots=True)
class Go:
    """Where one can go from a ranking; nothing where this person may not."""

    files: str
    matrix: str
    compare: str
    reopen: str
    """The page that opens a second round, its contested issues ticked."""
    back: str
    stages: list[tuple[str, str, bool]]
    """The rankings of the round's stages: what each is called, its address, whether it is this."""


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The ranking of a closed round."""

    round: str
    warning: str
    again: Again | None
    told: list[str]
    legend: list[tuple[str, str, str]]
    figures: list[str]
    rows: list[RankedRow]
    on_list: int
    moved: int
    before: str
    decisions: list[DecisionRow]
    unranked: list[tuple[str, str]]
    what_if: WhatIf
    made: list[tuple[str, str]]
    go: Go
    verify: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A kept ranking, with all that its pages are made of."""

    here: Seat
    about: Round
    closing: Closing
    found: Ranking
    kept: Kept
    issues: Mapping[str, RoundIssue]
    decided: Sequence[Decision]

    def href(self, name: str) -> str:
        """Return the address of the page about one issue of the ranking."""
        return issue_address(self.here, self.issues[name], self.closing.stage)

    @property
    def stands(self) -> dict[UUID, Decision]:
        """The decision that stands on each issue of the round."""
        return {one.round_issue_id: one for one in self.decided}


def ranking_page(
    subject: Subject, before: Mapping[str, str], before_name: str, go: Go
) -> RankingPage:
    """Return the page of a ranking; `before` says where each issue stood in the last cycle."""
    kept, computed = subject.kept, subject.kept.computed
    rows = list(_rows(subject, before))
    return RankingPage(
        round=subject.about.name,
        warning=_warning(kept),
        again=again(subject.about, subject.closing, subject.issues.values()),
        told=_told(kept),
        legend=_legend(kept),
        figures=[_(kept.method.label_of(one.output)) for one in kept.method.rankings],
        rows=rows,
        on_list=sum(row.is_on_list for row in rows),
        moved=sum(bool(row.moved) for row in rows),
        before=before_name,
        decisions=decision_rows(subject, subject.decided),
        unranked=_unranked(subject),
        what_if=what_if(kept, subject.href),
        made=[
            (_("Computed"), date_format(localtime(subject.found.made_at), "j F Y, H:i")),
            (_("Method"), _(computed.inputs.method.title)),
            (_("Ranking"), subject.found.sha256),
            (_("Scores"), subject.closing.scores_sha256),
            (_("Seed and draws"), f"{computed.inputs.seed}, {computed.inputs.draws:,}"),
        ],
        go=go,
        verify="commonground verify PACK.zip",
    )


def _rows(subject: Subject, before: Mapping[str, str]) -> list[RankedRow]:
    computed, method = subject.kept.computed, subject.kept.method
    stands = subject.stands
    may_move = may_do(subject.here.roles, Verb.MOVE_LINE)
    ranks = tied([one.rank for one in computed.issues])
    shares = {
        one.id: dict(zip(
            (each.issue for each in computed.issues),
            tied([each.ranks[one.id] for each in computed.issues]), strict=True,
        ))
        for one in method.rankings
    }  # fmt: skip
    rows = []
    for rank, one in zip(ranks, computed.issues, strict=True):
        issue, sure = subject.issues[one.issue], one.certainty
        moved = stands.get(issue.pk)
        is_on_list = is_on(one, moved)
        rows.append(RankedRow(
            rank=rank, name=one.issue, href=subject.href(one.issue), theme=one.theme,
            band=band_label(sure.band), colour=COLOURS[sure.band], is_on_list=is_on_list,
            moved=moved_words(moved), chance=chance(sure.probability_in_top),
            ranks=likely_ranks(sure),
            figures=[
                (figure(one.figures[each.output]), shares[each.id][one.issue])
                for each in method.rankings
            ],
            agencies=one.agencies, disagreement=disagreement(one.disagreement),
            before=before.get(one.issue, ""),
            move_href=address("decide", subject.here, subject.about, issue.pk) if may_move else "",
            move_text=_("Take out") if is_on_list else _("Take in"),
        ))  # fmt: skip
    return rows


def is_on(one: RankedIssue, moved: Decision | None) -> bool:
    """Return whether an issue is on the shortlist as the board left it."""
    return moved.direction == Direction.IN if moved else one.in_shortlist


def moved_words(moved: Decision | None) -> str:
    """Return how a decision put an issue where it is; nothing where none did."""
    if moved is None:
        return ""
    return (
        _("Moved in by decision") if moved.direction == Direction.IN else _("Moved out by decision")
    )


def disagreement(found: Disagreement) -> str:
    """Return how far the agencies differ over an issue, by how many criteria."""
    contested, camps = len(found.criteria_contested), len(found.criteria_in_two_camps)
    if not contested and not camps:
        return _("on no criterion")
    said = ngettext("on %(count)d criterion", "on %(count)d criteria", contested)
    two = ngettext("in two camps on %(count)d", "in two camps on %(count)d", camps)
    return said % {"count": contested} + (f"; {two % {'count': camps}}" if camps else "")


def _warning(kept: Kept) -> str:
    """Return what cannot be known from these scores."""
    if kept.computed.basis is Basis.NONE:
        return _("Only one agency scored, so nothing can be said of how sure this order is.")
    if kept.computed.basis is Basis.EACH_AGENCY_LEFT_OUT:
        return _(
            "Few agencies scored, so no chances are given. In, Contested and Out say only whether "
            "an issue stays on the shortlist whichever one agency is left out."
        )
    return ""


def _told(kept: Kept) -> list[str]:
    computed = kept.computed
    bands = {band: sum(one.certainty.band is band for one in computed.issues) for band in Band}
    told = [
        _("%(people)d people from %(agencies)d agencies scored %(issues)d issues.")
        % {
            "people": computed.assessors, "agencies": computed.agencies,
            "issues": len(computed.issues),
        },
        ngettext(
            "%(in)d issue is surely on the shortlist; %(contested)d are contested, and there the "
            "board’s judgement counts.",
            "%(in)d issues are surely on the shortlist; %(contested)d are contested, and there the "
            "board’s judgement counts.",
            bands[Band.IN],
        )
        % {"in": bands[Band.IN], "contested": bands[Band.CONTESTED]},
    ]  # fmt: skip
    if computed.expected_swaps is not None:
        told.append(
            _("Held again, %(swaps)s of the %(length)d would be expected to change.")
            % {"swaps": _swaps(computed.expected_swaps), "length": computed.shortlist_length}
        )
    return told


def _swaps(expected: float) -> str:
    """Return how many are expected to change, never as none at all."""
    if expected < 0.1:
        return _("under 0.1")
    return _("about %(number)s") % {"number": f"{expected:.1f}"}


def _legend(kept: Kept) -> list[tuple[str, str, str]]:
    """Return each band with its colour and what it means, as this ranking's basis has it."""
    if kept.computed.basis is Basis.RESAMPLING:
        words = {
            Band.IN: _("on the shortlist in at least %(share)g of 100 such consultations")
            % {"share": 100 * kept.rules.in_at_least},
            Band.CONTESTED: _("could as well be on the other side: the board’s judgement counts"),
            Band.OUT: _("on the shortlist in at most %(share)g of 100")
            % {"share": 100 * kept.rules.out_at_most},
        }
    elif kept.computed.basis is Basis.EACH_AGENCY_LEFT_OUT:
        words = {
            Band.IN: _("on the shortlist whichever one agency is left out"),
            Band.CONTESTED: _("changes sides when one agency or another is left out"),
            Band.OUT: _("off the shortlist whichever one agency is left out"),
        }
    else:
        return []
    return [(band_label(band), COLOURS[band], told) for band, told in words.items()]


def _unranked(subject: Subject) -> list[tuple[str, str]]:
    computed = subject.kept.computed
    half = {one.issue: _("nobody scored part of it") for one in computed.unranked}
    ranked = {one.issue for one in computed.issues}
    return [
        (name, half.get(name, _("nobody scored it")))
        for name in subject.issues
        if name not in ranked
    ]


def decision_rows(subject: Subject, some: Sequence[Decision]) -> list[DecisionRow]:
    """Return decisions of the board, in order."""
    latest = {one.pk for one in subject.stands.values()}
    return [
        DecisionRow(
            number=one.number,
            name=one.round_issue.name,
            href=subject.href(one.round_issue.name),
            direction=str(Direction(one.direction).label),
            rank=_("rank %(rank)d, %(band)s") % {"rank": one.rank, "band": band_label(one.band)},
            reason=one.reason,
            decided_by=one.decided_by,
            at=date_format(localtime(one.at), "j F Y"),
            stands=one.pk in latest,
        )
        for one in some
    ]


def links(subject: Subject, closings: Sequence[Closing]) -> Go:
    """Return where one can go from a ranking; `closings` are those of its round."""
    stages = [one for one in closings if hasattr(one, "ranking")]
    here, about, closing = subject.here, subject.about, subject.closing
    may_export = may_do(here.roles, Verb.EXPORT_RANKING)
    now = reverse("ranking:compare", args=[here.partnership.pk])
    return Go(
        files=staged(address("files", here, about), closing) if may_export else "",
        matrix=staged(address("matrix", here, about), closing),
        compare=f"{now}?now={subject.found.pk}",
        reopen=_reopen(subject),
        back=reverse("consultation:round", args=[here.partnership.pk, about.pk]),
        stages=[
            (
                _("Stage %(stage)d") % {"stage": one.stage},
                f"{address('ranking', here, about)}?stage={one.stage}",
                one.stage == closing.stage,
            )
            for one in stages
        ]
        if len(stages) > 1
        else [],
    )


def _reopen(subject: Subject) -> str:
    here, about, kept = subject.here, subject.about, subject.kept
    may_run = consultation_rules.may_do(here.roles, consultation_rules.Verb.RUN_ROUNDS)
    contested = [
        str(subject.issues[one.issue].pk)
        for one in kept.computed.issues
        if one.certainty.band is Band.CONTESTED
    ]
    if not (may_run and contested and consultation_access.may_reopen(about, kept.rules)):
        return ""
    href = reverse("consultation:reopen", args=[here.partnership.pk, about.pk])
    return f"{href}?{urlencode({'issue': contested}, doseq=True)}"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One kind of file that can be taken away."""

    label: str
    hint: str
    href: str


def file_rows(
    here: Seat, about: Round, closing: Closing, kinds: Iterable[Kind], marking: str
) -> list[FileRow]:
    """Return each kind of file, with the address that gives it so marked."""
    query = urlencode({"marking": marking, "stage": closing.stage})
    return [
        FileRow(str(one.label), str(one.hint), f"{address('file', here, about, one.id)}?{query}")
        for one in kinds
    ]
