"""What stands inside a paragraph of light text: strong and emphasised words, and figures.

Stars switch: one turns emphasis on or off, two turn strong, three both. CommonMark's own rule
depends on the punctuation around them, and so cannot say `**"a"**b`, which a word processor can.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonground.documents.contents.parts import Figure, Inline, Run

_PIECE = re.compile(
    r"\\(?P<plain>[!-/:-@\[-`{-~])"
    r"|\[\[(?P<reference>(?:\\.|[^\\\[\]])+)\]\]"
    r"|(?P<stars>\*+)"
    r"|(?P<text>[^\\\[*]+|.)",
    re.DOTALL,
)
_EMPHASIS, _STRONG = 1, 2
_MUST_BE_PLAIN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|\[(?=\[|$)|(?<!\s)\*|\*(?!\s)|(?:\A\*|\*\Z)", re.DOTALL
)
"""A backslash before a sign, a bracket before another, and a star that does not stand by itself."""


@dataclass(slots=True)
class _Stars:
    """Stars as they are met: how many, what they may do, and which of them have been used."""

    number: int
    may_open: bool
    may_close: bool
    used: int = 0

    def has(self, look: int) -> bool:
        return self.number <= _EMPHASIS + _STRONG and bool(self.number & look)


def runs_of(text: str) -> Iterator[Inline]:
    """Yield the runs of one paragraph's light text; a figure is its reference alone."""
    pieces = list(_pieces(text))
    stars = [piece for piece in pieces if isinstance(piece, _Stars)]
    for look in (_EMPHASIS, _STRONG):
        _pair(look, [each for each in stars if each.has(look)])
    strong = emphasis = False
    for piece in pieces:
        if isinstance(piece, _Stars):
            yield Run("*" * (piece.number - piece.used), strong, emphasis)
            strong ^= bool(piece.used & _STRONG)
            emphasis ^= bool(piece.used & _EMPHASIS)
        elif isinstance(piece, Figure):
            yield Figure(piece.reference, strong=strong, emphasis=emphasis)
        else:
            yield Run(piece, strong, emphasis)


def text_of(runs: Iterable[Inline]) -> str:
    """Return tidied runs as light text."""
    parts, look = [], 0
    for run in runs:
        wanted = run.strong * _STRONG + run.emphasis * _EMPHASIS
        parts += ["*" * (look ^ wanted), _plain(run)]
        look = wanted
    return "".join([*parts, "*" * look])


def _plain(run: Inline) -> str:
    if isinstance(run, Figure):
        reference = re.sub(r"[][\\]", r"\\\g<0>", run.reference)
        return f"[[{reference}]]"
    return _MUST_BE_PLAIN.sub(r"\\\g<0>", run.text)


def _pieces(text: str) -> Iterator[str | Figure | _Stars]:
    for found in _PIECE.finditer(text):
        if found["stars"]:
            before, after = text[found.start() - 1 : found.start()], text[found.end() :][:1]
            opens, closes = bool(after.strip()), bool(before.strip())
            yield _Stars(len(found["stars"]), opens, closes)
        elif found["reference"] and found["reference"].strip():
            yield Figure(re.sub(r"\\([][\\])", r"\1", found["reference"]))
        else:
            yield found["plain"] or found[0]


def _pair(look: int, stars: Sequence[_Stars]) -> None:
    """Use the stars that begin or end one look; those without a partner stay plain."""
    last = max((place for place, each in enumerate(stars) if each.may_close), default=-1)
    is_on = False
    for place, each in enumerate(stars):
        if each.may_close if is_on else each.may_open and place < last:
            each.used |= look
            is_on = not is_on
