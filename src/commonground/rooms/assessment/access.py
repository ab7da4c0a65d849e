"""The only door to strategic assessments: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from commonground.documents.assessment.catalogue import About
from commonground.documents.assessment.figures import names
from commonground.documents.assessment.printing import Link, Printed, values_of
from commonground.documents.assessment.sources import Sources, snapshot_of
from commonground.documents.assessment.tables import Material
from commonground.rooms.assessment import review_access
from commonground.rooms.assessment.models import (
    Assessment,
    Block,
    Comment,
    DocumentKind,
    Freeze,
    Offer,
    ReturnedFile,
    Revision,
    Section,
)
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb as PeopleVerb


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def assessments(here: Seat) -> QuerySet[Assessment]:
    """Return the partnership's assessments, the latest first, without their rankings' results."""
    check_may_do(here.roles, Verb.SEE_ASSESSMENTS)
    found = Assessment.objects.filter(
        partnership=here.partnership, document=DocumentKind.ASSESSMENT
    )
    return found.select_related("ranking__closing__round").defer(
        "ranking__result", "ranking__closing__record"
    ).order_by("-made_at", "pk")  # fmt: skip


def latest(some: Sequence[Seat]) -> dict[UUID, Assessment]:
    """Return the latest assessment of each of these seats' partnerships that has any."""
    found = Assessment.objects.filter(
        partnership__in=[one.partnership.pk for one in some], document=DocumentKind.ASSESSMENT
    )
    return {one.partnership_id: one for one in found.order_by("made_at", "pk")}


def assessment(here: Seat, assessment_id: UUID) -> Assessment:
    """Return one assessment with the frozen texts it rests on; Http404 where there is none."""
    check_may_do(here.roles, Verb.SEE_ASSESSMENTS)
    found = Assessment.objects.filter(partnership=here.partnership, pk=assessment_id)
    one = found.select_related("ranking__closing__round").first()
    if one is None:
        raise Http404
    one.partnership = here.partnership
    return one


@dataclass(frozen=True)
class Outline:
    """The sections of an assessment in order, with the blocks that stand in each."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    def under(self, around: Section | None) -> list[Section]:
        """Return the sections within one, or the first level."""
        held = around.pk if around else None
        return [one for one in self.sections if one.around_id == held]

    @cached_property
    def _by_section(self) -> dict[UUID, list[Block]]:
        found: dict[UUID, list[Block]] = {}
        for one in self.blocks:
            found.setdefault(one.section_id, []).append(one)
        return found

    def standing(self, section: Section) -> list[Block]:
        """Return the blocks of a section that were not removed."""
        return [one for one in self._by_section.get(section.pk, ()) if not one.is_removed]

    def removed(self, section: Section) -> list[Block]:
        """Return those that were."""
        return [one for one in self._by_section.get(section.pk, ()) if one.is_removed]


def outline(about: Assessment) -> Outline:
    """Return the sections and blocks of an assessment, in two queries.

    Each block says how many threads of comments it has, and how many of them are open.
    """
    begun = Q(comments__isnull=False, comments__answers_to__isnull=True)
    sections = Section.objects.filter(assessment=about).order_by("position", "pk")
    blocks = Block.objects.filter(section__assessment=about).annotate(
        threads=Count("comments", filter=begun),
        open_threads=Count("comments", filter=begun & Q(comments__settled_at__isnull=True)),
    ).order_by("section__position", "position", "pk")  # fmt: skip
    return Outline(tuple(sections), tuple(blocks))


def block(here: Seat, about: Assessment, block_id: UUID) -> Block:
    """Return one block of an assessment; Http404 where it is another's."""
    check_may_do(here.roles, Verb.SEE_ASSESSMENTS)
    found = Block.objects.filter(section__assessment=about, pk=block_id)
    one = found.select_related("section").first()
    if one is None:
        raise Http404
    return one


def section(here: Seat, about: Assessment, section_id: UUID) -> Section:
    """Return one section of an assessment; Http404 where it is another's."""
    check_may_do(here.roles, Verb.SEE_ASSESSMENTS)
    one = Section.objects.filter(assessment=about, pk=section_id).first()
    if one is None:
        raise Http404
    return one


def revisions(about: Block) -> QuerySet[Revision]:
    """Return how a text came to be, the latest first."""
    return about.revisions.select_related("by").order_by("-number")


def revision(about: Block, number: int) -> Revision:
    """Return one revision of a text; Http404 where it has none of that number."""
    found = about.revisions.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def latest_freeze(about: Assessment) -> Freeze:
    """Return the frozen sources that count now."""
    found: Freeze = about.freezes.select_related("by").latest("number")
    return found


def sources_of(about: Assessment, frozen: Freeze) -> Sources:
    """Return the frozen sources, with the ranking and the closing that they name."""
    return _read(frozen.snapshot, about.ranking.result, about.ranking.closing.record)


@lru_cache(maxsize=8)
def _read(snapshot: str, result: str, record: str) -> Sources:
    """Return what these texts hold, read once: they are frozen, and every page asks for them."""
    return Sources(snapshot_of(snapshot), result, record)


def material(about: Assessment, frozen: Freeze, link: Link) -> Material:
    """Return what the figures, tables and charts of an assessment are printed from."""
    sources = sources_of(about, frozen)
    printed = Printed(
        values_of(frozen.figures), names(sources, About.ISSUE), names(sources, About.THEME), link
    )
    return Material(sources, printed, review_access.answers(about))


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of what the partnership has in this room under these ids."""
    own = here.partnership.assessments.filter(pk__in=ids)
    sections = Section.objects.filter(assessment__partnership=here.partnership, pk__in=ids)
    blocks = Block.objects.filter(section__assessment__partnership=here.partnership, pk__in=ids)
    comments = Comment.objects.filter(block__section__assessment__partnership=here.partnership)
    looks = here.partnership.word_templates.filter(pk__in=ids)
    return [
        own.values_list("pk", "title"),
        looks.values_list("pk", "name"),
        sections.values_list("pk", "heading"),
        blocks.values_list("pk", "section__heading"),
        ReturnedFile.objects.filter(
            assessment__partnership=here.partnership, pk__in=ids
        ).values_list("pk", "name"),
        Offer.objects.filter(
            returned__assessment__partnership=here.partnership, pk__in=ids
        ).values_list("pk", "block__section__heading"),
        comments.filter(pk__in=ids).values_list("pk", "block__section__heading"),
    ]  # fmt: skip
