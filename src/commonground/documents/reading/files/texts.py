"""What a cell says: how names compare, what a failed formula shows, and how messages quote it."""

import re

_MOST_SHOWN = 60
_SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015]+")
_FORMULA_ERROR = re.compile(
    r"#(DIV/0!|N/A|REF!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|PYTHON!|EXTERNAL!|DATA!|GETTING_DATA)|Err:\d{3}",
    re.ASCII,
)


def column_letter(column: int) -> str:
    """Return the letters Excel puts above the column at `column`, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16_383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    left = column + 1
    while left:
        left, at = divmod(left - 1, 26)
        letters = chr(ord("A") + at) + letters
    return letters


def same_name(text: str) -> str:
    """Return what two spellings of one name share: no case; spaces, `_` and `-` are alike.

    >>> same_name("Total_Harm") == same_name(" total  harm") == same_name("TOTAL-HARM")
    True
    """
    return _SEPARATORS.sub(" ", text).strip().casefold()


def is_formula_error(text: str) -> bool:
    """Say whether a cell's text is what a spreadsheet shows where a formula failed."""
    return text.startswith(("#", "Err:")) and bool(_FORMULA_ERROR.fullmatch(text))


def shown(text: str) -> str:
    """Return a cell's text for a message: quoted, on one line and not too long."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return f'"{line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 3] + "..."}"'
