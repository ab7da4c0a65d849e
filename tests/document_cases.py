"""An invented document with everything in it that a writer must be able to write."""

import datetime
from decimal import Decimal

from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.ranks import Interval, Scale, interval_chart
from commonground.documents.contents import (
    Alignment,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    FigureKind,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    Table,
    Text,
)
from commonground.scoring.results import Band

OFFICIAL, SENSITIVE = "OFFICIAL", "OFFICIAL-SENSITIVE"
AWKWARD = "#eval(1) $x$ *b* @ref <label> \\u{41} &amp; =1+1"
SOURCE = "https://commonground.example/assessment/1/figures/rank/"


def count(number: int) -> Figure:
    """Return a count as it stands in a cell."""
    return Figure("", str(number), Decimal(number), FigureKind.COUNT)


def words(text: str, text_id: str = "words", marking: str = OFFICIAL) -> Text:
    """Return a text of one paragraph."""
    return Text(text_id, (Paragraph((Run(text),)),), marking)


def told() -> Text:
    """Return a text with each kind of paragraph and run."""
    rank = Figure("rank of Fraud", "4th", Decimal(4), FigureKind.RANK, SOURCE)
    return Text(
        "0b0c6f0e-7f3e-4a58-a4a4-0d6c3f1f4a11",
        (
            Paragraph((Run("Fraud stands "), rank, Run(", and is "), Run("hidden", strong=True))),
            Paragraph((Run("first point"),), ParagraphKind.BULLET),
            Paragraph((Run("second\npoint", emphasis=True),), ParagraphKind.BULLET),
            Paragraph((Run("step one"),), ParagraphKind.NUMBER),
            Paragraph((Run("We see it every night."),), ParagraphKind.QUOTE),
            Paragraph((Run(AWKWARD),)),
        ),
        OFFICIAL,
        revision=3,
    )


def table(rows: int = 3, table_id: str = "took-part") -> Table:
    """Return a table of counts by agency."""
    columns = (
        Column("Agency", width=4),
        Column("In a meeting", Alignment.RIGHT, FigureKind.COUNT),
        Column("Remote", Alignment.RIGHT, FigureKind.COUNT),
    )
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (f"Agency {at}", count(20 + at), count(30 + at)) for at in range(rows)
    )
    return Table(table_id, "Who took part", columns, cells, OFFICIAL, "Counted at closing.")


def wide_table() -> Table:
    """Return a table of more columns than stand on an upright page."""
    headings = (Column(f"Theme {at}", kind=FigureKind.COUNT) for at in range(11))
    columns = (Column("Issue", width=3), *headings)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"Issue {at}", *(count(at * 10 + 5) for _ in range(11))) for at in range(12)
    )
    return Table("wide", "Themes by issue", columns, rows, OFFICIAL)


def chart(chart_id: str = "ranks") -> Chart:
    """Return a chart of ranks."""
    intervals = (
        Interval("1", "Fraud <&>", Band.IN, 1, 1, 2),
        Interval("2", "Cuckooing", Band.CONTESTED, 1, 2, 5),
    )
    says = Alternative(f"chart-{chart_id}", "Ranks", "Fraud lies between ranks 1 and 2.")
    svg = interval_chart(intervals, 1, Scale(ranks=5, cut=1), says)
    return Chart(chart_id, "Ranks and ranges", says.description, svg, OFFICIAL)


def document(*blocks: Block, marking: str = SENSITIVE, title: str = "Assessment") -> Document:
    """Return a document of these blocks, or of one of everything."""
    held = blocks or (told(), table(), chart(), wide_table())
    deeper = Section("why", "Why it stands", (words("Because of harm.", "because"),))
    under = Section("priority", "Fraud", (words("One page.", "page"),), (deeper,))
    return Document(
        id="7d9d0d4e-6c3b-4b39-9b52-1f0c6a4b8f10",
        title=title,
        partnership="Larkenmere Community Safety Partnership",
        version="Version 1.2",
        author="The partnership’s analyst",
        date=datetime.date(2026, 3, 1),
        marking=marking,
        language="en-GB",
        details=(("Approved by", "The board"), ("Ranking, SHA-256", "ab" * 32)),
        sections=(Section("core", "Core messages", held, (under,)), Section("end", "Appendices")),
    )
