"""Text that a spreadsheet would run as a formula, made harmless on the way out and restored."""

import re

_FORMULA_LIKE = re.compile(r"'*[=+\-@\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def neutralised(text: str) -> str:
    """Return `text` so that no spreadsheet program takes it for a formula.

    An apostrophe is put before text that starts with `=`, `+`, `-`, `@`, a tab or a line break,
    and before text that already starts with such an apostrophe, so that `restored` gives back
    exactly what went in. A plain number such as -3 is left alone.

    >>> neutralised("=1+1"), neutralised("-3"), neutralised("- up since May")
    ("'=1+1", '-3', "'- up since May")
    """
    if _FORMULA_LIKE.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def restored(text: str) -> str:
    """Return `text` without the apostrophe that `neutralised` puts before it.

    >>> restored("'=1+1"), restored("'twas"), restored("=1+1")
    ('=1+1', "'twas", '=1+1')
    """
    if text.startswith("'") and _FORMULA_LIKE.match(text, 1):
        return text[1:]
    return text
