"""The tables that print a scoring method: its criteria, totals, look-up, outputs and bands."""

from collections.abc import Iterable

from commonground.documents.method_words import (
    answers_words,
    band_words,
    origin_words,
    output_words,
    total_words,
)
from commonground.documents.workbooks.pages import Cell
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column
from commonground.scoring.methods import Lookup, Method, Provenance


def criteria_columns(method: Method) -> list[Column]:
    """Return the criteria with what may be answered; weights last, where there are any."""
    criteria = method.criteria
    columns = [
        Column("Criterion", [each.label for each in criteria]),
        Column("Allowed answers", [answers_words(each) for each in criteria]),
        *_origin(method, [each.provenance for each in criteria]),
    ]
    if method.is_weighted:
        columns.append(Column("Weight", [each.weight for each in criteria], Style.NUMBER))
    return columns


def total_columns(method: Method) -> list[Column]:
    """Return the groups' totals with what they combine, and how."""
    return [
        Column("Total", [group.label for group in method.groups]),
        Column("Is", [total_words(group) for group in method.groups]),
        *_origin(method, [group.provenance for group in method.groups]),
    ]


def step_columns(method: Method, lookup: Lookup) -> list[Column]:
    """Return the look-up's steps: totals, factors, and who set each."""
    factors: list[Cell] = [
        "unknown" if step.factor is None else step.factor for step in lookup.steps
    ]
    totals = [step.total for step in lookup.steps]
    return [
        Column(method.label_of(lookup.group), totals, Style.LEFT_NUMBER),
        Column(lookup.label, factors, Style.LEFT_NUMBER),
        *_origin(method, [step.provenance for step in lookup.steps]),
    ]


def output_columns(method: Method) -> list[Column]:
    """Return the outputs and ranks with what they are computed from."""
    outputs, rankings = method.outputs, method.rankings
    ranked = [f"Rank of {method.label_of(each.output)}, highest first" for each in rankings]
    purposes = ["Makes the shortlist." if each is method.primary else "" for each in rankings]
    status, words = _origin(method, [each.provenance for each in outputs])
    return [
        Column("Figure", [*(each.label for each in outputs), *(each.label for each in rankings)]),
        Column("Is", [*(output_words(method, each) for each in outputs), *ranked]),
        Column(status.heading, [*status.cells, *([""] * len(rankings))]),
        Column(words.heading, [*words.cells, *purposes]),
    ]


def band_columns(method: Method) -> list[Column]:
    """Return the bands with the range of each."""
    return [
        Column("Band", [band.label for band in method.bands]),
        Column("Is", [band_words(method, band) for band in method.bands]),
        *_origin(method, [band.provenance for band in method.bands]),
    ]


def _origin(method: Method, found: Iterable[Provenance]) -> list[Column]:
    """Return the status, and in words who set or published it where that is not the source."""
    known = list(found)
    return [
        Column("Status", [each.status.value for each in known]),
        Column("Set by, or note", [origin_words(method, each) for each in known]),
    ]
