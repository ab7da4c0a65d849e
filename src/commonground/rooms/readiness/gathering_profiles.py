"""The local profile as the rules look at it: the one that stands approved, or else the latest."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localdate

from commonground.documents.assessment.templates import Weight, templates
from commonground.documents.contents.audiences import Audience, highest, rule_for
from commonground.documents.contents.parts import Document
from commonground.documents.contents.walking import words_in
from commonground.documents.markings import OFFICIAL
from commonground.documents.profile.governance import governance
from commonground.documents.profile.withholding import withhold
from commonground.documents.profile.yardstick import on_the_yardstick
from commonground.rooms.assessment.models import Section
from commonground.rooms.people.models import Partnership
from commonground.rooms.places.models import PriorityLocation
from commonground.rooms.profile.building import withheld_words
from commonground.rooms.profile.editions import document_in
from commonground.rooms.profile.models import (
    Edition,
    Finding,
    Found,
    Gap,
    Judgement,
    MoveMade,
    Profile,
    Recipient,
    Release,
    Vulnerability,
)
from commonground.rooms.profile.parties import wrote
from commonground.rooms.profile.profile_access import DRAFT
from commonground.rooms.profile.threats import labelled, threats
from commonground.rooms.readiness.judging import evidence

PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class Approved:
    """That a profile was approved: by which move, and what was signed."""

    move: MoveMade
    edition: Edition


def profile_of(partnership: Partnership) -> evidence.Profile | None:
    """Return the profile that is to be judged, in a number of queries that does not grow."""
    approved = _approved(partnership)
    about = approved.move.profile if approved else _latest(partnership)
    if about is None:
        return None
    found = Finding.objects.filter(profile=about, is_removed=False)
    findings = {one.threat: one.found for one in found}
    gaps = list(Gap.objects.filter(profile=about, is_removed=False).order_by("number"))
    listed = {one.threat for one in gaps}
    labels = {
        one: labelled(about.threat_picture, one) for one in threats(about.threat_picture)
    }  # fmt: skip
    sections = _sections(about, approved.edition) if approved else {}
    return evidence.Profile(
        id=about.pk,
        title=about.document.title,
        marking=highest((OFFICIAL, *(one.marking for one in (*gaps, *found)))),
        data_until=about.data_until,
        dpia=about.dpia,
        approved_on=localdate(approved.move.at) if approved else None,
        edition=approved.edition.number if approved else 0,
        signed_by_writers=_signed_by_writers(about, approved) if approved else (),
        sections=_mandatory(about, sections),
        tells_progress=any(one.words for one in sections.values() if one.key == PROGRESS),
        unfound={one: label for one, label in labels.items() if one not in findings},
        unlisted_gaps={
            one: label for one, label in labels.items()
            if findings.get(one) == Found.GAP and one not in listed
        },
        judgements=_judgements(about),
        gaps=tuple(evidence.Gap(one.pk, one.what, one.is_whole, one.marking) for one in gaps),
        vulnerable=frozenset(
            Vulnerability.objects.filter(profile=about, is_removed=False)
            .values_list("sort", flat=True).distinct()
        ),
        has_locations=PriorityLocation.objects.filter(partnership=partnership).exists(),
        builds=tuple(_builds(partnership, about)),
        read_by=_read_by(about),
    )  # fmt: skip


def _approved(partnership: Partnership) -> Approved | None:
    """Return the approval that was last given and still stands.

    One does not stand whose edition was sent back to draft before any build of it was released.
    """
    approving = [one.to for one in governance().moves if one.approves]
    made = MoveMade.objects.filter(profile__partnership=partnership).order_by("-at", "-number")
    moves = list(made.select_related("profile__document", "by"))
    editions = list(Edition.objects.filter(profile__partnership=partnership).order_by("-at"))
    released = set(
        Release.objects.filter(edition__in=editions).values_list("edition_id", flat=True)
    )
    for move in moves:
        if move.after not in approving:
            continue
        signed = next(
            one for one in editions if one.profile_id == move.profile_id and one.at <= move.at
        )
        back = any(
            one.after == DRAFT and one.profile_id == move.profile_id and one.at > move.at
            for one in moves
        )
        if not back or signed.pk in released:
            return Approved(move, signed)
    return None


def _latest(partnership: Partnership) -> Profile | None:
    found = Profile.objects.filter(partnership=partnership).select_related("document")
    return found.order_by("-made_at", "pk").first()


def _sections(about: Profile, edition: Edition) -> dict[str, evidence.ProfileSection]:
    """Return the sections of the first level as they were signed, by id."""
    document: Document = document_in(edition.document)
    keys = dict(Section.objects.filter(assessment=about.document_id).values_list("pk", "key"))
    by_id = {str(pk): key for pk, key in keys.items()}
    return {
        one.id: evidence.ProfileSection(by_id.get(one.id, one.id), one.heading, words_in(one))
        for one in document.sections
    }


def _mandatory(
    about: Profile, sections: dict[str, evidence.ProfileSection]
) -> tuple[evidence.ProfileSection, ...]:
    template = templates().get(about.document.template)
    first = template.sections if template else ()
    asked = {one.id for one in first if one.weight is Weight.MANDATORY}
    return tuple(one for one in sections.values() if one.key in asked)


def _judgements(about: Profile) -> tuple[evidence.Judgement, ...]:
    found = Judgement.objects.filter(profile=about, is_removed=False).order_by("number")
    return tuple(
        evidence.Judgement(
            one.pk, one.statement, bool(one.evidence.strip()), bool(one.confidence),
            on_the_yardstick(one.likelihood) is not None, one.marking,
        )
        for one in found
    )  # fmt: skip


def _signed_by_writers(about: Profile, approved: Approved) -> tuple[str, ...]:
    signing = [one.to for one in governance().moves if one.freezes or one.approves]
    moves = about.moves.filter(after__in=signing, at__gte=approved.edition.at)
    people = {one.by_id: one.by for one in moves.select_related("by")}
    return tuple(sorted(one.name for one in people.values() if wrote(about, one)))


def _builds(partnership: Partnership, about: Profile) -> Iterable[evidence.Build]:
    """Yield the latest release of each build, with where it says what is withheld today."""
    found = Release.objects.filter(edition__profile=about).select_related("edition")
    latest = {one.audience: one for one in found.order_by("at")}
    words = withheld_words(partnership) if latest else []
    for one in latest.values():
        rule = rule_for(Audience(one.audience))
        away = withhold(document_in(one.document), words).found if rule.is_for_strangers else ()
        headings = tuple(dict.fromkeys(heading for heading, _what in away))
        yield evidence.Build(one.pk, rule.title, one.edition.number, headings)


def _read_by(about: Profile) -> frozenset[UUID]:
    """Return the agencies of those who said that they read it, each with the one around it."""
    read = Recipient.objects.filter(
        release__edition__profile=about, read_at__isnull=False
    ).values_list("member__agency_id", "member__agency__parent_id")
    return frozenset(one for pair in read for one in pair if one)
