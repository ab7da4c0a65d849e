"""A document as text that is kept for good, and back: what was signed is what is read in a year."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from commonground.documents.contents.parts import Document
from commonground.scoring.digests import text_digest


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Document)


def text_of(document: Document) -> str:
    """Return a document as JSON, always the same for the same document."""
    return _adapter().dump_json(document).decode()


def document_in(text: str) -> Document:
    """Return the document that a text was made of."""
    found: Document = _adapter().validate_json(text)
    return found


def digest_of(text: str) -> str:
    """Return the SHA-256 of a document's text, in hexadecimal."""
    return text_digest(text)
