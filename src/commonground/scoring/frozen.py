"""A ranking as plain JSON: what is stored, digested, and compared when somebody verifies it."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum

from commonground.scoring.arithmetic import plain
from commonground.scoring.digests import Plain, digest
from commonground.scoring.results import Ranking

FORMAT = 1
KIND = "commonground-ranking"

_PLACES = 9
"""Shares are stored to a billionth: less than any draw count can tell apart."""


def to_plain(value: object) -> Plain:
    """Return a value as JSON holds it: decimals as text without trailing zeros, NaN as null.

    >>> to_plain({"score": Decimal("14.40"), "share": 0.95, "ranks": (1, 2)})
    {'score': '14.4', 'share': 0.95, 'ranks': [1, 2]}
    """
    result: Plain
    match value:
        case Enum():
            result = to_plain(value.value)
        case None | bool() | int() | str():
            result = value
        case float():
            result = None if math.isnan(value) else round(value, _PLACES)
        case Decimal():
            result = plain(value)
        case Mapping():
            result = {str(key): to_plain(entry) for key, entry in value.items()}
        case tuple() | list():
            result = [to_plain(entry) for entry in value]
        case _ if is_dataclass(value):
            result = {part.name: to_plain(getattr(value, part.name)) for part in fields(value)}
        case _:
            raise TypeError(f"a ranking holds no {type(value).__name__}")
    return result


def frozen(ranking: Ranking, versions: Mapping[str, str]) -> dict[str, Plain]:
    """Return a ranking as it is saved, with the versions it was made by and its own digest.

    The digest is the SHA-256 of everything but the versions and itself, so that two machines with
    other versions that compute the same ranking save the same digest.
    """
    content = {part.name: to_plain(getattr(ranking, part.name)) for part in fields(ranking)}
    return {
        "kind": KIND,
        "format": FORMAT,
        "sha256": digest(content),
        "versions": dict(versions),
        **content,
    }


def differences(saved: object, computed: object, path: str = "") -> Iterator[str]:
    """Yield a sentence for each place where two plain values differ, in the order of the first.

    >>> next(differences({"issues": [{"rank": 1}]}, {"issues": [{"rank": 2}]}))
    'issues[0].rank: saved 1, recomputed 2'
    """
    if isinstance(saved, dict) and isinstance(computed, dict):
        for key in [*saved, *(key for key in computed if key not in saved)]:
            below = f"{path}.{key}" if path else key
            if key not in saved or key not in computed:
                there, absent = ("saved", "recomputed") if key in saved else ("recomputed", "saved")
                yield f"{below}: {there}, but not {absent}"
            else:
                yield from differences(saved[key], computed[key], below)
    elif isinstance(saved, list) and isinstance(computed, list) and len(saved) == len(computed):
        for at, (left, right) in enumerate(zip(saved, computed, strict=True)):
            yield from differences(left, right, f"{path}[{at}]")
    elif saved != computed or type(saved) is not type(computed):
        yield f"{path}: saved {_shown(saved)}, recomputed {_shown(computed)}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
