"""Ranks a consultation's issues and says how sure the shortlist is, in one call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonground.errors import BadInput, refuse
from commonground.scoring.aggregation import two_stage
from commonground.scoring.arrays import Array, Flags
from commonground.scoring.certainty import Certainties, Prepared, Progress, certainties
from commonground.scoring.methods import Method
from commonground.scoring.people import agency_disagreements, coverage, criterion_agreement
from commonground.scoring.results import Inputs, RankedIssue, Ranking, UnrankedIssue
from commonground.scoring.rules import Rules
from commonground.scoring.scores import AgreedScore, Remark, ScoreCube, is_scored
from commonground.scoring.sensitivity import other_averages, other_methods, without_each_agency
from commonground.scoring.severity import corrected
from commonground.scoring.sheets import publish
from commonground.scoring.whatif import dominance, flips

FEWEST_DRAWS = 100
"""With fewer, a single draw moves a probability by more than the one in 100 it is told in."""

USUAL_DRAWS, USUAL_SEED = 10_000, 1
"""What a ranking takes unless it is told otherwise, whoever asks for it."""

SHARE_OF_DRAWS = 0.7
"""The draws take about this much of the time; only the progress bar depends on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Consultation:
    """What is to be ranked: a method, the rules, the scores and what was said."""

    method: Method
    rules: Rules
    cube: ScoreCube
    remarks: tuple[Remark, ...]
    inputs: Inputs


def rank_issues(consultation: Consultation, progress: Progress = lambda share: None) -> Ranking:
    """Return the whole ranking of a consultation.

    An issue with a criterion that nobody scored is listed as unranked. Raises UnknownFactor where
    a total comes up whose factor the method leaves unknown, and BadInput where there is nothing
    to rank or the numbers asked for make no sense.
    """
    _check(consultation.inputs)
    cube = _settled(consultation.cube, consultation.inputs.agreed)
    scored: Flags = np.logical_or.reduce(is_scored(cube.values), axis=0)
    rankable: Flags = np.logical_and.reduce(scored, axis=1)
    if not rankable.any():
        raise BadInput("No issue has a score on every criterion, so nothing can be ranked.")
    prepared = _prepared(consultation, _only(cube, rankable))
    return _ranking(consultation, prepared, tuple(_unranked(consultation, scored)), progress)


def with_agreed(cube: ScoreCube, agreed: Sequence[AgreedScore]) -> Array:
    """Return the cube's values with each agreed score in place of what was scored.

    Everybody who scored the issue is heard as saying the agreed score, so that it is exactly what
    every average and every draw comes to. Raises BadInput where nobody scored the issue.
    """
    values = cube.values.copy()
    issue_at = {issue.name: at for at, issue in enumerate(cube.issues)}
    heard: Flags = np.logical_or.reduce(is_scored(cube.values), axis=2)
    for score in agreed:
        if score.issue not in issue_at:
            raise BadInput(f"A score was agreed for {score.issue!r}, but nobody scored that issue.")
        at = issue_at[score.issue]
        values[heard[:, at], at, cube.criteria.index(score.criterion)] = float(score.score)
    return values


def _check(inputs: Inputs) -> None:
    refuse(
        f"{label}: expected {least} or more; found {found}."
        for label, least, found in (
            ("Length of the shortlist", 1, inputs.top),
            ("Draws", FEWEST_DRAWS, inputs.draws),
            ("Seed", 0, inputs.seed),
        )
        if found < least
    )


def _settled(cube: ScoreCube, agreed: Sequence[AgreedScore]) -> ScoreCube:
    """Return the cube with the agreed scores in it, and where they are."""
    cells = {(score.issue, score.criterion) for score in agreed}
    settled = [[(issue.name, name) in cells for name in cube.criteria] for issue in cube.issues]
    return replace(cube, values=with_agreed(cube, agreed), settled=np.array(settled))


