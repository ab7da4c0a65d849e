"""What came back in Word files, and how each text stands beside what is written now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from commonground.documents.contents.writing import read, written
from commonground.rooms.assessment.models import (
    Assessment,
    Block,
    Offer,
    OfferState,
    Remnant,
    ReturnedFile,
    Revision,
)


@dataclass(frozen=True, slots=True)
class Stands:
    """An offer beside the text as it is now, and as the file was written from it."""

    offer: Offer
    now: str
    before: str | None
    """None where the file no longer tells which revision that was."""

    @property
    def is_contested(self) -> bool:
        """Whether somebody wrote here since the file was taken away, or nobody can tell."""
        return self.before is None or self.offer.base != self.offer.block.revision


def files(about: Assessment) -> QuerySet[ReturnedFile]:
    """Return the Word files that came back, the latest first, with how many texts are open."""
    is_open = Count("offers", filter=Q(offers__state=OfferState.OPEN))
    found = about.returned.select_related("by").annotate(texts=Count("offers"), open_texts=is_open)
    return found.order_by("-at", "pk")


def file(about: Assessment, file_id: UUID) -> ReturnedFile:
    """Return one of them; Http404 where it is another assessment's."""
    found = files(about).filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found


def offer(of: ReturnedFile, offer_id: UUID) -> Offer:
    """Return one text of a file that came back; Http404 where it is another's."""
    found = of.offers.filter(pk=offer_id).select_related("block", "returned").first()
    if found is None:
        raise Http404
    return found


def offers(of: ReturnedFile) -> list[Stands]:
    """Return the texts of a file in reading order, each beside what is written here."""
    found = list(of.offers.select_related("block__section", "decided_by").order_by("position"))
    before = bases((one.block, one.base) for one in found)
    return [Stands(one, one.block.content, before.get((one.block_id, one.base))) for one in found]


def remnants(of: ReturnedFile) -> list[Remnant]:
    """Return what was in a file and is not taken over, in reading order."""
    return list(of.remnants.select_related("block__section").order_by("pk"))


def bases(asked: Iterable[tuple[Block, int]]) -> dict[tuple[UUID, int], str]:
    """Return the texts of these revisions by their block's id and number, as far as there are."""
    wanted = {(block.pk, number) for block, number in asked}
    found = Revision.objects.filter(block__in={pk for pk, _number in wanted})
    rows = found.values_list("block_id", "number", "text")
    return {(pk, number): text for pk, number, text in rows if (pk, number) in wanted}


def alike(text: str, other: str) -> bool:
    """Return whether two texts read alike, however their marks and spaces were typed."""
    return written(read(text)) == written(read(other))
