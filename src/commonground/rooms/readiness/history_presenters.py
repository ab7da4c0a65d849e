"""What the page of history shows: how each rule stood in one run after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from commonground.rooms.readiness.judging.engine import Standing, State
from commonground.rooms.readiness.judging.rulebook import rulebook
from commonground.rooms.readiness.models import Finding, Run
from commonground.rooms.readiness.presenters import Tag, called, tag

JUDGED = (State.CRITICAL, State.FAIL, State.WARN)


@dataclass(frozen=True, slots=True)
class Cell:
    """How a rule stood in one run."""

    tag: Tag | None
    rows: str


@dataclass(frozen=True, slots=True)
class Past:
    """One rule over the runs."""

    title: str
    cells: list[Cell]


def days(runs: Sequence[Run]) -> list[str]:
    """Return the day of each run."""
    return [date_format(localtime(one.at), "j M Y, H:i") for one in runs]


def rows(runs: Sequence[Run], found: Iterable[Finding]) -> list[Past]:
    """Return each rule that was judged in any of these runs, the latest run first."""
    held = {(one.rule, one.run_id): one for one in found}
    return [
        Past(called(one), [_cell(held.get((one.id, run.pk))) for run in runs])
        for one in rulebook().rules if not one.off_because
    ]  # fmt: skip


def _cell(one: Finding | None) -> Cell:
    if one is None:
        return Cell(None, "")
    if one.state not in JUDGED:
        return Cell(tag(Standing(one.state)), "")
    is_answered = one.answered >= one.rows
    return Cell(tag(Standing.ANSWERED if is_answered else Standing(one.state)), str(one.rows))
