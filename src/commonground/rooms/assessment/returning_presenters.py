"""What the pages of returned Word files show: texts side by side, with the words that differ."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from commonground.documents.markings import MARKINGS
from commonground.rooms.assessment.models import (
    CONTENT_LENGTH,
    Assessment,
    Block,
    Offer,
    OfferState,
    Remnant,
    ReturnedFile,
)
from commonground.rooms.assessment.presenters import address, block_href, write_href
from commonground.rooms.assessment.returning_access import Stands
from commonground.rooms.people.access import Seat

COLOURS = {OfferState.OPEN: "blue", OfferState.ACCEPTED: "green", OfferState.REFUSED: "grey"}
_WORDS, _LINES = re.compile(r"\s+|\S+"), re.compile(r".*\n|.+")
_MOST_COMPARED = 1_000_000
"""Pairs of pieces: a third of a second. Longer texts are compared by their lines."""

Pieces = list[tuple[bool, str]]
"""A text in pieces, each with whether it differs from the text beside it."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came back, in the list."""

    name: str
    href: str
    by: str
    at: datetime
    texts: int
    open_texts: int


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A text that came back beside what is written here."""

    id: str
    heading: str
    block_href: str
    state: str
    colour: str
    decided: str
    now: Pieces
    came: Pieces
    before: str | None
    """What the file was written from, where somebody wrote here since."""
    is_lost: bool
    """Whether the file no longer tells what it was written from."""
    hint: str
    version: int
    accept_href: str
    leave_href: str
    again_href: str


@dataclass(frozen=True, slots=True)
class RemnantRow:
    """What was in the file and is not taken over."""

    said: str
    words: str
    heading: str
    block_href: str


def file_rows(here: Seat, about: Assessment, found: Iterable[ReturnedFile]) -> list[FileRow]:
    """Return the files that came back; each is counted by `returning_access.files`."""
    return [
        FileRow(
            one.name, address("returned_file", here, about.pk, one.pk), one.by.name, one.at,
            getattr(one, "texts", 0), getattr(one, "open_texts", 0),
        )
        for one in found
    ]  # fmt: skip


def offer_rows(
    here: Seat, about: Assessment, file: ReturnedFile, found: Iterable[Stands]
) -> list[OfferRow]:
    """Return the texts of a file."""
    return [_offer_row(here, about, file, one) for one in found]


def remnant_rows(here: Seat, about: Assessment, found: Iterable[Remnant]) -> list[RemnantRow]:
    """Return what was in a file and is not taken over."""
    return [
        RemnantRow(
            one.said, one.words, one.block.section.heading if one.block else "",
            block_href(here, about, one.block) if one.block else "",
        )
        for one in found
    ]  # fmt: skip


def marking_of(found: Iterable[Stands]) -> str:
    """Return the highest marking of the blocks whose texts are shown."""
    held = {one.offer.block.marking for one in found}
    return max(held, key=MARKINGS.index, default=MARKINGS[0])


def side_by_side(now: str, came: str) -> tuple[Pieces, Pieces]:
    """Return two texts in pieces of words, those that differ marked in each.

    >>> side_by_side("a good plan", "a better plan")
    ([(False, 'a '), (True, 'good'), (False, ' plan')], [(False, 'a '), (True, 'better'), \
(False, ' plan')])
    """
    for pieces in (_WORDS, _LINES):
        left, right = pieces.findall(now), pieces.findall(came)
        if len(left) * len(right) <= _MOST_COMPARED:
            return _compared(left, right)
    return _joined([(True, [now])]), _joined([(True, [came])])


def _compared(left: list[str], right: list[str]) -> tuple[Pieces, Pieces]:
    found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        _joined((kind != "equal", left[a:b]) for kind, a, b, _c, _d in found),
        _joined((kind != "equal", right[c:d]) for kind, _a, _b, c, d in found),
    )


def _joined(some: Iterable[tuple[bool, list[str]]]) -> Pieces:
    return [(differs, "".join(words)) for differs, words in some if words]


def _offer_row(here: Seat, about: Assessment, file: ReturnedFile, one: Stands) -> OfferRow:
    offer, block = one.offer, one.offer.block
    state = OfferState(offer.state)
    is_open = state == OfferState.OPEN
    now, came = side_by_side(one.now, offer.text)
    hint = _hint(offer, block) if is_open else ""

    def href(name: str) -> str:
        return write_href(name, here, about, file.pk, offer.pk)

    return OfferRow(
        id=str(offer.pk),
        heading=block.section.heading,
        block_href=block_href(here, about, block),
        state=str(state.label),
        colour=COLOURS[state],
        decided=offer.decided_by.name if offer.decided_by else "",
        now=now,
        came=came,
        before=one.before if is_open and one.is_contested else None,
        is_lost=is_open and one.before is None,
        hint=hint,
        version=block.version,
        accept_href=href("accept_offer") if is_open and not hint else "",
        leave_href=href("leave_offer") if is_open else "",
        again_href="" if is_open else href("offer_again"),
    )


def _hint(offer: Offer, block: Block) -> str:
    """Return why a text cannot be taken over as it is, and what to do; nothing where it can."""
    return " ".join(_hints(offer, block))


def _hints(offer: Offer, block: Block) -> Iterator[str]:
    if block.is_removed:
        yield _("Its block was taken out here. Put it back below its section, then decide.")
    if len(offer.text) > CONTENT_LENGTH:
        yield _(
            "It is %(found)s characters long, and a block holds %(most)s: copy it into two blocks."
        ) % {"found": f"{len(offer.text):,}", "most": f"{CONTENT_LENGTH:,}"}
