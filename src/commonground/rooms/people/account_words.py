"""What the sign-in library says where it refuses, in our words: what happened, and what to do."""

from django.utils.translation import gettext_lazy as _

ACCOUNT = {
    "account_inactive": _("This account is switched off. Ask whoever runs this installation."),
    "email_password_mismatch": _("The e-mail address or the password is wrong. Try again."),
    "invalid_login": _("The e-mail address or the password is wrong. Try again."),
    "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    "enter_current_password": _("This is not the password that you have now."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This code is wrong or has run out. Enter the one that is shown now."),
    "invalid_or_expired_key": _("This link cannot be used any more."),
    "invalid_password_reset": _("This link cannot be used any more."),
    "duplicate_email": _("This is your e-mail address already."),
    "same_as_current": _("This is what you have already. Enter another."),
    "email_taken": _("Another account has this e-mail address."),
    "unknown_email": _("No account has this e-mail address."),
    "unverified_primary_email": _("Show first that your address is yours."),
    "cannot_remove_primary_email": _("This is your e-mail address here and cannot be removed."),
    "select_only_one": _("Choose only one."),
}

SECOND_STEP = {
    "incorrect_code": ACCOUNT["incorrect_code"],
    "add_email_blocked": _("Remove your second step first; add it again with the new address."),
    "cannot_delete_authenticator": _("Your second step cannot be removed."),
    "cannot_generate_recovery_codes": _("Add an authenticator app or a passkey first."),
    "unverified_email": ACCOUNT["unverified_primary_email"],
}

ORGANISATION = {
    "email_taken": _(
        "An account has this address already. Sign in to it, then connect your %s sign-in there."
    ),
    "invalid_token": _("Your organisation's answer could not be used. Try again."),
    "no_password": _("Choose a password first, or you could not sign in any more."),
    "no_verified_email": _("Show first that your address is yours."),
    "disconnect_last": _("This is your only way to sign in. Choose a password first."),
    "connected_other": _("That sign-in belongs to another account."),
}
