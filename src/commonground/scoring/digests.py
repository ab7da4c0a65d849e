"""Digests: two files, score sheets or rankings are the same where their digests are."""

import hashlib
import json

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
"""What JSON holds."""


def text_digest(text: str) -> str:
    """Return the SHA-256 of text as UTF-8, in hexadecimal.

    >>> text_digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(content: Plain) -> str:
    """Return plain content as the one text that is digested, whatever the order of its keys."""
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def digest(content: Plain) -> str:
    """Return the SHA-256 of plain content, whatever the order of its keys."""
    return text_digest(canonical(content))
