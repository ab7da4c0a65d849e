"""Small consultations, ranked in a blink, for the tests of charts and of the report."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from commonground import reference
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Method, with_local_factors
from commonground.scoring.results import Inputs, LocalFactor, Ranking, SourceFile
from commonground.scoring.rules import load_rules
from commonground.scoring.scores import AgreedScore, Assessor, Issue, Remark, Score, make_cube
from commonground.scoring.shortlist import Consultation, rank_issues

BOARD = "Community Safety Board, 12 March 2026"
FACTORS = {2: Decimal("0.7"), 3: Decimal("0.8"), 4: Decimal("0.9")}
MORILE = "morile-thematic-2015"
FIVE = "five-by-five-nrr-2023"


def method_named(name: str) -> Method:
    method = load_method(reference.method_path(name))
    if method.lookup is None:
        return method
    return with_local_factors(method, FACTORS, BOARD)


def source(path: Path, title: str) -> SourceFile:
    text = path.read_text(encoding="utf-8")
    return SourceFile(path.stem, title, hashlib.sha256(text.encode()).hexdigest(), text)


def level(method: Method, criterion: int, wish: int) -> float:
    """The score at a place on a criterion's scale, held at its ends."""
    scale = method.criteria[criterion].scale
    return float(scale[max(0, min(wish, len(scale) - 1))])


def ranked(  # noqa: PLR0913 - each argument is one thing that a report must cope with
    *,
    method: Method | None = None,
    issues: Sequence[Issue] = (),
    agencies: Sequence[str] = (),
    top: int = 3,
    agreed: Sequence[AgreedScore] = (),
    unscored: Sequence[tuple[str, str]] = (),
    absent: Mapping[str, Sequence[str]] | None = None,
    same: bool = False,
    agency_map: Sequence[tuple[str, str]] = (),
) -> tuple[Ranking, Method]:
    """Rank a consultation of two people an agency; they differ a little, or not at all if `same`.

    `unscored` names cells nobody scored, `absent` the issues an agency did not score.
    """
    method = method or method_named(MORILE)
    issues = issues or [Issue(f"Issue {n:02}", f"Theme {n % 3}") for n in range(8)]
    agencies = agencies or [f"Agency {n:02}" for n in range(9)]
    away = absent or {}
    people = [
        Assessor(f"{agency} {n}", agency, ("meeting", "remote")[n])
        for agency in agencies
        for n in (0, 1)
    ]
    scores = [
        Score(person.id, issue.name, criterion.id, level(method, at, 1 if same else wish))
        for who, person in enumerate(people)
        for what, issue in enumerate(issues)
        for at, criterion in enumerate(method.criteria)
        for wish in [_wish(who, what, at)]
        if (issue.name, criterion.id) not in unscored
        and issue.name not in away.get(person.agency, ())
    ]
    cube = make_cube(people, issues, [each.id for each in method.criteria], scores)
    rules_path = reference.rules_path("consultation-1")
    rules = load_rules(rules_path)
    factors = [LocalFactor(total, factor, BOARD) for total, factor in FACTORS.items()]
    inputs = Inputs(
        method=source(reference.method_path(method.id), method.title),
        local_factors=tuple(factors) if method.lookup else (),
        rules=source(rules_path, rules.title),
        top=top,
        draws=200,
        seed=1,
        agreed=tuple(agreed),
        agency_map=tuple(agency_map),
        scores_sha256=cube.digest(),
    )
    remarks = (Remark(issues[0].name, agencies[0], method.criteria[0].id, "seen it often"),)
    return rank_issues(Consultation(method, rules, cube, remarks, inputs)), method


def _wish(person: int, issue: int, criterion: int) -> int:
    return (issue * 7 + person * (issue + 1) + criterion * issue) % 5
