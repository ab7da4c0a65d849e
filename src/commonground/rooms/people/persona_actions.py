"""People to look round the demo as, one for each role, on somebody's own machine alone."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from commonground.rooms.audit.recording import SYSTEM, action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.demo_actions import look_round
from commonground.rooms.people.member_actions import add_member
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.people.roles import Role


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody invented, who holds one role in the demo."""

    role: Role
    name: str

    @property
    def email(self) -> str:
        """An address that can never be anybody's."""
        return f"{self.role.value.replace('_', '-')}@example.invalid"


PERSONAS = tuple(
    Persona(role, f"{role.label} (invented)")
    for role in (
        Role.ANALYST,
        Role.CHAIR,
        Role.MEMBER,
        Role.OVERSEER,
        Role.ASSESSOR,
        Role.ACTION_OWNER,
    )
)
"""The analyst first, who makes the demo."""


def is_empty() -> bool:
    """Return whether the installation holds neither people nor partnerships."""
    return not (Person.objects.exists() or Partnership.objects.exists())


def are_here() -> bool:
    """Return whether the personas were made on this installation."""
    return Person.objects.filter(email=PERSONAS[0].email).exists()


@action
def make_personas(*, password: str) -> None:
    """Make the demo and its personas, who all sign in with one password."""
    first, *others = PERSONAS
    analyst = Person.objects.create(name=first.name, email=first.email)
    record(partnership_id=None, by=SYSTEM, verb="added", about=analyst, after=facts(analyst))
    demo = look_round(by=analyst)
    seat = Seat(analyst, demo, frozenset({Role.ANALYST}))
    for one in others:
        add_member(by=seat, name=one.name, email=one.email, roles=frozenset({one.role}))
    let_in(password=password)


@action
def let_in(*, password: str) -> None:
    """Let the personas sign in with a password."""
    _set_password(make_password(password), "let in")


@action
def shut_out() -> None:
    """Let no persona sign in, and end their sessions; done twice, it does nothing."""
    if any(person.has_usable_password() for person in _personas()):
        _set_password(make_password(None), "shut out")


def _set_password(hashed: str, verb: str) -> None:
    for person in _personas():
        person.password = hashed
        person.save(update_fields=["password"])
        record(partnership_id=None, by=SYSTEM, verb=verb, about=person)


def _personas() -> list[Person]:
    emails = [one.email for one in PERSONAS]
    return list(Person.objects.select_for_update().filter(email__in=emails).order_by("email"))
