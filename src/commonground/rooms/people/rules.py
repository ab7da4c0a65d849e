"""Which role may do what here: one table, which `may_do` asks and `check_may_do` insists on."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed, refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_AGENCIES = _noop("see the agencies")
    SEE_PEOPLE = _noop("see who is in the partnership")
    EDIT_PARTNERSHIP = _noop("change the partnership")
    EDIT_AGENCIES = _noop("change agencies")
    EDIT_PEOPLE = _noop("change people and their roles")
    INVITE = _noop("send or withdraw personal links")
    READ_AUDIT = _noop("read the audit")
    HOLD_TOKENS = _noop("make tokens for programs")


INVENTED = ".invalid"
"""How the address of somebody invented ends: no real one can."""

EVERYBODY = frozenset(Role)
ALLOWED = {
    Verb.SEE_AGENCIES: EVERYBODY,
    Verb.SEE_PEOPLE: frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER}),
    Verb.EDIT_PARTNERSHIP: frozenset({Role.ANALYST, Role.CHAIR}),
    Verb.EDIT_AGENCIES: frozenset({Role.ANALYST}),
    Verb.EDIT_PEOPLE: frozenset({Role.ANALYST}),
    Verb.INVITE: frozenset({Role.ANALYST}),
    Verb.READ_AUDIT: frozenset({Role.ANALYST, Role.CHAIR, Role.OVERSEER}),
    # whoever holds one: a token may never do more than they may themselves
    Verb.HOLD_TOKENS: EVERYBODY,
}
"""The roles that may, by verb; a test proves that every verb is here."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether somebody may make a partnership."""

    is_operator: bool
    is_sign_up_open: bool
    is_first: bool
    """Whether there is no partnership yet but the demo."""


def may_make_partnership(standing: Standing) -> bool:
    """Return whether somebody may: who runs the installation, or anybody while it is open."""
    return standing.is_operator or standing.is_sign_up_open or standing.is_first


def check_may_make_partnership(standing: Standing) -> None:
    """Raise NotAllowed unless somebody may make a partnership."""
    if not may_make_partnership(standing):
        raise NotAllowed(_("Ask whoever runs this installation to make the partnership."))


def may_have_address(email: str | None, *, in_demo: bool) -> bool:
    """Return whether somebody may be added with an address: in the demo, an invented one alone.

    Whoever looks round is its analyst, and would otherwise learn who is on this installation.
    """
    return not (in_demo and email) or email.lower().endswith(INVENTED)
