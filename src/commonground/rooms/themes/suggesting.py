"""What the machine offers to whoever codes: codes, and remarks that say nearly the same.

By meaning where the sentence model is installed and has read everything, by keywords otherwise. It
gives no code: a person decides (docs/decisions/0061, 0065).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from commonground.rooms.people.access import Seat
from commonground.rooms.themes import access
from commonground.rooms.themes.access import Said
from commonground.rooms.themes.kept_meanings import By, Meanings, meanings_of
from commonground.rooms.themes.models import Code, Remark
from commonground.wording import keywords, meanings
from commonground.wording.grouping import stars
from commonground.wording.keywords import MOST, Known


@dataclass(frozen=True, slots=True)
class Offered:
    """Codes that a remark may carry, and remarks that are near it, the likeliest first."""

    by: By = By.KEYWORDS
    likeliest: Sequence[UUID] = ()
    nearly_same: Sequence[tuple[UUID, Said]] = ()
    alike: int = 0
    """How many remarks say nearly the same in all, the remark itself among them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks that say nearly the same as the one at their centre, itself among them."""

    centre: UUID
    members: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Groups:
    """Every group, the largest first, and how its remarks were compared."""

    by: By
    found: Sequence[Group]
    said: Mapping[UUID, Said]


def offered(here: Seat, about: Remark, codes: Sequence[Code]) -> Offered:
    """Return what is offered for one remark."""
    others = _others(here, about)
    known = _known(codes, others.values())
    words = [one.words for one in known]
    found = meanings_of(here, [about.text, *(one.text for one in others.values()), *words])
    near = _near(found, about, others)
    return Offered(
        found.by,
        _likeliest(found, about, known),
        [(pk, others[pk]) for pk in near[:MOST]],
        len(near) + 1,
    )


def group_of(here: Seat, about: Remark) -> Group:
    """Return the group of which a remark is the centre; it may be alone."""
    others = _others(here, about)
    found = meanings_of(here, [about.text, *(one.text for one in others.values())])
    return Group(about.pk, [about.pk, *_near(found, about, others)])


def groups(here: Seat) -> Groups:
    """Return the groups of all remarks."""
    said = access.said(here)
    texts, ids = [one.text for one in said.values()], list(said)
    found = meanings_of(here, texts)
    is_meant = found.by is By.MEANING
    near = meanings.neighbours(found.rows(texts)) if is_meant else keywords.neighbours(texts)
    centres = stars(near)
    return Groups(
        found.by, [Group(ids[at], [ids[other] for other in near[at]]) for at in centres], said
    )


def _others(here: Seat, about: Remark) -> dict[UUID, Said]:
    return {pk: one for pk, one in access.said(here).items() if pk != about.pk}


def _known(codes: Sequence[Code], others: Iterable[Said]) -> list[Known[UUID]]:
    """Return what is known of each code; what the remark itself carries is not among it."""
    given: dict[UUID, list[str]] = {one.pk: [] for one in codes}
    for one in others:
        for pk in one.codes:
            given.get(pk, []).append(one.text)
    return [
        Known(one.pk, f"{one.name}: {one.definition} {one.example}", given[one.pk]) for one in codes
    ]


def _likeliest(found: Meanings, about: Remark, known: Sequence[Known[UUID]]) -> list[UUID]:
    if found.by is not By.MEANING:
        return keywords.likeliest(about.text, known)
    meant = [meanings.Meant(one.id, found.of[one.words], found.rows(one.remarks)) for one in known]
    return meanings.likeliest(found.of[about.text], meant)


def _near(found: Meanings, about: Remark, others: Mapping[UUID, Said]) -> list[UUID]:
    ids, texts = list(others), [one.text for one in others.values()]
    if found.by is not By.MEANING:
        return keywords.nearly_same(about.text, list(zip(ids, texts, strict=True)), len(ids))
    rows = found.rows(texts)
    return [ids[at] for at in meanings.nearly_same(found.of[about.text], rows, len(ids))]
