"""Methods, rules and invented consultations that the scoring tests share."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import numpy as np

from commonground import reference
from commonground.demo.pilot import make_pilot
from commonground.scoring.aggregation import two_stage
from commonground.scoring.file_tables import parse_toml
from commonground.scoring.loading import load_method, method_from
from commonground.scoring.methods import Method, with_local_factors
from commonground.scoring.resampling import draw, prepare
from commonground.scoring.results import Inputs, RankedIssue, Ranking, SourceFile
from commonground.scoring.rules import Rules, load_rules
from commonground.scoring.scores import AgreedScore, Assessor, Issue, ScoreCube, make_cube
from commonground.scoring.severity import corrected
from commonground.scoring.sheets import Sheet, publish
from commonground.scoring.shortlist import Consultation, rank_issues
from commonground.scoring.terms import terms_of
from commonground.scoring.uncertainty import Cut, Tally, tally

LOCAL_FACTORS = {2: Decimal("0.7"), 3: Decimal("0.8"), 4: Decimal("0.9")}

SMALL = """
format = 1
id = "small"
title = "A small method with a group of every kind"
source = "Invented for the tests"
notes = ["Not for use."]

[scales]
harm = [
  { score = 0 }, { score = 1, label = "Some" }, { score = 4, label = "Grave" },
  { score = 1, label = "Unknown", unknown = true },
]
chance = [{ score = 0.5 }, { score = 1 }, { score = 2 }]
place = [{ score = 0 }, { score = 1 }]

[[groups]]
id = "total_harm"
label = "Total harm"
combine = "weighted_sum"
status = "local"

[[groups.criteria]]
id = "individual"
label = "Individual"
scale = "harm"
weight = 3
status = "local"
help = "Harm to a person."
descriptors = [{ score = 4, text = "Lasting harm", author = "The board", date = "2024-05-01" }]

[[groups.criteria]]
id = "community"
label = "Community"
scale = "harm"
weight = 1.5
status = "local"

[[groups]]
id = "chances"
label = "Chances"
combine = "product"
status = "local"

[[groups.criteria]]
id = "frequency"
label = "Frequency"
scale = "chance"
status = "local"

[[groups.criteria]]
id = "volume"
label = "Volume"
scale = "chance"
status = "local"

[[groups]]
id = "standing"
label = "Standing"
combine = "max"
status = "local"

[[groups.criteria]]
id = "press"
label = "Press"
scale = "harm"
status = "local"

[[groups.criteria]]
id = "trust"
label = "Trust"
scale = "harm"
status = "local"

[[groups]]
id = "position"
label = "Position"
combine = "sum"
status = "local"

[[groups.criteria]]
id = "capacity"
label = "Capacity"
scale = "place"
status = "local"

[lookup]
id = "factor"
label = "Position factor"
of = "position"
steps = [
  { total = 0, factor = 0.5, status = "local" },
  { total = 1, factor = "unknown", status = "unknown" },
]

[[outputs]]
id = "risk"
label = "Risk"
expression = "total_harm * chances + standing"
status = "local"

[[outputs]]
id = "graded"
label = "Graded"
expression = "risk * factor"
status = "local"

[[rankings]]
id = "by_risk"
label = "By risk"
output = "risk"

[[rankings]]
id = "by_graded"
label = "By graded risk"
output = "graded"

[[switches]]
id = "without_community"
label = "Without community"
leave_out = ["community"]

[[switches]]
id = "added"
label = "Added"
rank_by = "total_harm + chances + individual"

[[bands]]
output = "risk"
label = "High"
lowest = 10
highest = 70
status = "local"
"""


@cache
def deck_method() -> Method:
    """Return the deck's method, with its gaps."""
    return load_method(reference.method_path("morile-thematic-2015"))


@cache
def local_method() -> Method:
    """Return the deck's method with factors in its gaps."""
    return with_local_factors(deck_method(), LOCAL_FACTORS, "the tests")


