"""Computes a closed round's ranking exactly as `commonground rank` does, and packs its evidence."""

from collections.abc import Sequence
from string import Template

from commonground.documents.board import Decision, decision_table
from commonground.documents.evidence_pack import (
    AGENCIES,
    AGREED,
    RESULT,
    SCORES,
    agency_table,
    agreed_table,
    pack,
    score_table,
)
from commonground.documents.flat import csv_text
from commonground.documents.saved_results import json_text, result_of
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.closed_scores import HeldScores, held_scores
from commonground.rooms.consultation.methods import method_file, rules_file, rules_of
from commonground.rooms.consultation.models import Closing, Round
from commonground.rooms.consultation.score_access import Stages
from commonground.rooms.consultation.shown_scores import agreed_scores
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.ranking.models import Ranking
from commonground.scoring.certainty import Progress
from commonground.scoring.results import Inputs
from commonground.scoring.saved import local_factors
from commonground.scoring.scores import AgreedScore
from commonground.scoring.shortlist import USUAL_DRAWS, USUAL_SEED, Consultation, rank_issues

CLOSING, DECISIONS = "closing.json", "decisions.csv"
README = """\
Evidence pack: $name

  result.json    the ranking as it was frozen, with its method, rules, factors and seed
  scores.csv     every score and remark, by number and agency; nobody is named
  agencies.csv   which agency each one counts as
  closing.json   who took part by agency and way, coverage and agreement
$agreed$decisions  SHA256SUMS     the digest of each of these files

To compute the ranking again on any machine, without the service that made it:

  commonground verify PACK.zip

It answers Identical, or names the first difference. sha256 of the ranking: $sha256
"""
SETTLED = f"  {AGREED:<15}what meetings agreed on in place of the scores, each with its reason\n"
DECIDED = f"  {DECISIONS:<15}what the board decided about the line; no part of what is verified\n"


def result_text(closing: Closing, progress: Progress = lambda share: None) -> str:
    """Return the ranking of a closed stage as it is kept; BadInput where it cannot be ranked."""
    about = closing.round
    held = held_scores(about, Viewer.ANALYST, Stages.up_to(closing.stage))
    method = consultation_access.method(about)
    inputs = Inputs(
        method=method_file(about),
        local_factors=local_factors(method),
        rules=rules_file(about),
        top=about.shortlist_length,
        draws=USUAL_DRAWS,
        seed=USUAL_SEED,
        agreed=_agreed(closing, held),
        agency_map=held.agency_map,
        scores_sha256=held.cube.digest(),
    )
    consultation = Consultation(method, rules_of(about), held.cube, held.remarks, inputs)
    return json_text(result_of(rank_issues(consultation, progress)))


def _agreed(closing: Closing, held: HeldScores) -> tuple[AgreedScore, ...]:
    """Return what was agreed on issues that somebody scored who did not withdraw later."""
    scored = {one.name for one in held.cube.issues}
    return tuple(one for one in agreed_scores(closing.round, closing.stage) if one.issue in scored)


def evidence_pack(
    about: Round, closing: Closing, ranking: Ranking, decisions: Sequence[Decision] = ()
) -> bytes:
    """Return the zip by which anybody can compute a ranking again.

    The board's decisions stand in a file beside it: they follow from no score.
    """
    held = held_scores(about, Viewer.BOARD, Stages.up_to(closing.stage))
    agreed = _agreed(closing, held)
    beside = {DECISIONS: csv_text(decision_table(decisions))} if decisions else {}
    beside |= {AGREED: agreed_table(agreed)} if agreed else {}
    texts = {
        RESULT: ranking.result,
        SCORES: score_table(held.rows),
        AGENCIES: agency_table(held.agency_map),
        CLOSING: closing.record,
        **beside,
        "README.txt": Template(README).substitute(
            name=about.name,
            sha256=ranking.sha256,
            agreed=SETTLED if agreed else "",
            decisions=DECIDED if decisions else "",
        ),
    }
    return pack(texts)
