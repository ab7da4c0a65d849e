"""Frozen sources of an assessment that `access` has given, and the addresses of their pages."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from commonground.documents.assessment.printing import Link
from commonground.documents.contents.audiences import highest
from commonground.documents.contents.writing import read, references
from commonground.rooms.assessment.models import Assessment, Block, Freeze, Kind


def freeze(about: Assessment, number: int) -> Freeze:
    """Return the frozen sources of this number; Http404 where the assessment has none."""
    found = Freeze.objects.filter(assessment=about, number=number).select_related("by").first()
    if found is None:
        raise Http404
    return found


def asked_for(about: Assessment) -> dict[str, str]:
    """Return every reference that a text of the assessment holds now, as it is typed.

    Each has the highest marking of the texts that hold it.
    """
    texts = Block.objects.filter(section__assessment=about, kind=Kind.TEXT, is_removed=False)
    found: dict[str, str] = {}
    for text, marking in texts.values_list("content", "marking"):
        for one in references(read(text)):
            found[one] = highest((marking, found.get(one, marking)))
    return found


def address(name: str, about: Assessment, held: Freeze) -> str:
    """Return the address of a page of frozen sources."""
    return reverse(f"assessment:{name}", args=[about.partnership_id, about.pk, held.number])


def figure_address(about: Assessment, held: Freeze, base: str, reference: str) -> str:
    """Return the address of a figure's own page, with `base` before it."""
    return f"{base}{address('figure', about, held)}?{urlencode({'of': reference})}"


def link(about: Assessment, held: Freeze) -> Link:
    """Return what says where each figure leads, for this product's own pages."""
    return partial(figure_address, about, held, "")


def link_from_outside(about: Assessment, held: Freeze) -> Link:
    """Return the same for documents that leave: with where this installation is reached."""
    return partial(figure_address, about, held, settings.ADDRESS.url.rstrip("/"))
