"""The one form of paragraphs that look alike: what light text, Word and people make of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from commonground.documents.contents.parts import Figure, Inline, Paragraph, Run

_NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """Return text with every line break as a newline, and without what no page can show."""
    return _UNPRINTABLE.sub("", _NEW_LINES.sub("\n", text))


def tidied(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return paragraphs in the one form of all that look the same; empty ones fall away.

    Neighbours that are set alike are one run. Spaces at the ends of a line go, and spaces at the
    ends of strong or emphasised words are plain.
    """
    tidy = (replace(each, runs=tuple(tidied_runs(each.runs))) for each in paragraphs)
    return tuple(paragraph for paragraph in tidy if paragraph.runs)


def tidied_runs(runs: Iterable[Inline]) -> list[Inline]:
    """Return the runs of one paragraph in the one form of all that look the same."""
    whole = _merged(map(_clean, runs))
    trimmed = _trimmed(_merged(part for run in whole for part in _parts(run)))
    return [run for run in trimmed if isinstance(run, Figure) or run.text]


def _clean(run: Inline) -> Inline:
    """Return a run without what no page can show; a figure without a reference is its words."""
    if isinstance(run, Figure) and (reference := " ".join(cleaned(run.reference).split())):
        return replace(run, reference=reference)
    return Run(cleaned(run.text).replace("\t", " "), run.strong, run.emphasis)


def _parts(run: Inline) -> Iterator[Inline]:
    """Yield a run, in parts where it is set apart and begins or ends in spaces."""
    if isinstance(run, Run) and (run.strong or run.emphasis):
        words = run.text.strip()
        before, _, after = run.text.partition(words) if words else (run.text, "", "")
        yield from (Run(before), replace(run, text=words), Run(after))
    else:
        yield run


def _merged(runs: Iterable[Inline]) -> list[Inline]:
    merged: list[Inline] = []
    filled = (run for run in runs if isinstance(run, Figure) or run.text)
    for look, alike in groupby(filled, _look):
        if look is None:
            merged += alike
        else:
            merged.append(Run("".join(run.text for run in alike), *look))
    return merged


def _look(run: Inline) -> tuple[bool, bool] | None:
    return None if isinstance(run, Figure) else (run.strong, run.emphasis)


def _trimmed(runs: list[Inline]) -> list[Inline]:
    last = len(runs) - 1
    for place, run in enumerate(runs):
        if isinstance(run, Run):
            text = re.sub(r"\s*\n\s*", "\n", run.text)
            text = text.lstrip() if place == 0 else text
            runs[place] = replace(run, text=text.rstrip() if place == last else text)
    return runs
