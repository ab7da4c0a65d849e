"""The partnership's own words for what each level of a criterion means, and their digest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from commonground.rooms.consultation.models import OwnDescriptor, Round
from commonground.scoring.digests import digest

Place = tuple[str, int]
"""A criterion's id, and a level's place on its scale, from 0."""
Texts = Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class DescriptorSet:
    """The descriptors of one decision."""

    texts: Texts
    set_by: str
    set_on: date


def own_descriptors(about: Round) -> list[OwnDescriptor]:
    """Return the descriptors of a round, by criterion and level."""
    return list(OwnDescriptor.objects.filter(round=about).order_by("criterion", "level"))


def texts_of(about: Round) -> Texts:
    """Return what is shown beside the answers; read once, since opening froze it."""
    return _texts(about.pk) if not about.is_draft else _read(about.pk)


@lru_cache(maxsize=64)
def _texts(round_id: UUID) -> Texts:
    return _read(round_id)


def _read(round_id: UUID) -> Texts:
    found = OwnDescriptor.objects.filter(round=round_id)
    return {(one.criterion, one.level): one.text for one in found}


def descriptors_digest(found: Iterable[OwnDescriptor]) -> str:
    """Return the SHA-256 of descriptors with who set them and when."""
    return digest(
        [
            [one.criterion, one.level, one.text, one.set_by, one.set_on.isoformat()]
            for one in sorted(found, key=lambda one: (one.criterion, one.level))
        ]
    )


def who_set_them(found: Iterable[OwnDescriptor]) -> list[str]:
    """Return who set descriptors and when, each once."""
    return sorted({f"{one.set_by}, {one.set_on.isoformat()}" for one in found})


def with_the_same_method(about: Round) -> list[Round]:
    """Return the partnership's other rounds whose descriptors would fit, the latest first."""
    found = Round.objects.filter(
        partnership=about.partnership_id, method_id=about.method_id,
        own_descriptors__isnull=False,
    ).exclude(pk=about.pk)  # fmt: skip
    return list(found.distinct().defer("method_text", "rules_text").order_by("-made_at"))