def _only(cube: ScoreCube, chosen: Flags) -> ScoreCube:
    """Return the cube with only the chosen issues."""
    issues = tuple(issue for issue, keep in zip(cube.issues, chosen, strict=True) if keep)
    settled = None if cube.settled is None else cube.settled[chosen]
    return replace(cube, issues=issues, values=cube.values[:, chosen], settled=settled)


def _unranked(consultation: Consultation, scored: Flags) -> Iterator[UnrankedIssue]:
    for issue, has_score in zip(consultation.cube.issues, scored, strict=True):
        if not has_score.all():
            pairs = zip(consultation.cube.criteria, has_score, strict=True)
            yield UnrankedIssue(
                issue.name, issue.theme, tuple(name for name, has in pairs if not has)
            )


def _prepared(consultation: Consultation, cube: ScoreCube) -> Prepared:
    method, rules = consultation.method, consultation.rules
    points = corrected(cube.values, ridge=rules.ridge, sweeps=rules.sweeps, settled=cube.settled)
    cells = two_stage(points, cube.agency_of, rules)
    published = publish(method, [issue.name for issue in cube.issues], cells, rules)
    return Prepared(method, rules, cube, points, cells, published, consultation.inputs)


def _ranking(
    consultation: Consultation,
    prepared: Prepared,
    unranked: tuple[UnrankedIssue, ...],
    progress: Progress,
) -> Ranking:
    method, rules, cube = prepared.method, prepared.rules, prepared.cube
    published, top = prepared.published, prepared.inputs.top
    without = tuple(without_each_agency(method, cube, rules, published, top))
    progress(1 - SHARE_OF_DRAWS)
    certain = certainties(
        prepared, without, lambda share: progress(1 - SHARE_OF_DRAWS * (1 - share))
    )
    issues = tuple(_issues(prepared, certain))
    fewest = rules.fewest_agencies_per_issue
    return Ranking(
        inputs=consultation.inputs,
        basis=certain.basis,
        assessors=len(consultation.cube.assessors),
        agencies=len(consultation.cube.agencies),
        issues=issues,
        unranked=unranked,
        shortlist_length=sum(issue.in_shortlist for issue in issues),
        expected_swaps=certain.expected_swaps,
        whole_list_repeats=certain.whole_list_repeats,
        near_cut=certain.near_cut,
        without_each_agency=without,
        other_averages=tuple(other_averages(method, cube, rules, published, top)),
        other_methods=tuple(other_methods(method, cube, published, top)),
        flips=tuple(flips(method, published, rules, top)),
        agreement=tuple(criterion_agreement(method, consultation.cube, rules)),
        coverage=tuple(coverage(consultation.cube, consultation.remarks)),
        thinly_scored=tuple(issue.issue for issue in issues if issue.agencies < fewest),
    )


def _issues(prepared: Prepared, certain: Certainties) -> Iterator[RankedIssue]:
    """Yield the ranked issues in rank order, and by name where they share a rank."""
    cube, method = prepared.cube, prepared.method
    heard: Flags = np.logical_or.reduce(is_scored(cube.values), axis=2)
    differ = tuple(agency_disagreements(method, cube, prepared.rules))
    over = dominance(method, prepared.published)
    on_list = prepared.shortlist
    for at in sorted(range(len(cube.issues)), key=lambda at: (prepared.rank(at), at)):
        row = prepared.row(at)
        name = cube.issues[at].name
        yield RankedIssue(
            issue=name,
            theme=cube.issues[at].theme,
            rank=prepared.rank(at),
            in_shortlist=bool(on_list[at]),
            certainty=certain.issues[at],
            scores=dict(zip(cube.criteria, row.scores, strict=True)),
            figures=row.figures,
            ranks=row.ranks,
            assessors=int(heard[:, at].sum()),
            agencies=len(set(cube.agency_of[heard[:, at]].tolist())),
            agreed_criteria=tuple(
                score.criterion for score in prepared.inputs.agreed if score.issue == name
            ),
            disagreement=differ[at],
            dominated_by=None if over is None else int(over.dominated_by[at]),
            dominates=None if over is None else int(over.dominates[at]),
        )
