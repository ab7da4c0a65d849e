"""Comments on a block that `access` has given: its threads, each with its answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404

from commonground.rooms.assessment.models import Block, Comment
from commonground.rooms.assessment.rules import Verb, check_may_do, may_do
from commonground.rooms.people.access import Seat


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with what was answered to it, in the order it was said."""

    begun: Comment
    answers: tuple[Comment, ...]


def begun(about: Block) -> QuerySet[Comment]:
    """Return the comments that began a thread: the open ones first, then the latest settled."""
    return Comment.objects.filter(block=about, answers_to__isnull=True).order_by(*_ORDER)


_ORDER = (F("settled_at").desc(nulls_first=True), "at", "pk")


def threads(some: QuerySet[Comment]) -> list[Thread]:
    """Return the threads that these comments began, in their order, with one query."""
    first = some.values("pk")
    found = Comment.objects.filter(Q(pk__in=first) | Q(answers_to__in=first))
    held = list(found.select_related("by", "settled_by").order_by(*_ORDER))
    answers: dict[UUID | None, list[Comment]] = {}
    for one in held:
        answers.setdefault(one.answers_to_id, []).append(one)
    return [Thread(one, tuple(answers.get(one.pk, ()))) for one in answers.get(None, ())]


def thread(here: Seat, about: Block, comment_id: UUID) -> Thread:
    """Return a thread on a block by the comment that began it; Http404 where it is another's."""
    check_may_do(here.roles, Verb.COMMENT)
    found = threads(begun(about).filter(pk=comment_id))
    if not found:
        raise Http404
    return found[0]


def may_settle(here: Seat, one: Comment) -> bool:
    """Say whether somebody may settle a thread: one that they began, or anybody's."""
    if may_do(here.roles, Verb.SETTLE_COMMENTS):
        return True
    return may_do(here.roles, Verb.COMMENT) and one.by_id == here.person.pk


def by_revision(some: Iterable[Thread]) -> dict[int, list[Thread]]:
    """Return threads by the revision of the text that each of them speaks of."""
    found: dict[int, list[Thread]] = {}
    for one in some:
        found.setdefault(one.begun.revision, []).append(one)
    return found
