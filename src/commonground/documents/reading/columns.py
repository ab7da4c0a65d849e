"""Finds the columns of a table that a reader needs, by id or label in any case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import same_name, shown
from commonground.errors import refuse
from commonground.scoring.methods import Criterion, Method
from commonground.sentences import say, with_and, with_or

_MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column to look for: what it is called in messages, and the labels it may have."""

    id: str
    labels: tuple[str, ...]
    is_required: bool = True


def required(*labels: str) -> tuple[Wanted, ...]:
    """Return columns that a table must have, with one label each."""
    return tuple(Wanted(label, (label,)) for label in labels)


def optional(*labels: str) -> tuple[Wanted, ...]:
    """Return columns that a table may have, with one label each."""
    return tuple(Wanted(label, (label,), is_required=False) for label in labels)


def criteria_columns(method: Method) -> tuple[Wanted, ...]:
    """Return a required column for each criterion, by its id or its label."""
    return tuple(Wanted(each.id, (each.id, each.label)) for each in method.criteria)


def computed_columns(method: Method) -> tuple[Wanted, ...]:
    """Return an optional column for each figure the method computes, by its id or its label."""
    return tuple(
        Wanted(name, (name, method.label_of(name)), is_required=False)
        for name in method.computed_ids()
    )


def criteria_by_name(method: Method) -> dict[str, Criterion]:
    """Return each criterion by what its id and its label are compared by; an id goes first."""
    by_label = {same_name(criterion.label): criterion for criterion in method.criteria}
    return by_label | {same_name(criterion.id): criterion for criterion in method.criteria}


def find_columns(table: Table, wanted: Sequence[Wanted]) -> dict[str, int]:
    """Return the place of each wanted column that is there, by id.

    Raises BadInput where a required one is missing, and where two columns answer to one.
    """
    places = {same_name(label): at for at, label in enumerate(table.header) if label}
    found = {each.id: _places(places, each) for each in wanted}
    refuse([*_missing(table, wanted, found), *_doubled(table, wanted, found)])
    return {name: at[0] for name, at in found.items() if at}


def has_columns(table: Table, *labels: str) -> bool:
    """Say whether the table has a column for each of these labels."""
    places = {same_name(label) for label in table.header}
    return all(same_name(label) in places for label in labels)


def other_columns(table: Table, found: Mapping[str, int]) -> tuple[int, ...]:
    """Return the places of the labelled columns that were not looked for, in order."""
    used = set(found.values())
    return tuple(at for at, label in enumerate(table.header) if label and at not in used)


def _places(places: Mapping[str, int], wanted: Wanted) -> tuple[int, ...]:
    names = dict.fromkeys(map(same_name, wanted.labels))
    return tuple(places[name] for name in names if name in places)


def _missing(
    table: Table, wanted: Sequence[Wanted], found: Mapping[str, tuple[int, ...]]
) -> Iterator[str]:
    for each in wanted:
        if each.is_required and not found[each.id]:
            yield say(
                "%(place)s has no column %(names)s; its columns are %(there)s.",
                place=table.where(table.header_row),
                names=with_or(map(shown, dict.fromkeys(each.labels))),
                there=quoted(table.header),
            )


def _doubled(
    table: Table, wanted: Sequence[Wanted], found: Mapping[str, tuple[int, ...]]
) -> Iterator[str]:
    for each in wanted:
        if len(found[each.id]) > 1:
            yield say(
                "%(place)s: %(columns)s both stand for %(name)s; expected one of them.",
                place=table.where(table.header_row),
                columns=with_and(table.column(at) for at in found[each.id]),
                name=shown(each.id),
            )


def quoted(names: Sequence[str]) -> str:
    """Return names for a message, quoted, and at most forty of them."""
    texts = [shown(name) for name in names if name]
    more = len(texts) - _MOST_LISTED
    some = ", ".join(texts[:_MOST_LISTED])
    return say("%(names)s and %(more)s more", names=some, more=f"{more:,}") if more > 0 else some
