"""What texts mean by the sentence model, where it is installed: read once, kept in the database.

docs/decisions/0065 says why there. A few texts are read at once; more in a thread, a batch at a
time, so that a killed server loses one batch, and the next page that asks goes on from there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import sha256
from uuid import UUID

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from commonground.rooms.people.access import Seat
from commonground.rooms.themes.models import Meaning
from commonground.wording import sentences
from commonground.wording.sentences import Floats

A_FEW = 6
"""So many texts a page reads itself, in less than a tenth of a second."""
AT_ONCE = 64
SILENT_S = 60
"""So long after the last batch the reading is taken to have ended with its server."""
NUMBERS = np.dtype("<f2")


class By(Enum):
    """How remarks are compared."""

    MEANING = auto()
    KEYWORDS = auto()
    KEYWORDS_MEANWHILE = auto()
    """The model is still reading what was said."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What texts mean, by text; nothing unless remarks are compared by meaning."""

    by: By
    of: Mapping[str, Floats] = field(default_factory=dict)

    def rows(self, texts: Sequence[str]) -> Floats:
        """Return a row for each text."""
        none: Floats = np.zeros((0, sentences.WIDTH), np.float32)
        return np.stack([self.of[one] for one in texts]) if texts else none


def meanings_of(here: Seat, texts: Collection[str]) -> Meanings:
    """Return what these texts of a partnership mean, or have them read after the page is sent."""
    if not sentences.is_installed():
        return Meanings(By.KEYWORDS)
    model = sentences.model_name()
    digests = {text: sha256(text.encode()).hexdigest() for text in texts}
    kept = _kept(here.partnership.pk, model)
    missing = [text for text, digest in digests.items() if digest not in kept]
    if len(missing) > A_FEW:
        _begin(here.partnership.pk, model, missing)
        return Meanings(By.KEYWORDS_MEANWHILE)
    if missing:
        kept |= _read(here.partnership.pk, model, missing)
    return Meanings(By.MEANING, {text: kept[digest] for text, digest in digests.items()})


def _kept(partnership_id: UUID, model: str) -> dict[str, Floats]:
    found = Meaning.objects.filter(partnership=partnership_id, model=model)
    rows = list(found.values_list("digest", "numbers"))
    numbers = np.frombuffer(b"".join(bytes(one) for _digest, one in rows), NUMBERS)
    matrix = numbers.astype(np.float32).reshape(len(rows), sentences.WIDTH)
    return {digest: row for (digest, _numbers), row in zip(rows, matrix, strict=True)}


def _read(partnership_id: UUID, model: str, texts: Sequence[str]) -> dict[str, Floats]:
    """Have some texts read, keep what they mean, and return it by digest as it is kept."""
    rows = sentences.encode(texts).astype(NUMBERS)
    digests = [sha256(text.encode()).hexdigest() for text in texts]
    Meaning.objects.bulk_create(
        (
            Meaning(partnership_id=partnership_id, model=model, digest=one, numbers=row.tobytes())
            for one, row in zip(digests, rows, strict=True)
        ),
        # another worker may have read the same
        ignore_conflicts=True,
    )
    return dict(zip(digests, rows.astype(np.float32), strict=True))


def _begin(partnership_id: UUID, model: str, texts: Sequence[str]) -> None:
    """Begin reading, unless that has begun: two people, or two workers, read once."""
    key = f"meanings-{partnership_id}"

    def read_all() -> None:
        try:
            for some in _batches(texts):
                _read(partnership_id, model, some)
                cache.set(key, 1, SILENT_S)
        finally:
            cache.delete_many([key])

    if cache.add(key, 1, SILENT_S):
        import_string(settings.COMPUTED_BY)(read_all)


def _batches(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    # of like length, as the model reads them fastest
    ordered = sorted(texts, key=len)
    return [ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE)]
