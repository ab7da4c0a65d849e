"""The columns of scores and of what the method computes from them, as live formulas."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from commonground.documents.reading.files.texts import same_name
from commonground.documents.workbooks.formulas import (
    Layout,
    MethodCells,
    figure_formulas,
    rank_formulas,
)
from commonground.documents.workbooks.pages import Formula, Page
from commonground.documents.workbooks.styles import TINTS, Style
from commonground.documents.workbooks.tables import Column
from commonground.scoring.methods import Method, OutputBand


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One issue's scores and figures, each by id."""

    scores: Mapping[str, Decimal]
    figures: Mapping[str, Decimal]
    ranks: Mapping[str, int]


def headings(method: Method, names: Iterable[str], others: Iterable[str] = ()) -> dict[str, str]:
    """Return the heading of each figure: its label, or its id where readers would confuse two.

    `others` are the headings that the sheet has besides.
    """
    labels = {name: method.label_of(name) for name in names}
    taken = Counter(map(same_name, (*labels.values(), *others)))
    return {name: label if taken[same_name(label)] == 1 else name for name, label in labels.items()}


def score_columns(
    method: Method, titles: Mapping[str, str], rows: Sequence[FigureRow]
) -> list[Column]:
    """Return a column of numbers for each criterion."""
    return [
        Column(titles[each.id], [row.scores[each.id] for row in rows], Style.NUMBER)
        for each in method.criteria
    ]


def computed_columns(
    method: Method, titles: Mapping[str, str], layout: Layout, rows: Sequence[FigureRow]
) -> dict[str, Column]:
    """Return a column of live formulas for everything the method computes, by id.

    Each formula is written with the engine's own value.
    """
    scores = {each.id: {row.scores[each.id] for row in rows} for each in method.criteria}
    formulas = figure_formulas(method, layout, scores) | rank_formulas(method, layout)
    return {
        name: Column(
            titles[name],
            [
                Formula(f"={formulas[name].format(row=number)}", _value(row, name))
                for number, row in enumerate(rows, layout.first)
            ],
            Style.COMPUTED,
        )
        for name in method.computed_ids()
    }


def _value(row: FigureRow, name: str) -> Decimal | int:
    return row.figures[name] if name in row.figures else row.ranks[name]


def layout_of(order: Sequence[str], count: int, cells: MethodCells) -> Layout:
    """Return the layout of a sheet with `count` rows under a header in its first row.

    `order` holds each column's id; columns that no formula needs may have any other text.
    """
    return Layout({name: at for at, name in enumerate(order)}, 2, count + 1, cells)


def colour_bands(page: Page, method: Method, layout: Layout) -> None:
    """Colour each figure that lies in one of the method's bands; most methods have none."""
    for output in dict.fromkeys(band.output for band in method.bands):
        bands = sorted((band for band in method.bands if band.output == output), key=_lowest)
        for at, band in enumerate(bands):
            tint = TINTS[at * (len(TINTS) - 1) // max(len(bands) - 1, 1)]
            rule = {
                "type": "cell",
                "criteria": "between",
                "minimum": float(band.lowest),
                "maximum": float(band.highest),
                "format": page.book.file.add_format({"bg_color": tint}),
            }
            column = layout.columns[output]
            page.sheet.conditional_format(layout.first - 1, column, layout.last - 1, column, rule)


def _lowest(band: OutputBand) -> Decimal:
    return band.lowest
