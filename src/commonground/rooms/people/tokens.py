"""The secret parts: of a personal link, signed to tell damage from a guess, and of a token."""

import secrets
from hashlib import sha256

from django.core import signing

_SALT = "commonground.people.personal-link"


def new_token() -> str:
    """Return a secret that goes into one e-mail and is stored nowhere."""
    return signing.Signer(salt=_SALT, sep=".").sign(secrets.token_urlsafe(24))


def new_api_token() -> str:
    """Return a secret that is shown once and stored nowhere, and says by its look what it is."""
    return f"cg_{secrets.token_urlsafe(32)}"


def hash_of(token: str) -> str:
    """Return what is stored of a token: nothing that it could be made from again."""
    return sha256(token.encode()).hexdigest()


def is_whole(token: str) -> bool:
    """Return whether a token is as this installation made it, letter for letter."""
    try:
        signing.Signer(salt=_SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return False
    return True
