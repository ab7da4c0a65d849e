"""Carries the texts of an earlier document over into a new one, and locks a document."""

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.assessment import access
from commonground.rooms.assessment.access import Outline
from commonground.rooms.assessment.models import (
    Assessment,
    Block,
    Kind,
    Origin,
    Revision,
    Section,
    State,
)
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat

_Place = tuple[str, str, int]
"""The key and subject of a section, and the how-manieth of its texts."""


@action
def carry_over(*, by: Seat, about: Assessment, earlier: Assessment) -> int:
    """Write the texts of an earlier document where the new one has a place for them.

    Each is a revision that says where it comes from. Returns how many were carried over.
    """
    check_may_do(by.roles, Verb.WRITE)
    held = _texts(access.outline(earlier))
    changed, revisions = [], []
    for place, block in _texts(access.outline(about)).items():
        before = held.get(place)
        if before is None or not before.content or before.content == block.content:
            continue
        block.content, block.marking = before.content, before.marking
        block.revision += 1
        block.version += 1
        changed.append(block)
        revisions.append(
            Revision(block=block, number=block.revision, text=block.content,
                     origin=Origin.CARRIED, source=earlier.title[:200], by=by.person)
        )  # fmt: skip
    Block.objects.bulk_update(changed, ["content", "marking", "revision", "version"])
    Revision.objects.bulk_create(revisions)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("carried over"), about=about,
        after={"title": earlier.title, "blocks": len(changed)},
    )  # fmt: skip
    return len(changed)


@action
def put_lock(*, by: Seat, about: Assessment, is_locked: bool) -> None:
    """Lock the texts of a profile, or open them. Whoever asks has judged that it may be done."""
    current = Assessment.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    state = State.ISSUED if is_locked else State.DRAFTING
    if current.state == state:
        return
    before = facts(current)
    current.state = state
    current.version += 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=before, after=facts(current),
    )  # fmt: skip


def _texts(outline: Outline) -> dict[_Place, Block]:
    held = {}
    for section in outline.sections:
        texts = [one for one in outline.standing(section) if one.kind == Kind.TEXT]
        for number, one in enumerate(texts):
            held[_place(section, number)] = one
    return held


def _place(section: Section, number: int) -> _Place:
    return section.key, section.subject, number
