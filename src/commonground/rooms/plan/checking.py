"""What every action of this room checks of what it is given."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from commonground.documents.markings import MARKINGS
from commonground.errors import BadInput
from commonground.rooms.objects import Versioned
from commonground.rooms.plan.models import TEXT_LENGTH
from commonground.rooms.refusals import ChangedMeanwhile

Found = TypeVar("Found", bound=Model)


def own(found: QuerySet[Found], ids: Collection[UUID], refusal: str) -> list[Found]:
    """Return the objects with these ids out of the partnership's own; BadInput unless all are."""
    some = list(found.filter(pk__in=ids))
    if len(some) != len(set(ids)):
        raise BadInput(refusal)
    return some


def one_line(text: str, longest: int, refusal: str) -> str:
    """Return a text without line breaks; BadInput, with the refusal, where nothing is left."""
    said = " ".join(text.split())
    if not said:
        raise BadInput(refusal)
    check_length(said, longest)
    return said


def some_words(text: str, refusal: str) -> str:
    """Return a text; BadInput, with the refusal, where it says nothing."""
    said = words(text)
    if not said:
        raise BadInput(refusal)
    return said


def check_length(text: str, longest: int) -> None:
    """Raise BadInput for a text that is longer than there is room for."""
    if len(text) > longest:
        raise BadInput(
            _("At most %(most)s characters; found %(found)s.")
            % {"most": f"{longest:,}", "found": f"{len(text):,}"}
        )


def check_marking(marking: str) -> None:
    """Raise BadInput for a marking that this product may not carry."""
    if marking not in MARKINGS:
        raise BadInput(_("Choose one of the markings that are offered."))


def words(text: str) -> str:
    """Return a text as it is kept, which may be none."""
    said = text.replace("\r\n", "\n").strip()
    check_length(said, TEXT_LENGTH)
    return said


def check_version(current: Versioned, version: int) -> None:
    """Raise ChangedMeanwhile where an object is newer than the form that was opened on it."""
    if current.version != version:
        current.refresh_from_db()
        raise ChangedMeanwhile(current)
