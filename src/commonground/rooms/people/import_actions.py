"""Writes an import of contacts: all of it, or none of it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.errors import BadInput
from commonground.rooms.audit.recording import Deed, action, facts, record_all
from commonground.rooms.objects import update_all
from commonground.rooms.people.access import Seat
from commonground.rooms.people.actions import add_agency
from commonground.rooms.people.comparing import ComparedRow, Comparison, Outcome, compare
from commonground.rooms.people.importing import Contact
from commonground.rooms.people.member_actions import NewMember, add_members, held_from_today
from commonground.rooms.people.models import Agency, HeldRole, Membership
from commonground.rooms.people.rules import Verb, check_may_do


class NoLongerSo(Exception):
    """What was seen in a preview is not what would be written now; nothing was."""

    def __init__(self, now: Comparison) -> None:
        self.now = now
        super().__init__("Somebody changed the people or agencies after the preview was made.")


@action
def import_contacts(*, by: Seat, contacts: Sequence[Contact], seen: str) -> Comparison:
    """Write what a preview showed, `seen` being its digest; return what was done.

    Doing it twice does nothing the second time. BadInput while a fault stands; NoLongerSo where
    the partnership has changed so that something else would be written than was seen.
    """
    check_may_do(by.roles, Verb.EDIT_PEOPLE)
    # two imports at the same moment wait for each other here, before either looks
    members = _locked_members(by)
    now = compare(by, contacts)
    if now.faults:
        raise BadInput(now.faults)
    if now.is_done:
        return now
    if now.digest != seen:
        raise NoLongerSo(now)
    agencies = _with_new_ones(by, now)
    add_members(by=by, new=[_new(row, agencies) for row in now.rows if row.outcome is Outcome.NEW])
    _change(by, [row for row in now.rows if row.outcome is Outcome.CHANGED], agencies, members)
    return now


def _locked_members(by: Seat) -> dict[UUID, Membership]:
    """Return every member as they are now, kept from others until the action ends."""
    found = Membership.objects.select_for_update().filter(partnership=by.partnership)
    return {one.pk: one for one in found.order_by("pk")}


def _with_new_ones(by: Seat, now: Comparison) -> dict[str, Agency]:
    """Return every agency by name, those that the file adds included.

    A department counts as its agency, until the board says otherwise.
    """
    found = dict(now.agencies.by_name)
    for new in now.new_agencies:
        parent = found.get(same_but_for_case_and_spaces(new.parent))
        whole = parent.speaks_as if parent else None
        made = add_agency(by=by, name=new.name, parent=parent, counts_as=whole)
        found[same_but_for_case_and_spaces(new.name)] = made
    return found


def _agency(row: ComparedRow, agencies: Mapping[str, Agency]) -> Agency | None:
    return agencies.get(same_but_for_case_and_spaces(row.contact.agency_name))


def _new(row: ComparedRow, agencies: Mapping[str, Agency]) -> NewMember:
    contact = row.contact
    return NewMember(
        contact.name, contact.email or None, _agency(row, agencies), contact.title, contact.way,
        frozenset(row.to_give),
    )  # fmt: skip


def _change(
    by: Seat,
    rows: Iterable[ComparedRow],
    agencies: Mapping[str, Agency],
    members: Mapping[UUID, Membership],
) -> None:
    """Write what the file says of members who are here. An empty cell changes nothing."""
    changed: list[Membership] = []
    given: list[HeldRole] = []
    deeds: list[Deed] = []
    for row in rows:
        if row.member is None:
            continue
        member = members[row.member.pk]
        before = facts(member)
        if agency := _agency(row, agencies):
            member.agency = agency
        member.title = row.contact.title or member.title
        member.way = row.contact.way or member.way
        if facts(member) != before:
            member.version += 1
            changed.append(member)
            deeds.append(Deed("changed", member, before, facts(member)))
        # one that begins on a later day is held already
        open_roles = {one.role for one in row.member.held_roles.all() if one.until is None}
        held = [held_from_today(member, role) for role in row.to_give if role not in open_roles]
        given += held
        deeds += [Deed("gave", one, after=facts(one)) for one in held]
    update_all(changed, ["agency", "title", "way", "version"])
    HeldRole.objects.bulk_create(given)
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)
