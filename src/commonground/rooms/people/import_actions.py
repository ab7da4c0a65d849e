"""Writes an import of contacts: all of it, or none of it."""

from collections.abc import Sequence

from django.utils import timezone

from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.errors import BadInput
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.people.actions import add_agency
from commonground.rooms.people.comparing import ComparedRow, Comparison, Outcome, compare
from commonground.rooms.people.importing import Contact
from commonground.rooms.people.member_actions import add_member, change_member, give_role
from commonground.rooms.people.models import Agency
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
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    now = compare(by, contacts)
    if now.faults:
        raise BadInput(now.faults)
    if now.is_done:
        return now
    if now.digest != seen:
        raise NoLongerSo(now)
    agencies = _with_new_ones(by, now)
    for row in now.rows:
        _write(by, row, agencies)
    return now


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


def _write(by: Seat, row: ComparedRow, agencies: dict[str, Agency]) -> None:
    contact, member = row.contact, row.member
    agency = agencies.get(same_but_for_case_and_spaces(contact.agency_name))
    if row.outcome is Outcome.NEW:
        add_member(
            by=by, name=contact.name, email=contact.email or None, agency=agency,
            title=contact.title, way=contact.way, roles=frozenset(row.to_give),
        )  # fmt: skip
    elif row.outcome is Outcome.CHANGED and member is not None:
        change_member(
            by=by, member=member, version=member.version, agency=agency or member.agency,
            title=contact.title or member.title, way=contact.way or member.way,
        )  # fmt: skip
        for role in row.to_give:
            give_role(by=by, member=member, role=role, since=timezone.localdate())
