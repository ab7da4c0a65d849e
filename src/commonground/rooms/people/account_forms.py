"""The sign-in library's forms, with our words on their fields."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _(
    "At least 12 characters. Three words that have nothing to do with each other are good and "
    "easy to remember."
)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        _name(self, password=_("Password"))


class SignupForm(account.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, email=_("E-mail address"), password1=_("Password"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, oldpassword=_("Password that you have now"), **NEW_PASSWORD)


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, **NEW_PASSWORD)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, email=_("E-mail address"))


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, **NEW_PASSWORD)


class ConfirmPasswordForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, password=_("Password"))


class SecondStepForm(mfa.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, code=_("Code"))


class ConfirmCodeForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, code=_("Code"))


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, code=_("Code that the app shows"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            name=_("What you call it"),
            passwordless=_("Sign in with it alone, without the password"),
        )
        self.fields["name"].help_text = _("For example, work phone")
        self.fields["passwordless"].help_text = _(
            "It will ask for your fingerprint, your face or a PIN."
        )


class RenamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, name=_("What you call it"))


NEW_PASSWORD: dict[str, Any] = {
    "password1": _("New password"),
    "password2": _("New password again"),
}


def _name(form: Any, **labels: Any) -> None:
    """Put labels on fields; a new password says what is asked of it."""
    for name, label in labels.items():
        form.fields[name].label = label
    if "password1" in labels:
        form.fields["password1"].help_text = PASSWORD_HINT
