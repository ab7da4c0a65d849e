"""What the sign-in library tells of accounts, put into the record.

Signals are allowed here alone: what the library's own pages do, it tells in no other way.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as organisation
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from commonground.rooms.people.access import person_with
from commonground.rooms.people.account_actions import record_of_own, record_of_stranger
from commonground.rooms.people.models import Person

Told = Any
"""What else a signal carries, its sender among it."""


@receiver(account.user_logged_in)
def signed_in(user: Person, **_told: Told) -> None:
    record_of_own(person=user, verb="signed in as")


@receiver(user_logged_out)
def signed_out(user: Person | None, **_told: Told) -> None:
    if user is not None:
        record_of_own(person=user, verb="signed out as")


@receiver(user_login_failed)
def not_let_in(credentials: dict[str, str], **_told: Told) -> None:
    """Record each try that the limit let through; the limit holds their number down."""
    email = credentials.get("email")
    person = person_with(email) if email else None
    record_of_stranger(person=person, verb="failed to sign in as")


@receiver(mfa.authentication_failed)
def second_step_failed(user: Person, **_told: Told) -> None:
    record_of_stranger(person=user, verb="failed the second step as")


@receiver(account.password_set)
def password_set(user: Person, **_told: Told) -> None:
    record_of_own(person=user, verb="set a password for")


@receiver(account.password_changed)
def password_changed(user: Person, **_told: Told) -> None:
    record_of_own(person=user, verb="changed the password of")


@receiver(account.password_reset)
def password_reset(user: Person, **_told: Told) -> None:
    record_of_own(person=user, verb="reset the password of")


@receiver(account.email_changed)
def address_changed(
    user: Person, from_email_address: Told, to_email_address: Told, **_told: Told
) -> None:
    before = {"email": from_email_address.email} if from_email_address else None
    after = {"email": to_email_address.email}
    record_of_own(person=user, verb="changed the address of", before=before, after=after)


@receiver(mfa.authenticator_added)
def second_step_added(user: Person, authenticator: Told, **_told: Told) -> None:
    after = {"kind": authenticator.type}
    record_of_own(person=user, verb="added a second step to", after=after)


@receiver(mfa.authenticator_removed)
def second_step_removed(user: Person, authenticator: Told, **_told: Told) -> None:
    before = {"kind": authenticator.type}
    record_of_own(person=user, verb="removed a second step from", before=before)


@receiver(mfa.authenticator_reset)
def recovery_codes_made(user: Person, **_told: Told) -> None:
    record_of_own(person=user, verb="made new recovery codes for")


@receiver(organisation.social_account_added)
def organisation_connected(sociallogin: Told, **_told: Told) -> None:
    verb = "connected the organisation's sign-in to"
    record_of_own(person=sociallogin.user, verb=verb)


@receiver(organisation.social_account_removed)
def organisation_disconnected(socialaccount: Told, **_told: Told) -> None:
    verb = "disconnected the organisation's sign-in from"
    record_of_own(person=socialaccount.user, verb=verb)
