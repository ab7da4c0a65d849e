"""Prints an action plan in the form of the Home Office's deck, with how each action stands below.

Under each strand stands a table: Recommendation, Milestone, Ownership, Review. What is said twice,
such as an action in the words of its recommendation, is printed once. Nobody's name is printed:
owners are agencies and roles, which outlast people.
"""

from collections.abc import Iterable, Iterator

from commonground.documents.contents import (
    Block,
    Column,
    Document,
    Layout,
    Section,
    Table,
)
from commonground.documents.contents.audiences import highest
from commonground.documents.contents.walking import plain_text
from commonground.documents.plan.plans import (
    Action,
    Milestone,
    Plan,
    Recommendation,
    Standing,
    Strand,
)
from commonground.documents.words import day, month

DECK_COLUMNS = (
    Column("Recommendation", width=10),
    Column("Milestone", width=10),
    Column("Ownership", width=7),
    Column("Review", width=3),
)
_STANDING_COLUMNS = (
    Column("Action", width=2),
    Column("What", width=10),
    Column("For", width=2),
    Column("Lead", width=6),
    Column("Status", width=3),
    Column("Due", width=4),
    Column("Reason", width=7),
)
_MEASURE_COLUMNS = (
    Column("Action", width=2),
    Column("Measure", width=8),
    Column("Kind", width=3),
    Column("Unit", width=5),
    Column("Baseline", width=4),
    Column("Target", width=4),
    Column("Latest reading", width=4),
)
_ENDED_COLUMNS = (
    Column("Recommendation", width=10),
    Column("Strand", width=3),
    Column("Standing", width=3),
    Column("Why", width=8),
)
NO_ACTION, NOBODY, NO_DATE = "No action yet", "Nobody yet", "Not set"
NOT_SHOWN = "Not shown here"


def printed(plan: Plan) -> Document:
    """Return a plan as a document on pages that lie on their side."""
    strands = tuple(_strand(one, plan.marking) for one in plan.strands)
    further = tuple(
        Section(table.id, heading, (table,))
        for heading, table in (
            ("Actions", _standing(plan)),
            ("Measures", _measures(plan)),
            ("Recommendations that no longer stand", _ended(plan)),
        )
        if table is not None
    )
    sections = [Section("plan", "The plan", (), strands)]
    if further:
        sections.append(Section("how-it-stands", "How it stands", (), further))
    return Document(
        id=plan.id,
        title=plan.name,
        partnership=plan.partnership,
        version=f"As it stood on {day(plan.as_of)}",
        author=plan.author,
        date=plan.as_of,
        marking=highest([plan.marking, *_markings(plan)]),
        language=plan.language,
        details=plan.details,
        sections=tuple(sections),
        layout=Layout.LYING,
    )


def deck_rows(recommendation: Recommendation) -> Iterator[tuple[str, ...]]:
    """Yield a recommendation's rows of the deck's table: one for each of its actions."""
    for one in recommendation.actions:
        yield (recommendation.text, _steps(recommendation, one), _owners(one), _review(one))
    if recommendation.actions:
        return
    if recommendation.hides_actions:
        yield (recommendation.text, *[NOT_SHOWN] * 3)
    else:
        yield (recommendation.text, NO_ACTION, NOBODY, NO_DATE)


def _strand(strand: Strand, marking: str) -> Section:
    name = strand.label.casefold().replace(" ", "-")
    return Section(f"strand-{name}", strand.label, tuple(_deck_blocks(name, strand, marking)))


def _deck_blocks(name: str, strand: Strand, marking: str) -> Iterator[Block]:
    """Yield the strand's table, under its meaning: a caption never parts from its table."""
    stand = _open(strand)
    if not stand:
        yield plain_text(f"{name}-meaning", strand.meaning, marking)
        said = f"There is no recommendation under {strand.label}."
        if strand.hides_recommendations:
            said = f"No recommendation under {strand.label} is shown here."
        yield plain_text(f"{name}-none", said, marking)
        return
    rows = tuple(row for one in stand for row in deck_rows(one))
    marked = highest([marking, *(mark for one in stand for mark in _marked(one))])
    yield Table(f"deck-{name}", strand.meaning, DECK_COLUMNS, rows, marked)


