"""Log lines without personal data: no e-mail address, and no token of a link or program."""

import logging
import re

_MASKS = (
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "(an e-mail address)"),
    (re.compile(r"\bcg_[\w-]{20,}"), "(a token)"),
    (
        re.compile(
            r"(/link/|/score/|/take-part/|/dates/|/answer/|/calendar/|/reset/key/|/confirm-email/)[^/\s]+"
        ),
        r"\1(a token)",
    ),
)


def masked(line: str) -> str:
    """Return the line with addresses and tokens put out of sight."""
    for pattern, put_instead in _MASKS:
        line = pattern.sub(put_instead, line)
    return line


class Masked(logging.Filter):
    """Masks each line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info:
            # the text of an exception may repeat what somebody typed
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True
