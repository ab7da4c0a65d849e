"""An invented document with one of everything: it shows how a template looks with words in it."""

import datetime

from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.ranks import Interval, Scale, interval_chart
from commonground.documents.contents import (
    Alignment,
    Cell,
    Chart,
    Column,
    Document,
    Section,
    Table,
    Text,
)
from commonground.documents.contents.writing import read
from commonground.documents.markings import OFFICIAL
from commonground.scoring.results import Band

_SAID = """This document is an example. What it says and counts is invented: it shows how texts,
lists, tables and charts look in this template.

A text has **strong words** and *words set apart*.

- a point of a list
- another point, which is longer so that it may go on to a second line and show where that begins

1. the first of two steps
2. the second of two steps

> A remark that somebody made, as a quotation."""
_COLUMNS = 10
"""More than stand on an upright page: the table lies on its side."""


def example(on: datetime.date) -> Document:
    """Return a short document with every kind of heading, paragraph, table and chart."""
    deepest = Section("third", "A heading of the third level", (_text(3, "Words below it."),))
    second = Section("second", "A heading of the second level", (_table(3),), (deepest,))
    first = Section("first", "A heading of the first level", (_text(1, _SAID), _chart()), (second,))
    wide = Section("wide", "A table on its side", (_table(_COLUMNS),))
    return Document(
        id="3c9f0d64-58f0-4c07-9d4e-6a1f20a5c001",
        title="An example in your template",
        partnership="The name of the partnership",
        version="Example",
        author="Common Ground",
        date=on,
        marking=OFFICIAL,
        language="en-GB",
        details=(("What it is", "Invented, to look at the template with"),),
        sections=(first, wide),
    )


def _text(number: int, typed: str) -> Text:
    return Text(f"3c9f0d64-58f0-4c07-9d4e-{number:012}", read(typed), OFFICIAL, revision=1)


def _table(columns: int) -> Table:
    counted = tuple(Column(f"Area {at}", Alignment.RIGHT) for at in range(1, columns))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"Issue {row}", *(str(row * at) for at in range(1, columns))) for row in range(1, 6)
    )
    note = "Invented counts."
    headings = (Column("Issue", width=2), *counted)
    return Table(f"example-{columns}", "Issues by area", headings, rows, OFFICIAL, note)


def _chart() -> Chart:
    intervals = tuple(
        Interval(str(rank), f"Issue {rank}", band, low, rank, high)
        for rank, band, low, high in (
            (1, Band.IN, 1, 2),
            (2, Band.IN, 1, 3),
            (3, Band.CONTESTED, 2, 5),
            (4, Band.OUT, 3, 5),
        )
    )
    says = Alternative("example", "Ranks", "Four invented issues, and how far each could move.")
    svg = interval_chart(intervals, 3, Scale(ranks=5, cut=3), says)
    caption = "Ranks, and how far each could move"
    return Chart("example-ranks", caption, says.description, svg, OFFICIAL)
