"""What the page of a ranking shows, from the result as it was frozen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.models import Closing, Round, RoundIssue
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.models import Band, Decision, Direction, Ranking
from commonground.rooms.ranking.rules import Verb, may_do
from commonground.scoring.methods import Method

COLOURS = {"In": "green", "Contested": "yellow", "Out": "grey", "Unknown": "grey"}


def address(name: str, here: Seat, about: Round, *ids: object) -> str:
    """Return the address of one of this room's pages of a round."""
    return reverse(f"ranking:{name}", args=[here.partnership.pk, about.pk, *ids])


def ranking_address_if(here: Seat, about: Round) -> str:
    """Return the address of a round's ranking, or nothing to those who may not see it."""
    return address("ranking", here, about) if may_do(here.roles, Verb.SEE_RANKING) else ""


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One issue of the list."""

    rank: int
    name: str
    theme: str
    band: str
    colour: str
    is_on_list: bool
    moved: str
    chance: str
    ranks: str
    figures: list[str]
    agencies: int
    disagreement: str
    move_href: str
    move_text: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the board."""

    name: str
    direction: str
    rank: str
    reason: str
    decided_by: str
    at: str


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The ranking of a closed round."""

    round: str
    told: list[str]
    figures: list[str]
    rows: list[RankedRow]
    on_list: int
    decisions: list[DecisionRow]
    unranked: list[tuple[str, str]]
    without: list[tuple[str, str]]
    made: list[tuple[str, str]]
    pack_href: str
    result_href: str
    verify: str


def ranking_page(
    here: Seat,
    about: Round,
    closing: Closing,
    found: Ranking,
    method: Method,
    issues: Mapping[str, RoundIssue],
    decided: Sequence[Decision],
) -> RankingPage:
    """Return the page of a ranking."""
    result = json.loads(found.result)
    stands = {one.round_issue_id: one for one in decided}
    may_move = may_do(here.roles, Verb.MOVE_LINE)
    rows = [
        _row(here, about, one, method, issues[one["issue"]], stands, may_move=may_move)
        for one in result["issues"]
    ]
    may_export = may_do(here.roles, Verb.EXPORT_RANKING)
    return RankingPage(
        round=about.name,
        told=_told(result, rows),
        figures=[_(method.label_of(one.output)) for one in method.rankings],
        rows=rows,
        on_list=sum(row.is_on_list for row in rows),
        decisions=[_decision(one) for one in decided],
        unranked=_unranked(result, issues),
        without=[
            (
                _("Without %(agency)s") % {"agency": one["id"]},
                _same(one, result["shortlist_length"]),
            )
            for one in sorted(result["without_each_agency"], key=lambda one: one["same"])
        ],
        made=[
            (_("Computed"), date_format(localtime(found.made_at), "j F Y, H:i")),
            (_("Ranking"), found.sha256),
            (_("Scores"), closing.scores_sha256),
            (_("Seed and draws"), f"{result['inputs']['seed']}, {result['inputs']['draws']:,}"),
        ],
        pack_href=address("pack", here, about) if may_export else "",
        result_href=address("result", here, about) if may_export else "",
        verify="commonground verify PACK.zip",
    )


def _row(
    here: Seat,
    about: Round,
    one: Mapping[str, Any],
    method: Method,
    issue: RoundIssue,
    stands: Mapping[UUID, Decision],
    *,
    may_move: bool,
) -> RankedRow:
    sure = one["certainty"]
    moved = stands.get(issue.pk)
    is_on_list = moved.direction == Direction.IN if moved else one["in_shortlist"]
    return RankedRow(
        rank=one["rank"],
        name=one["issue"],
        theme=one["theme"],
        band=_band(sure["band"]),
        colour=COLOURS[sure["band"]],
        is_on_list=is_on_list,
        moved=str(Direction(moved.direction).label) if moved else "",
        chance=_percent(sure["probability_in_top"]),
        ranks=_ranks(sure),
        figures=[_figure(one["figures"][ranking.output]) for ranking in method.rankings],
        agencies=one["agencies"],
        disagreement=_disagreement(one["disagreement"]),
        move_href=address("decide", here, about, issue.pk) if may_move else "",
        move_text=_("Take out") if is_on_list else _("Take in"),
    )


def _figure(exact: str) -> str:
    """Return a figure with two decimals; the result holds all of it."""
    return f"{Decimal(exact):.2f}"


def _band(band: str) -> str:
    return str(Band(band).label)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


def _ranks(sure: Mapping[str, Any]) -> str:
    low, high = sure["rank_low"], sure["rank_high"]
    if low is None or high is None:
        return _("cannot be said")
    return str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}


def _disagreement(found: Mapping[str, Any]) -> str:
    """Return how far the agencies differ over an issue, by how many criteria."""
    contested, camps = len(found["criteria_contested"]), len(found["criteria_in_two_camps"])
    if camps:
        return _("%(contested)d contested, %(camps)d in two camps") % {
            "contested": contested, "camps": camps,
        }  # fmt: skip
    return _("%(contested)d contested") % {"contested": contested} if contested else _("none")


def _told(result: Mapping[str, Any], rows: Sequence[RankedRow]) -> list[str]:
    bands = {name: sum(row.colour == COLOURS[name] for row in rows) for name in ("In", "Contested")}
    told = [
        _("%(people)d people from %(agencies)d agencies scored %(issues)d issues.")
        % {"people": result["assessors"], "agencies": result["agencies"], "issues": len(rows)},
        ngettext(
            "%(in)d issue is surely on the shortlist; %(contested)d are contested, and there the "
            "board’s judgement counts.",
            "%(in)d issues are surely on the shortlist; %(contested)d are contested, and there the "
            "board’s judgement counts.",
            bands["In"],
        )
        % {"in": bands["In"], "contested": bands["Contested"]},
    ]
    if result["expected_swaps"] is not None:
        swaps = f"{result['expected_swaps']:.1f}"
        told.append(
            _("Held again, about %(swaps)s of the %(top)d would be expected to change.")
            % {"swaps": swaps, "top": result["inputs"]["top"]}
        )
    return told


def _same(one: Mapping[str, Any], length: int) -> str:
    said = _("%(same)d of %(all)d the same") % {"same": one["same"], "all": length}
    if not one["leaves"]:
        return said
    leaves, enters = ", ".join(one["leaves"]), ", ".join(one["enters"])
    return said + _("; %(leaves)s would go, %(enters)s would come") % {
        "leaves": leaves, "enters": enters,
    }  # fmt: skip


def _unranked(result: Mapping[str, Any], issues: Mapping[str, RoundIssue]) -> list[tuple[str, str]]:
    half = {one["issue"]: _("nobody scored part of it") for one in result["unranked"]}
    ranked = {one["issue"] for one in result["issues"]}
    return [(name, half.get(name, _("nobody scored it"))) for name in issues if name not in ranked]


def _decision(one: Decision) -> DecisionRow:
    return DecisionRow(
        name=one.round_issue.name,
        direction=str(Direction(one.direction).label),
        rank=_("rank %(rank)d, %(band)s") % {"rank": one.rank, "band": _band(one.band)},
        reason=one.reason,
        decided_by=one.decided_by,
        at=date_format(localtime(one.at), "j F Y"),
    )
