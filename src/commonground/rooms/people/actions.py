"""Every write to partnerships and agencies. Members' are in `member_actions`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import Actor, action, facts, record
from commonground.rooms.people.access import Seat, check_here
from commonground.rooms.people.models import (
    Agency,
    HeldRole,
    Membership,
    Partnership,
    Person,
    RoleName,
)
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb, check_may_do


@action
def make_partnership(
    *, by: Person, name: str, area: str, board_kind: str, is_demo: bool = False
) -> Partnership:
    """Make a partnership with its maker as the analyst."""
    partnership = Partnership.objects.create(
        name=name, area=area, board_kind=board_kind, is_demo=is_demo
    )
    member = Membership.objects.create(partnership=partnership, person=by)
    held = HeldRole.objects.create(membership=member, role=Role.ANALYST, since=timezone.localdate())
    for about, verb in ((partnership, "made"), (member, "added"), (held, "gave")):
        record(
            partnership_id=partnership.pk, by=Actor.person(by.pk), verb=verb, about=about,
            after=facts(about),
        )  # fmt: skip
    return partnership


@action
def change_partnership(
    *,
    by: Seat,
    version: int,
    name: str,
    area: str,
    board_kind: str,
    chair: Membership | None,
    police_lead: Membership | None,
) -> Partnership:
    """Change what a partnership is called and who leads it; ChangedMeanwhile if another did."""
    check_may_do(by.roles, Verb.EDIT_PARTNERSHIP)
    for member in (chair, police_lead):
        check_here(by, member)
    partnership = Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    before = facts(partnership)
    partnership.name, partnership.area, partnership.board_kind = name, area, board_kind
    partnership.chair, partnership.police_lead = chair, police_lead
    save_changes(
        partnership, version=version, before=before, partnership_id=partnership.pk, by=by.actor
    )
    return partnership


@action
def name_roles(*, by: Seat, names: dict[Role, str]) -> None:
    """Set what the partnership calls each role; an empty name goes back to the product's word."""
    check_may_do(by.roles, Verb.EDIT_PARTNERSHIP)
    held = {
        Role(one.role): one
        for one in RoleName.objects.select_for_update().filter(partnership=by.partnership)
    }
    for role, name in names.items():
        one = held.get(role) or RoleName(partnership=by.partnership, role=role)
        if one.name == name:
            continue
        before = None if one._state.adding else facts(one)
        one.name = name
        one.save()
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb="named", about=one,
            before=before, after=facts(one),
        )  # fmt: skip


@action
def add_agency(
    *, by: Seat, name: str, parent: Agency | None = None, counts_as: Agency | None = None
) -> Agency:
    """Add an agency or a department; BadInput where the name is taken or the map makes a chain."""
    check_may_do(by.roles, Verb.EDIT_AGENCIES)
    agency = Agency(partnership=by.partnership, name=name, parent=parent, counts_as=counts_as)
    _check_agency(agency)
    with _named_once(agency):
        agency.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="added", about=agency,
        after=facts(agency),
    )  # fmt: skip
    return agency


@action
def change_agency(
    *,
    by: Seat,
    agency: Agency,
    version: int,
    name: str,
    parent: Agency | None,
    counts_as: Agency | None,
) -> Agency:
    """Change an agency; ChangedMeanwhile where somebody else did after `version` was read."""
    check_may_do(by.roles, Verb.EDIT_AGENCIES)
    current = Agency.objects.select_for_update().get(pk=agency.pk, partnership=by.partnership)
    before = facts(current)
    current.name, current.parent, current.counts_as = name, parent, counts_as
    _check_agency(current)
    with _named_once(current):
        save_changes(
            current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
        )
    return current


def _check_agency(agency: Agency) -> None:
    for named in (agency.parent, agency.counts_as):
        if named is not None and named.partnership_id != agency.partnership_id:
            raise BadInput(_("Choose an agency of this partnership."))
    if _is_under(agency.parent, agency):
        raise BadInput(_("%(name)s cannot be part of itself.") % {"name": agency.name})
    if agency.counts_as == agency:
        agency.counts_as = None
    if agency.counts_as is not None and agency.counts_as.counts_as_id is not None:
        raise BadInput(
            _("%(name)s itself counts as another agency; choose that one.")
            % {"name": agency.counts_as.name}
        )
    if agency.counts_as is not None and agency.counted.exists():
        raise BadInput(
            _("Other agencies count as %(name)s, so it must count as itself.")
            % {"name": agency.name}
        )


def _is_under(parent: Agency | None, agency: Agency) -> bool:
    while parent is not None:
        if parent.pk == agency.pk:
            return True
        parent = parent.parent
    return False


@contextmanager
def _named_once(agency: Agency) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        raise BadInput(
            _("There is already an agency called %(name)s.") % {"name": agency.name}
        ) from refused