@cache
def small_method() -> Method:
    """Return the small method with its gap filled."""
    return with_local_factors(
        method_from(parse_toml("small.toml", SMALL)), {1: Decimal(2)}, "the tests"
    )


@cache
def shipped_rules() -> Rules:
    """Return the rules that ship."""
    return load_rules(reference.rules_path("consultation-1"))


@cache
def pilot_cube() -> ScoreCube:
    """Return the scores of the invented pilot."""
    pilot = make_pilot()
    return make_cube(
        (Assessor(person.id, person.agency, person.way) for person in pilot.people),
        (Issue(issue.name, issue.theme) for issue in pilot.issues),
        (criterion.id for criterion in local_method().criteria),
        pilot.scores,
    )


def invented_cube(
    method: Method,
    seed: int,
    *,
    agencies: Sequence[int] = (4, 3, 2, 2, 1, 1, 1, 1, 1),
    issues: int = 6,
    share: float = 0.8,
) -> ScoreCube:
    """Return whole-level scores at random, about a `share` of them; `agencies` holds the sizes.

    The first person scores everything, so that every issue can be ranked.
    """
    random = np.random.default_rng(seed)
    people = sum(agencies)
    values = np.empty((people, issues, len(method.criteria)))
    for at, criterion in enumerate(method.criteria):
        scale = np.array([float(score) for score in criterion.scale])
        values[..., at] = random.choice(scale, (people, issues))
    values[random.random((people, issues)) >= share] = np.nan
    values[random.random(values.shape) >= share**0.2] = np.nan
    for at, criterion in enumerate(method.criteria):
        scale = np.array([float(score) for score in criterion.scale])
        values[0, :, at] = random.choice(scale, issues)
    agency_of = np.repeat(np.arange(len(agencies)), agencies)
    return ScoreCube(
        tuple(Assessor(f"p{at:03}", f"agency {of}") for at, of in enumerate(agency_of.tolist())),
        tuple(Issue(f"issue {at:02}", f"theme {at % 2}") for at in range(issues)),
        tuple(criterion.id for criterion in method.criteria),
        values,
    )


def inputs_for(
    cube: ScoreCube,
    *,
    top: int = 3,
    draws: int = 100,
    seed: int = 1,
    agreed: tuple[AgreedScore, ...] = (),
) -> Inputs:
    """Return what a ranking says it was computed from."""
    file = SourceFile("id", "title", "digest", "text")
    return Inputs(file, (), file, top, draws, seed, agreed, (), cube.digest())


def drawn_again(
    method: Method, cube: ScoreCube, *, top: int, draws: int, seed: int
) -> tuple[Tally, Sheet]:
    """Return what is counted over the draws, and the published sheet: quicker than `rank`."""
    rules = shipped_rules()
    points = corrected(cube.values, ridge=rules.ridge, sweeps=rules.sweeps)
    cells = two_stage(points, cube.agency_of, rules)
    published = publish(method, [issue.name for issue in cube.issues], cells, rules)
    consultation = prepare(points, cube.agency_of, terms_of(method), cells, rules.trim_each_end)
    cut = Cut(top, published.shortlist(top), np.arange(2))
    drawn = draw(consultation, draws, rules.weight_concentration, np.random.default_rng(seed))
    return tally(method, consultation, drawn, cut, lambda done: None), published


def rank(
    method: Method,
    cube: ScoreCube,
    rules: Rules | None = None,
    *,
    top: int = 3,
    draws: int = 100,
    seed: int = 1,
    agreed: tuple[AgreedScore, ...] = (),
) -> Ranking:
    """Return the whole ranking of a cube by the shipped rules or others."""
    inputs = inputs_for(cube, top=top, draws=draws, seed=seed, agreed=agreed)
    return rank_issues(Consultation(method, rules or shipped_rules(), cube, (), inputs))


def named(ranking: Ranking, issue: str) -> RankedIssue:
    """Return one issue of a ranking."""
    return next(entry for entry in ranking.issues if entry.issue == issue)
