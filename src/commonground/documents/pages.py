"""Writes a document as one self-contained, accessible web page that opens offline."""

from commonground.documents.contents import Document
from commonground.documents.contents.walking import (
    address_of,
    as_run,
    control_rows,
    groups,
    labelled,
    shown,
)
from commonground.documents.html_pages import templates
from commonground.documents.markings import check_marking
from commonground.documents.words import day


def write(document: Document) -> str:
    """Return the document as a whole html page, whose charts are drawings within it.

    The page needs nothing but itself: no script, no font, no picture from elsewhere. Raises
    BadInput for a marking that this product may not carry.
    """
    check_marking(document.marking)
    return (
        templates()
        .get_template("document.html")
        .render(
            title=document.title,
            marking=document.marking,
            language=document.language,
            layout=document.layout.value,
            document=document,
            day=day(document.date),
            facts=[{"label": label, "text": text} for label, text in control_rows(document)],
            parts=list(labelled(document)),
            groups=groups,
            address_of=address_of,
            as_run=as_run,
            shown=shown,
        )
    )
