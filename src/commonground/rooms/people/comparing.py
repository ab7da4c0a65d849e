"""What an import would do: each row beside the partnership as it is now. Nothing is written.

People are looked for among the partnership's own members alone, so that a preview says the same
whether or not an address is known to another partnership.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.documents.reading.files.texts import shown
from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.rooms.people import access
from commonground.rooms.people.importing import Contact
from commonground.rooms.people.models import Agency, Membership, roles_on
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import INVENTED, may_have_address
from commonground.sentences import say


class What(StrEnum):
    """What of a member an import can change."""

    AGENCY = "agency"
    TITLE = "title"
    WAY = "way"
    ROLES = "roles"


class Outcome(StrEnum):
    """What becomes of a row."""

    FAULT = "fault"
    NEW = "new"
    CHANGED = "changed"
    SAME = "already there"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing about a member, as it is and as the file has it; empty: nothing.

    Roles and ways are their ids, for a comparison is the same in every language.
    """

    what: What
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the file and what would become of it."""

    contact: Contact
    outcome: Outcome
    member: Membership | None = None
    to_give: tuple[Role, ...] = ()
    """The roles that they do not hold today. An import takes none away."""
    changes: tuple[Change, ...] = ()
    note: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency or a department that the file names and the partnership has not."""

    name: str
    parent: str
    """What it is part of, by name; empty for a whole agency."""


@dataclass(frozen=True, slots=True)
class AgencyList:
    """The partnership's agencies by what they may be called in a file."""

    by_name: Mapping[str, Agency]

    def find(self, contact: Contact) -> Agency | None:
        """Return the agency or department of a row, None where the partnership has none such."""
        return self.by_name.get(same_but_for_case_and_spaces(contact.agency_name))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every row and what would become of it."""

    rows: tuple[ComparedRow, ...]
    new_agencies: tuple[NewAgency, ...]
    agencies: AgencyList = field(repr=False)

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(fault for row in self.rows for fault in row.faults)

    @property
    def is_done(self) -> bool:
        """Whether everything is in the partnership already."""
        return all(row.outcome is Outcome.SAME for row in self.rows)

    @property
    def digest(self) -> str:
        """The same for two comparisons that would write the same over the same."""
        seen = [(row.contact, row.outcome, row.changes) for row in self.rows]
        return sha256(repr((seen, self.new_agencies)).encode()).hexdigest()

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def compare(here: access.Seat, contacts: Sequence[Contact]) -> Comparison:
    """Return what importing these rows would do today."""
    known = list(access.agencies(here))
    agencies = AgencyList(dict(_called(known)))
    members = _Members(access.memberships(here))
    in_demo = here.partnership.is_demo
    rows = tuple(_row(_allowed(one, in_demo=in_demo), members, agencies) for one in contacts)
    return Comparison(rows, tuple(_new_agencies(contacts, agencies)), agencies)


def _allowed(contact: Contact, *, in_demo: bool) -> Contact:
    """Return a row, with a fault where its address is real and the partnership invented."""
    if contact.faults or may_have_address(contact.email, in_demo=in_demo):
        return contact  # what is no address is told of as that alone
    fault = say(
        "%(place)s: the e-mail address %(found)s is a real one, and everybody in this partnership "
        "is invented; expected none, or one that ends in %(ending)s.",
        place=(contact.email_at or contact.name_at).said,
        found=shown(contact.email),
        ending=INVENTED,
    )
    return replace(contact, faults=(*contact.faults, fault))


def _called(agencies: Iterable[Agency]) -> Iterator[tuple[str, Agency]]:
    """Yield each agency by its name, and a department also with its agency's before it."""
    for one in agencies:
        if one.parent is not None:
            yield same_but_for_case_and_spaces(f"{one.parent.name}: {one.name}"), one
    for one in agencies:
        yield same_but_for_case_and_spaces(one.name), one


class _Members:
    """The partnership's members by address and by name."""

    def __init__(self, members: Iterable[Membership]) -> None:
        self.by_email: dict[str, Membership] = {}
        self.by_name: dict[str, list[Membership]] = defaultdict(list)
        for one in members:
            if one.person.email:
                self.by_email[one.person.email.lower()] = one
            self.by_name[same_but_for_case_and_spaces(one.person.name)].append(one)

    def of_name(self, contact: Contact) -> list[Membership]:
        return self.by_name.get(same_but_for_case_and_spaces(contact.name), [])


def _row(contact: Contact, members: _Members, agencies: AgencyList) -> ComparedRow:
    namesakes = members.of_name(contact)
    if contact.faults:
        return ComparedRow(contact, Outcome.FAULT, faults=contact.faults)
    if not contact.email and len(namesakes) > 1:
        fault = say(
            "%(place)s holds %(found)s, and %(count)s people here have that name; expected an "
            "e-mail address, to tell which is meant.",
            place=contact.name_at.said,
            found=shown(contact.name),
            count=str(len(namesakes)),
        )
        return ComparedRow(contact, Outcome.FAULT, faults=(fault,))
    if contact.email:
        member = members.by_email.get(contact.email)
    else:
        member = namesakes[0] if namesakes else None
    roles = tuple(map(Role, contact.roles))
    if member is None:
        return ComparedRow(contact, Outcome.NEW, None, roles, note=_namesake_note(namesakes))
    held = roles_on(member.held_roles.all(), timezone.localdate())
    to_give = tuple(role for role in roles if role not in held)
    changes = list(_changes(contact, member, agencies))
    if to_give:
        changes.append(Change(What.ROLES, _in_order(held), _in_order({*held, *to_give})))
    outcome = Outcome.CHANGED if changes else Outcome.SAME
    note = _name_note(contact, member)
    return ComparedRow(contact, outcome, member, to_give, tuple(changes), note)


def _namesake_note(namesakes: Sequence[Membership]) -> str:
    if not namesakes:
        return ""
    return _("Somebody of this name is here already, under another address or none.")


def _name_note(contact: Contact, member: Membership) -> str:
    if contact.name == member.person.name:
        return ""
    return _("Is called %(name)s here, and stays so.") % {"name": member.person.name}


def _changes(contact: Contact, member: Membership, agencies: AgencyList) -> Iterator[Change]:
    """Yield what else than roles would change. An empty cell changes nothing."""
    agency = agencies.find(contact)
    if contact.agency and (agency is None or agency.pk != member.agency_id):
        before = member.agency.name if member.agency else ""
        after = agency.name if agency else contact.agency_name
        yield Change(What.AGENCY, _if_any(before), _if_any(after))
    if contact.title and contact.title != member.title:
        yield Change(What.TITLE, _if_any(member.title), _if_any(contact.title))
    if contact.way and contact.way != member.way:
        yield Change(What.WAY, _if_any(member.way), _if_any(contact.way))


def _if_any(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _in_order(roles: Collection[Role]) -> tuple[str, ...]:
    return tuple(role.value for role in Role if role in roles)


def _new_agencies(contacts: Iterable[Contact], agencies: AgencyList) -> Iterator[NewAgency]:
    """Yield what the partnership has not, each once, an agency before its departments."""
    told: set[str] = set()
    for one in contacts:
        for part in (one.agency, one.agency_name):
            key = same_but_for_case_and_spaces(part)
            if not part or one.faults or key in agencies.by_name or key in told:
                continue
            told.add(key)
            yield NewAgency(part, one.agency if part != one.agency else "")
