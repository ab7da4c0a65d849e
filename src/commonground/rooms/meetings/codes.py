"""The code by which a room joins a meeting: short, and never misread from a screen."""

import secrets

LETTERS = "BCDFGHJKMNPQRTVWXYZ"
"""No vowels, so that no code is a word; and none that is taken for another: I, L, O, S, U."""
LENGTH = 6


def new_code() -> str:
    """Return a code that nobody can guess in the length of a meeting: one of 47 million."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def read_code(typed: str) -> str:
    """Return a code as somebody typed it, in whatever case and with whatever between the letters.

    Empty where it cannot be a code.
    """
    letters = "".join(one for one in typed.upper() if one.isalnum())
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else ""


def spaced(code: str) -> str:
    """Return a code as it is read out: in two halves."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
