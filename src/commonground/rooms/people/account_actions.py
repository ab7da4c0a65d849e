"""What people do with their own account: their name, and what is recorded of all the rest."""

from allauth.account.models import EmailAddress

from commonground.rooms.audit.models import INSTALLATION, Chain
from commonground.rooms.audit.recording import (
    SOMEBODY,
    Actor,
    Facts,
    action,
    facts,
    record,
    record_of_account,
)
from commonground.rooms.people.models import Person
from commonground.rooms.refusals import ChangedMeanwhile


@action
def change_own_name(*, by: Person, version: int, name: str) -> Person:
    """Change what somebody is called, everywhere; ChangedMeanwhile where another window did."""
    current = Person.objects.select_for_update().get(pk=by.pk)
    before = facts(current)
    if current.name == name:
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    current.name, current.version = name, version + 1
    current.save(update_fields=["name", "version"])
    record_of_account(
        person=current, by=Actor.person(by.pk), verb="changed", before=before, after=facts(current)
    )
    return current


@action
def keep_own_address(*, person: Person) -> None:
    """Take the address of somebody who is signed in for proved, so that the library keeps it."""
    email = (person.email or "").lower()
    address, is_new = EmailAddress.objects.get_or_create(
        user=person, email=email, defaults={"primary": True}
    )
    if is_new or not address.verified:
        address.set_verified()
        record_of_own(person=person, verb="kept the address of", after={"email": email})


@action
def record_of_own(
    *, person: Person, verb: str, before: Facts | None = None, after: Facts | None = None
) -> None:
    """Record what somebody did with their own account."""
    record_of_account(
        person=person, by=Actor.person(person.pk), verb=verb, before=before, after=after
    )


@action
def record_of_stranger(*, person: Person | None, verb: str) -> None:
    """Record that somebody was not let in: with whose account, or with none that is known.

    Both write one entry, so that how long it takes does not tell whether an address is known.
    """
    if person is not None:
        record_of_account(person=person, by=SOMEBODY, verb=verb)
        return
    chain, _ = Chain.objects.get_or_create(id=INSTALLATION)
    verb = "failed to sign in with an unknown address to"
    record(partnership_id=None, by=SOMEBODY, verb=verb, about=chain)