def _open(strand: Strand) -> list[Recommendation]:
    return [one for one in strand.recommendations if one.standing is Standing.OPEN]


def _steps(recommendation: Recommendation, action: Action) -> str:
    """Return an action and its milestones, a line each, without what is said already."""
    steps = [_step(one) for one in action.milestones]
    said = {_key(recommendation.text), *(_key(one.text) for one in action.milestones)}
    first = [] if steps and _key(action.text) in said else [action.text]
    return "\n".join([*first, *steps])


def _step(one: Milestone) -> str:
    if one.done_on is not None:
        return f"{one.text} (done {day(one.done_on)})"
    if one.due_on is None or month(one.due_on).casefold() in one.text.casefold():
        return one.text
    return f"{one.text} (by {day(one.due_on)})"


def _key(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _owners(action: Action) -> str:
    return ", ".join(action.owners) or NOBODY


def _review(action: Action) -> str:
    """Return the month of the next review; what has ended is not reviewed, and says how it did."""
    if not action.is_live:
        return action.status
    return month(action.review_on) if action.review_on else NO_DATE


def _standing(plan: Plan) -> Table | None:
    found = _each_once(plan)
    rows = tuple(
        (
            one.ref,
            one.text,
            ", ".join(refs),
            _lead(one),
            one.status,
            day(one.due_on) if one.due_on else NO_DATE,
            one.reason,
        )
        for one, refs in found
    )
    caption = f"Every action as it stood on {day(plan.as_of)}"
    return _table("standing", caption, _STANDING_COLUMNS, rows, _highest_of(plan, found))


def _lead(action: Action) -> str:
    if not action.is_led:
        return NOBODY
    return ": ".join(filter(None, (action.owners[0], action.lead_role)))


def _measures(plan: Plan) -> Table | None:
    found = [(one, refs) for one, refs in _each_once(plan) if one.measures]
    rows = tuple(
        (action.ref, one.name, one.kind, one.unit, one.baseline, one.target, one.latest)
        for action, _refs in found
        for one in action.measures
    )
    caption = "What is counted to see whether the actions work"
    return _table("measures", caption, _MEASURE_COLUMNS, rows, _highest_of(plan, found))


def _ended(plan: Plan) -> Table | None:
    found = [
        (strand, one)
        for strand in plan.strands
        for one in strand.recommendations
        if one.standing is not Standing.OPEN
    ]
    rows = tuple(
        (one.text, strand.label, one.standing.capitalize(), one.reason) for strand, one in found
    )
    marking = highest([plan.marking, *(one.marking for _strand, one in found)])
    return _table("ended", "Closed and withdrawn", _ENDED_COLUMNS, rows, marking)


def _each_once(plan: Plan) -> list[tuple[Action, list[str]]]:
    """Return every action once, by its number, with what it is for."""
    found: dict[str, tuple[Action, list[str]]] = {}
    for strand in plan.strands:
        for one in _open(strand):
            for action in one.actions:
                found.setdefault(action.ref, (action, []))[1].append(one.ref)
    return sorted(found.values(), key=lambda each: (len(each[0].ref), each[0].ref))


def _highest_of(plan: Plan, found: Iterable[tuple[Action, list[str]]]) -> str:
    return highest([plan.marking, *(one.marking for one, _refs in found)])


def _table(
    name: str, caption: str, columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...],
    marking: str,
) -> Table | None:  # fmt: skip
    return Table(name, caption, columns, rows, marking) if rows else None


def _markings(plan: Plan) -> Iterator[str]:
    for strand in plan.strands:
        for one in strand.recommendations:
            yield from _marked(one)


def _marked(recommendation: Recommendation) -> Iterator[str]:
    yield recommendation.marking
    yield from (one.marking for one in recommendation.actions)
