"""A local profile for tests, made by the same actions as a real one, and those who sign it."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from assessment_here import ranked_and_coded, ranking_of
from people_here import Here, make_here
from sources_here import ago
from themes_here import Coded

from commonground.documents.contents.audiences import Audience
from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.assessment.actions import write_text
from commonground.rooms.assessment.models import Block, Kind
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.profile import profile_access
from commonground.rooms.profile.entry_actions import add_entry
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import Profile, Release
from commonground.rooms.profile.profile_actions import ProfileFields, begin, move_on, release

FIELDS = ProfileFields("Local profile 2026", "The senior police lead", ago(60), ago(-300))
TEMPLATE = "partnership-2025"
SOUND: dict[str, dict[str, Any]] = {
    "judgements": {
        "statement": "Supply of drugs to children grows", "likelihood": "highly likely",
        "confidence": "moderate", "evidence": "Three data sets of two agencies", "change": "new",
    },
    "findings": {"threat": "fraud", "found": "absent", "reason": "No agency saw any"},
    "vulnerabilities": {
        "sort": "cohort", "name": "Excluded pupils", "why": "Often met by recruiters",
    },
    "responses": {"strand": "prevent", "what": "Mentors in two schools", "agency": None},
    "gaps": {
        "what": "Who supplies the couriers", "owner_role": "Analyst", "agency": None,
        "method": "Debriefs", "due_on": ago(-90),
    },
    "recommendations": {"strand": "protect", "what": "Train shopkeepers", "judgement": None},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signing:
    """A profile with those who sign it."""

    here: Here
    about: Profile
    lead: Seat
    chair: Seat
    overseer: Seat

    @property
    def at(self) -> str:
        return f"/p/{self.here.partnership.pk}/profile/{self.about.pk}/"

    @property
    def now(self) -> Profile:
        """The profile as it is now."""
        return profile_access.profile(self.here.seat, self.about.pk)

    def move(self, by: Seat, to: str, why: str = "Because") -> None:
        """Move the profile on from where it is."""
        now = self.now
        move_on(by=by, about=now, before=now.state, to=to, why=why)

    def sign(self) -> None:
        """Bring the profile through its draft to the signature of the board."""
        self.move(self.here.seat, "draft")
        self.move(self.here.seat, "sanitisation")
        self.move(self.lead, "signed_police")
        self.move(self.chair, "signed_board")

    def let_go(self, audience: Audience, by: Seat | None = None) -> Release:
        """Release a build of what was signed."""
        edition = profile_access.current_edition(self.now)
        assert edition is not None
        return release(by=by or self.chair, about=self.now, audience=audience, edition=edition)


def seat_of(here: Here, member: Membership, *roles: Role) -> Seat:
    """Return somebody's seat."""
    return Seat(member.person, here.partnership, frozenset(roles))


def begin_profile(here: Here, ranking: Any, **told: Any) -> Profile:
    """Begin a profile."""
    return begin(by=here.seat, ranking=ranking, template=TEMPLATE, fields=FIELDS, **told)


def signing(here: Here, about: Profile) -> Signing:
    """Return a profile with a police lead, a chair and an overseer."""
    lead = here.member(Role.MEMBER, name="Signing lead")
    chair = here.member(Role.CHAIR, name="Signing chair")
    overseer = here.member(Role.OVERSEER, name="Signing overseer")
    here.partnership.police_lead = lead
    here.partnership.save()
    return Signing(
        here, about, seat_of(here, lead, Role.MEMBER), seat_of(here, chair, Role.CHAIR),
        seat_of(here, overseer, Role.OVERSEER),
    )  # fmt: skip


def enter(of: Signing, kind: str, **told: Any) -> Any:
    """Enter something that nothing is wrong with, or is wrong as it is told."""
    values = {**SOUND[kind], **told}
    return add_entry(by=of.here.seat, about=of.now, kind=KINDS[kind], values=values)


def text_in(of: Signing, key: str, subject: str = "") -> Block:
    """Return the first text of a section."""
    outline = assessment_access.outline(of.about.document)
    section = next(one for one in outline.sections if (one.key, one.subject) == (key, subject))
    return next(one for one in outline.standing(section) if one.kind == Kind.TEXT)


def write(of: Signing, key: str, text: str, marking: str = "OFFICIAL", subject: str = "") -> Block:
    """Write the first text of a section."""
    block = text_in(of, key, subject)
    return write_text(
        by=of.here.seat, about=block, version=block.version, text=text, marking=marking
    )


def section_id(of: Signing, key: str) -> UUID:
    """Return the id of a section."""
    found: UUID = text_in(of, key).section_id
    return found


@pytest.fixture(scope="module")
def kept_ranked(kept_db: None) -> Coded:
    """A ranked round, made once for a module."""
    return ranked_and_coded(make_here())


@pytest.fixture(scope="module")
def kept_profile(kept_ranked: Coded) -> Signing:
    """A profile of that round, made once for a module."""
    here = kept_ranked.here
    return signing(here, begin_profile(here, ranking_of(kept_ranked.of)))


@pytest.fixture
def of(kept_profile: Signing, db: None) -> Signing:
    """That profile, as each test finds it."""
    return deepcopy(kept_profile)
