"""Tells the sentences of the packages that know no language but English in the reader's own."""

from django.utils.translation import gettext, ngettext

from commonground.documents.reading.files.tables import beside_row
from commonground.errors import BadInput
from commonground.sentences import Counted, Sentence


def tell(text: str) -> str:
    """Return a sentence in the reader's language, whatever it is made of too; other text as it is.

    To be called where it is shown: what is kept or compared stays as it is in English.
    """
    if not isinstance(text, Sentence):
        return text
    if isinstance(text, Counted):
        template = ngettext(text.one, text.many, text.number)
    else:
        template = gettext(text.template)
    return template % {name: tell(value) for name, value in text.values.items()}


def told_beside_row(fault: str) -> str:
    """Return a fault as it reads beside its row: without the file and the row."""
    return capitalised(tell(beside_row(fault)))


def faults_told(refused: BadInput) -> tuple[str, ...]:
    """Return what is to be mended, in the reader's language."""
    return tuple(map(tell, refused.faults))


def capitalised(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]
