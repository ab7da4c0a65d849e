"""Tries a partnership's template before it is kept: a whole document must come out, and back."""

import datetime
from dataclasses import dataclass

from commonground.documents.word.coming_back import read
from commonground.documents.word.example import example
from commonground.documents.word.styles import ADDED, Style, named_in
from commonground.documents.word.templates import FAULTS, cannot_be_opened, opened
from commonground.documents.word.whole import write
from commonground.errors import BadInput
from commonground.sentences import say

MOST_BYTES = 5_000_000
"""Of a template that is kept: every document is larger by as much, and must come back."""

_ANY_DAY = datetime.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found in a template that can be used."""

    added: tuple[Style, ...]
    """The styles that it may lack and does: they are added to each document."""


def tried(template: bytes) -> Tried:
    """Return what was found in a template, after writing a document in it and reading that back.

    Raises BadInput, in one sentence that says what to do, where a document in it could not be
    written or would not come back.
    """
    if len(template) > MOST_BYTES:
        raise BadInput(
            say(
                "The template is %(size)s MB; one of at most %(most)s MB can be kept. Make the "
                "pictures in its header and footer smaller, and save it again.",
                size=f"{len(template) / 1_000_000:,.1f}",
                most=str(MOST_BYTES // 1_000_000),
            )
        )
    there = named_in(opened(template))
    try:
        returned = read(write(example(_ANY_DAY), template))
    except FAULTS as error:
        raise cannot_be_opened() from error
    if any(each.is_changed for each in returned.texts):
        raise BadInput(
            say(
                "A list in this template would come back as something else. Let its style List "
                "Bullet set a bullet and its style List Number a number, and save the template."
            )
        )
    return Tried(tuple(style for style in ADDED if style.casefold() not in there))
