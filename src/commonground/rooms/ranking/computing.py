"""Computes a closed round's ranking exactly as `commonground rank` does, and packs its evidence."""

from collections.abc import Mapping
from string import Template

from commonground.documents.evidence_pack import (
    AGENCIES,
    RESULT,
    SCORES,
    agency_table,
    pack,
    score_table,
)
from commonground.documents.saved_results import json_text, result_of
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.methods import method_file, rules_file, rules_of
from commonground.rooms.consultation.models import Closing, Round
from commonground.rooms.consultation.score_access import held_scores
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.ranking.models import Ranking
from commonground.scoring.certainty import Progress
from commonground.scoring.results import Inputs
from commonground.scoring.saved import local_factors
from commonground.scoring.shortlist import USUAL_DRAWS, USUAL_SEED, Consultation, rank_issues

CLOSING = "closing.json"
README = """\
Evidence pack: $name

  result.json    the ranking as it was frozen, with its method, rules, factors and seed
  scores.csv     every score and remark, by number and agency; nobody is named
  agencies.csv   which agency each one counts as
  closing.json   who took part by agency and way, coverage and agreement
  SHA256SUMS     the digest of each of these files

To compute the ranking again on any machine, without the service that made it:

  commonground verify PACK.zip

It answers Identical, or names the first difference. sha256 of the ranking: $sha256
"""


def result_text(about: Round, progress: Progress = lambda share: None) -> str:
    """Return a closed round's ranking as it is kept; BadInput where it cannot be ranked."""
    held = held_scores(about, Viewer.ANALYST)
    method = consultation_access.method(about)
    inputs = Inputs(
        method=method_file(about),
        local_factors=local_factors(method),
        rules=rules_file(about),
        top=about.shortlist_length,
        draws=USUAL_DRAWS,
        seed=USUAL_SEED,
        agreed=(),
        agency_map=held.agency_map,
        scores_sha256=held.cube.digest(),
    )
    consultation = Consultation(method, rules_of(about), held.cube, held.remarks, inputs)
    return json_text(result_of(rank_issues(consultation, progress)))


def evidence_pack(about: Round, closing: Closing, ranking: Ranking) -> bytes:
    """Return the zip by which anybody can compute a ranking again."""
    held = held_scores(about, Viewer.BOARD)
    texts: Mapping[str, str] = {
        RESULT: ranking.result,
        SCORES: score_table(held.rows),
        AGENCIES: agency_table(held.agency_map),
        CLOSING: closing.record,
        "README.txt": Template(README).substitute(name=about.name, sha256=ranking.sha256),
    }
    return pack(texts)
