"""What a cell of published statistics says: a number, a number that is held back, or neither."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from commonground.documents.reading.files.texts import is_formula_error, shown
from commonground.sentences import Sentence, say

_MARKS = frozenset(
    ("", "*", "**", "***", "-", "--", "\u2013", "\u2014", ".", "..", "...", ":", "~", "c", "x", "z",
     "s", "u", "na", "n/a", "n.a.", "nk", "null", "none", "nan", "not known", "not available",
     "unknown", "suppressed", "supp", "low", "<", "$", "?")
)  # fmt: skip
"""Cells that publishers fill where a figure is held back, does not apply, or nobody knows it."""
_HELD_BACK = re.compile(
    r"(<|<=|\u2264|under|below|fewer than|less than|up to) ?\d+|\d+ ?(-|\u2013|to) ?\d+",
    re.IGNORECASE,
)
"""A figure that only says how small it is, such as "<5" or "1 to 4"."""
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def is_held_back(text: str) -> bool:
    """Return whether a cell says that there is a figure which is not given, or says nothing.

    >>> [is_held_back(text) for text in ("<5", "*", "[c]", "", "1 to 4", "0", "five")]
    [True, True, True, True, True, False, False]
    """
    bare = text.strip().casefold()
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1].strip()
    return bare in _MARKS or bool(_HELD_BACK.fullmatch(bare))


@lru_cache(maxsize=65_536)
def figure_in(text: str) -> float | None:
    """Return the number in a cell, NaN where it is held back, None where it is no number.

    >>> [figure_in(text) for text in ("8.0", "1,612", "12.5%", "five", "1e400")]
    [8.0, 1612.0, 12.5, None, None]
    """
    if is_held_back(text):
        return float("nan")
    bare = text.strip().removesuffix("%").rstrip()
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    # a number that is none in binary either, such as 1e400 or Infinity, cannot be computed with
    return float(number) if number.is_finite() and abs(number) < _MOST else None


_MOST = Decimal(10) ** 15


def not_a_figure(place: Sentence, text: str) -> Sentence:
    """Return the fault of a cell that holds something else."""
    if is_formula_error(text):
        return say(
            "%(place)s holds the formula error %(found)s; expected a number.",
            place=place,
            found=text,
        )
    return say(
        "%(place)s holds %(found)s; expected a number, or a mark such as * where there is none.",
        place=place,
        found=shown(text),
    )
