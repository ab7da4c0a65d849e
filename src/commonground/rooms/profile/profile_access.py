"""The only door to local profiles, what was entered in them, and who received them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.http import Http404

from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.assessment.access import Outline
from commonground.rooms.assessment.models import Block, Origin, Revision, Section
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.profile.entry_kinds import KINDS, EntryKind
from commonground.rooms.profile.models import (
    Edition,
    Finding,
    MoveMade,
    Part,
    Profile,
    Recipient,
    Release,
    Withheld,
)
from commonground.rooms.profile.rules import Verb, check_may_do

DRAFT = "draft"
"""The state that a profile is sent back to: what was signed before does not stand any more."""


def profiles(here: Seat) -> QuerySet[Profile]:
    """Return the partnership's profiles, the latest first."""
    check_may_do(here.roles, Verb.SEE_PROFILES)
    found = Profile.objects.filter(partnership=here.partnership)
    return found.select_related("document").order_by("-made_at", "pk")


def profile(here: Seat, profile_id: UUID) -> Profile:
    """Return one profile with its text's ranking; Http404 where there is none of that id."""
    check_may_do(here.roles, Verb.SEE_PROFILES)
    found = Profile.objects.filter(partnership=here.partnership, pk=profile_id)
    one = found.select_related(
        "document__ranking__closing__round", "previous__document", "made_by"
    ).first()
    if one is None:
        raise Http404
    one.partnership = here.partnership
    one.document.partnership = here.partnership
    return one


def entries(about: Profile, kind: EntryKind) -> list[Any]:
    """Return the entries of a kind that stand, in the order they were entered."""
    found = kind.model._default_manager.filter(profile=about, is_removed=False)
    return list(found.select_related(*_related(kind), "by").order_by("number", "pk"))


def taken_out(about: Profile, kind: EntryKind) -> list[Any]:
    """Return those that were taken out."""
    found = kind.model._default_manager.filter(profile=about, is_removed=True)
    return list(found.order_by("number", "pk"))


def entry(about: Profile, kind: EntryKind, entry_id: UUID) -> Any:
    """Return one entry, taken out or not; Http404 where the profile has none of that id."""
    found = kind.model._default_manager.filter(profile=about, pk=entry_id)
    one = found.select_related(*_related(kind)).first()
    if one is None:
        raise Http404
    return one


def every_entry(about: Profile) -> dict[str, list[Any]]:
    """Return the entries that stand, by the id of their kind."""
    return {kind.id: entries(about, kind) for kind in KINDS.values()}


def findings(about: Profile) -> dict[str, Finding]:
    """Return what was found, by threat."""
    found = Finding.objects.filter(profile=about, is_removed=False)
    return {one.threat: one for one in found}


def entry_counts(about: Profile) -> Mapping[str, tuple[int, int]]:
    """Return how many entries of each kind stand, and how many of them nobody confirmed yet."""
    first, *others = (
        kind.model._default_manager.filter(profile=about, is_removed=False)
        .annotate(kind=Value(kind.id)).values_list("kind", "is_confirmed")
        for kind in KINDS.values()
    )  # fmt: skip
    found = Counter(first.union(*others, all=True))
    return {kind: (found[kind, True] + found[kind, False], found[kind, False]) for kind in KINDS}


def _related(kind: EntryKind) -> list[str]:
    names = {one.name for one in kind.model._meta.get_fields()}
    return [one for one in ("agency", "judgement", "planned__plan") if one.split("__")[0] in names]


@dataclass(frozen=True, slots=True)
class Standing:
    """A section with what is known of when and by whom it was written or held to be right."""

    section: Section
    level: int
    words: int
    """Of all texts in it and in the sections within it."""
    has_more: bool
    """Whether a table or chart stands in it."""
    is_carried: bool
    """Whether a text of it still stands as it was carried over."""
    touched_at: datetime | None
    by: str
    part: Part | None
    is_bare: bool = False
    """Whether it is a heading alone, above sections of its own."""


def standings(about: Profile, outline: Outline) -> list[Standing]:
    """Return how each section of the first two levels stands, in reading order."""
    latest = Revision.objects.filter(
        block__section__assessment=about.document_id, number=F("block__revision")
    ).select_related("by").defer("text")  # fmt: skip
    revisions = {one.block_id: one for one in latest}
    parts = {one.section_id: one for one in about.parts.select_related("writer__person", "held_by")}
    return [
        _standing(outline, section, level, revisions, parts.get(section.pk))
        for level, section in walk(outline, None, 1)
        if level <= 2
    ]


