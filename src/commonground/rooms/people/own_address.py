"""Changing one's address; apart from `signing_in`, which the library's own forms import."""

from typing import Any

from allauth.account.forms import AddEmailForm
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonground.rooms.people.account_actions import keep_own_address


class ChangeAddressForm(AddEmailForm):  # type: ignore[misc]
    """Somebody's new address, which takes the place of theirs once it is proved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")

    def save(self, request: HttpRequest) -> EmailAddress:
        """Send a link to the new address, and leave the one they have as it is until then.

        The library drops an address that it does not know to be proved, and theirs with it, when
        another is asked for. Whoever is signed in has proved theirs, by an invitation, a reset or
        their organisation; the first account on an installation was made on the machine itself.
        """
        keep_own_address(person=self.user)
        return super().save(request)
