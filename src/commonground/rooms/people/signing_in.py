"""How people sign in here: what we change of the library that does it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonground.rooms.people import access, account_words
from commonground.rooms.people.account_actions import record_of_own
from commonground.rooms.people.member_actions import change_address, sign_up
from commonground.rooms.people.models import Person
from commonground.rooms.visible import LineField


def is_open() -> bool:
    """Return whether this installation lets anybody make an account."""
    return bool(settings.SIGN_UP == "open")


def may_sign_up() -> bool:
    """Return whether anybody may make an account now without being invited."""
    return is_open() or not access.is_anybody_here()


def sign_in_providers(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the name and the address of each organisation's sign-in that is set up."""
    providers = get_adapter().list_providers(request)
    return [(one.name, one.get_login_url(request, process="login")) for one in providers]


class NameForm(forms.Form):
    """What signing up asks beside an address and a password."""

    name = LineField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Nothing more is done: `AccountAdapter.save_user` has the name already."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Lets only the invited in, and records who made an account."""

    error_messages = {**DefaultAccountAdapter.error_messages, **account_words.ACCOUNT}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up()

    def save_user(
        self,
        request: HttpRequest,
        user: Person,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 -- the library's own signature
    ) -> Person:
        user.name = form.cleaned_data["name"]
        save = partial(super().save_user, request, user, form, commit=commit)
        return sign_up(save=save, is_open=is_open()) if commit else save()

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        save = partial(super().confirm_email, request, email_address)
        return change_address(person=email_address.user, to=email_address.email, save=save)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Speaks of second steps in our words."""

    error_messages = {**DefaultMFAAdapter.error_messages, **account_words.SECOND_STEP}

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002
        return gettext("Passkey of %(day)s") % {"day": date_format(timezone.localdate())}


class UserSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Records whose sessions are ended."""

    def end_sessions(self, sessions: Iterable[Any]) -> None:
        for one in sessions:
            record_of_own(person=one.user, verb="ended a session of")
        super().end_sessions(sessions)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in by the organisation's sign-in whom an analyst has invited, by their address."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, **account_words.ORGANISATION}

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return may_sign_up()

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        whole = " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        person.name = data.get("name") or whole or data.get("email") or ""
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        return sign_up(
            save=partial(super().save_user, request, sociallogin, form), is_open=is_open()
        )

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        # The operator chose the one provider there is; it speaks for its own people's addresses,
        # where it says they are proved: some say it in a word, and "false" is no less a word.
        return any(
            address.email == email and address.verified in (True, "true")
            for address in login.email_addresses
        )