def walk(outline: Outline, around: Section | None, level: int) -> list[tuple[int, Section]]:
    """Return the sections within one, or all of them, each with its level, in reading order."""
    found = []
    for one in outline.under(around):
        found += [(level, one), *walk(outline, one, level + 1)]
    return found


def _standing(
    outline: Outline, section: Section, level: int, revisions: Mapping[UUID, Revision],
    part: Part | None,
) -> Standing:  # fmt: skip
    within = [section]
    if level > 1:
        within += [one for _level, one in walk(outline, section, level + 1)]
    blocks = [block for one in within for block in outline.standing(one)]
    written = [
        revisions[one.pk] for one in blocks
        if one.pk in revisions and one.content and revisions[one.pk].origin != Origin.TEMPLATE
    ]  # fmt: skip
    last = max(written, key=lambda one: one.at, default=None)
    return Standing(
        section=section,
        level=level,
        words=sum(len(one.content.split()) for one in blocks if one.pk in revisions),
        has_more=any(one.pk not in revisions for one in blocks),
        is_carried=any(one.origin == Origin.CARRIED for one in written),
        touched_at=last.at if last else None,
        by=last.by.name if last else "",
        part=part,
        is_bare=level == 1 and not outline.standing(section) and bool(outline.under(section)),
    )


def section_of(about: Profile, section_id: UUID) -> Section:
    """Return a section of a profile's text; Http404 where it is another's."""
    found = Section.objects.filter(assessment=about.document_id, pk=section_id).first()
    if found is None:
        raise Http404
    return found


def moves(about: Profile) -> QuerySet[MoveMade]:
    """Return how a profile was moved on, the latest first."""
    return about.moves.select_related("by").order_by("-number")


def current_edition(about: Profile) -> Edition | None:
    """Return what was signed last and was not sent back since; None where nothing stands signed."""
    back = MoveMade.objects.filter(profile=OuterRef("profile"), at__gt=OuterRef("at"), after=DRAFT)
    last = about.editions.annotate(was_sent_back=Exists(back)).order_by("-number").first()
    return None if last is None or last.was_sent_back else last


def releases(about: Profile) -> QuerySet[Release]:
    """Return what was released of a profile, the latest first."""
    found = Release.objects.filter(edition__profile=about).select_related("edition", "by")
    return found.order_by("-at", "audience")


def edition(about: Profile, edition_id: UUID) -> Edition:
    """Return one edition; Http404 where it is another profile's."""
    found = about.editions.filter(pk=edition_id).first()
    if found is None:
        raise Http404
    return found


def lists(found: Iterable[Release]) -> dict[object, tuple[int, int]]:
    """Return how many stand on the list of each release, and how many of them have read it."""
    read = Count("pk", filter=Q(read_at__isnull=False))
    rows = (
        Recipient.objects.filter(release__in=[one.pk for one in found])
        .values_list("release").annotate(all=Count("pk"), read=read).order_by()
    )  # fmt: skip
    return {release: (every, some) for release, every, some in rows}


def received(by: Holder) -> Recipient:
    """Return what a link to read was sent for; Http404 where it is on no list any more."""
    found = (
        Recipient.objects.filter(link=by.link)
        .select_related(
            "release__edition__profile__document",
            "release__edition__profile__partnership",
            "member",
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def release(about: Profile, release_id: UUID) -> Release:
    """Return one release; Http404 where it is another profile's."""
    found = releases(about).filter(pk=release_id).first()
    if found is None:
        raise Http404
    return found


def recipients(about: Release) -> QuerySet[Recipient]:
    """Return the distribution list of a release, by agency and name."""
    found = about.recipients.select_related("member__person", "member__agency")
    return found.order_by("member__agency__name", "member__person__name", "pk")


def withheld(here: Seat) -> QuerySet[Withheld]:
    """Return the words that stand in no public build."""
    check_may_do(here.roles, Verb.SEE_BUILDS)
    found = Withheld.objects.filter(partnership=here.partnership, is_ended=False)
    return found.order_by("words", "pk")


def one_withheld(here: Seat, withheld_id: UUID) -> Withheld:
    """Return words that are withheld; Http404 where the partnership has none of that id."""
    found = withheld(here).filter(pk=withheld_id).first()
    if found is None:
        raise Http404
    return found


def markings_of(about: Profile) -> list[str]:
    """Return the markings that blocks of a profile's text bear."""
    found = Block.objects.filter(section__assessment=about.document_id, is_removed=False)
    return list(found.values_list("marking", flat=True).distinct())


def outline_of(here: Seat, about: Profile) -> Outline:
    """Return the sections and blocks of a profile's text, in two queries."""
    check_may_do(here.roles, Verb.SEE_PROFILES)
    return assessment_access.outline(about.document)
