"""What the pages of comments show: who said what about a block, and what can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonground.rooms.assessment import comment_access
from commonground.rooms.assessment.comment_access import Thread
from commonground.rooms.assessment.models import Assessment, Block, Comment
from commonground.rooms.assessment.presenters import address, address_if
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.access import Seat


@dataclass(frozen=True, slots=True)
class Said:
    """One comment or answer."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread: what began it, what was answered, and who settled it."""

    id: str
    said: Said
    answers: list[Said]
    version: int
    revision: int
    """The revision that it speaks of, where the text was changed since; otherwise 0."""
    settled_by: str
    settled_at: datetime | None
    answer_href: str
    settle_href: str


def thread_rows(
    here: Seat, about: Assessment, block: Block, found: Iterable[Thread]
) -> list[ThreadRow]:
    """Return threads as the pages of a block show them."""
    return [_row(here, about, block, one) for one in found]


def _row(here: Seat, about: Assessment, block: Block, thread: Thread) -> ThreadRow:
    one = thread.begun
    ids, is_open = (about.pk, block.pk, one.pk), one.settled_at is None
    may_settle = is_open and comment_access.may_settle(here, one)
    return ThreadRow(
        id=str(one.pk),
        said=_said(one),
        answers=[_said(each) for each in thread.answers],
        version=one.version,
        revision=one.revision if one.revision != block.revision else 0,
        settled_by=one.settled_by.name if one.settled_by else "",
        settled_at=one.settled_at,
        answer_href=address_if("answer_comment", here, Verb.COMMENT, *ids) if is_open else "",
        settle_href=address("settle_comment", here, *ids) if may_settle else "",
    )


def _said(one: Comment) -> Said:
    return Said(one.by.name, one.at, one.text)
