"""Edits a Word file as somebody with a word processor would, for tests."""

import io
from collections.abc import Mapping

import docx
from docx.oxml.ns import qn


def edited(held: bytes, changes: Mapping[str, str]) -> bytes:
    """Return a Word file with some of its words typed over; each must stand in one run of it.

    What people write stands in content controls, which python-docx itself walks past.
    """
    document = docx.Document(io.BytesIO(held))
    left = dict(changes)
    for one in document.element.body.iter(qn("w:t")):
        for before in [each for each in left if each in (one.text or "")]:
            one.text = one.text.replace(before, left.pop(before))
    assert not left
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
