"""Who somebody is to a profile: the parties that the rules of governance speak of."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from commonground.documents.profile.governance import Party, governance
from commonground.rooms.assessment.models import Origin, Revision
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership, Person
from commonground.rooms.people.roles import Role
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import Edition, Profile
from commonground.rooms.profile.profile_access import current_edition

_OF_ROLES = {
    Role.ANALYST: Party.ANALYST,
    Role.CHAIR: Party.CHAIR,
    Role.OVERSEER: Party.OVERSEER,
}
PARTIES = {
    Party.ANALYST: _("the analyst"),
    Party.CHAIR: _("the chair"),
    Party.OVERSEER: _("the overseer"),
    Party.POLICE_LEAD: _("the senior police lead"),
}
"""What each party is called in a sentence."""
_NOT_WRITTEN = (Origin.TEMPLATE, Origin.CARRIED)


def wrote(about: Profile, person: Person) -> bool:
    """Return whether somebody began a profile, wrote a text of it or entered something in it."""
    if about.made_by_id == person.pk:
        return True
    texts = Revision.objects.filter(block__section__assessment=about.document_id)
    written = texts.filter(by=person).exclude(origin__in=_NOT_WRITTEN).values("by")
    entered = (
        kind.model._default_manager.filter(profile=about, by=person).values("by")
        for kind in KINDS.values()
    )
    return written.union(*entered).exists()


@dataclass(frozen=True)
class Hand:
    """Somebody beside a profile: who they are to it, and what they did in it; each asked once."""

    by: Seat
    about: Profile

    @cached_property
    def parties(self) -> frozenset[Party]:
        """The parties that they are in the partnership today."""
        found = {party for role, party in _OF_ROLES.items() if role in self.by.roles}
        lead = self.by.partnership.police_lead_id
        if lead and Membership.objects.filter(pk=lead, person=self.by.person).exists():
            found.add(Party.POLICE_LEAD)
        return frozenset(found)

    @cached_property
    def wrote(self) -> bool:
        """Whether they began the profile, wrote a text of it or entered something in it."""
        return wrote(self.about, self.by.person)

    @cached_property
    def edition(self) -> Edition | None:
        """What was signed last, where it still stands."""
        return current_edition(self.about)

    @cached_property
    def signed(self) -> bool:
        """Whether they froze what stands signed."""
        if self.edition is None:
            return False
        made = self.about.moves.filter(at__gte=self.edition.at, by=self.by.person)
        freezing = [one.to for one in governance().moves if one.freezes]
        return made.filter(after__in=freezing).exists()

    @cached_property
    def released(self) -> frozenset[str]:
        """The builds of it that were released."""
        if self.edition is None:
            return frozenset()
        return frozenset(self.edition.releases.values_list("audience", flat=True))
