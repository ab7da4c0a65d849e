"""The same scores and seed give the same result, to the byte, whoever runs it and however."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from consultations import (
    drawn_again,
    inputs_for,
    invented_cube,
    local_method,
    pilot_cube,
    rank,
    shipped_rules,
    small_method,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.scoring.frozen import frozen
from commonground.scoring.results import Ranking
from commonground.scoring.scores import Score, make_cube
from commonground.scoring.shortlist import Consultation, rank_issues

HERE = Path(__file__).parent
RUN = """
import json, sys
from dataclasses import replace
from consultations import local_method, pilot_cube, rank
from commonground.scoring.frozen import frozen
whole = pilot_cube()
part = replace(whole, issues=whole.issues[:40], values=whole.values[:, :40])
found = frozen(rank(local_method(), part, top=12, draws=300), {})
sys.stdout.write(json.dumps(found))
"""


def saved(ranking: Ranking) -> str:
    return json.dumps(frozen(ranking, {}))


def test_the_same_seed_gives_the_same_bytes_on_any_number_of_threads() -> None:
    results = [
        subprocess.run(
            [sys.executable, "-c", RUN],
            check=True,
            capture_output=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(HERE), "OPENBLAS_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "2", "4")
    ]

    assert len(results[0]) > 50_000
    assert results[0] == results[1] == results[2]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=6, deadline=None)
def test_the_order_of_rows_people_and_issues_changes_nothing(seed: int) -> None:
    method = small_method()
    cube = invented_cube(method, seed)
    scores = [
        Score(
            cube.assessors[person].id,
            cube.issues[issue].name,
            cube.criteria[criterion],
            float(cube.values[person, issue, criterion]),
        )
        for person, issue, criterion in np.argwhere(np.isfinite(cube.values)).tolist()
    ]
    random = np.random.default_rng(seed)
    shuffled = make_cube(
        [cube.assessors[at] for at in random.permutation(len(cube.assessors))],
        [cube.issues[at] for at in random.permutation(len(cube.issues))],
        cube.criteria,
        [scores[at] for at in random.permutation(len(scores))],
    )

    assert saved(rank(method, shuffled)) == saved(rank(method, cube))


def test_another_seed_gives_other_draws_of_the_same_published_list() -> None:
    cube = invented_cube(small_method(), 1)

    first, second = (rank(small_method(), cube, seed=seed) for seed in (1, 2))

    assert [entry.figures for entry in first.issues] == [entry.figures for entry in second.issues]
    assert [entry.certainty for entry in first.issues] != [
        entry.certainty for entry in second.issues
    ]


def test_ranking_leaves_its_input_as_it_was() -> None:
    cube = invented_cube(small_method(), 1)
    before = cube.digest()

    inputs = inputs_for(cube)
    rank_issues(Consultation(small_method(), shipped_rules(), cube, (), inputs))

    assert cube.digest() == before
    assert replace(inputs, scores_sha256=before) == inputs


@pytest.mark.slow
def test_another_seed_moves_no_probability_of_the_pilot_by_more_than_two_hundredths() -> None:
    found = [
        drawn_again(local_method(), pilot_cube(), top=30, draws=10_000, seed=seed)[0]
        for seed in range(1, 7)
    ]

    shares = np.array([tallied.in_top(30) / 10_000 for tallied in found])
    assert np.ptp(shares, axis=0).max() <= 0.02
