"""Collects scores row by row, from either form of file, and notes what contradicts itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from commonground.documents.reading.answers import Answers
from commonground.documents.reading.contexts import FIELDS, Context, Fault
from commonground.documents.reading.files.tables import Table
from commonground.scoring.scores import Score


@dataclass(frozen=True, slots=True)
class RawRemark:
    """A remark and the context it was made in; `criterion` is empty for the issue as a whole."""

    context: Context
    criterion: str
    text: str


@dataclass(slots=True)
class Collected:
    """What the rows read so far say."""

    table: Table
    answers: Answers
    contexts: dict[Context, int] = field(default_factory=dict)
    """Each distinct context and the first row it stands in."""
    scores: list[Score] = field(default_factory=list)
    remarks: list[RawRemark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add_score(self, context: Context, criterion: str, text: str, row: int, at: int) -> None:
        """Keep the score in a cell; an empty cell is an assessor who could not say."""
        if not text:
            if hint := self.table.hint(row, at):
                self.faults.append((row, f"{self.table.where(row, at)} is empty.{hint}"))
            return
        value = self.answers[criterion, text]
        if isinstance(value, str):
            self.faults.append((row, f"{self.table.where(row, at)} {value}"))
            return
        self.scores.append(Score(context.assessor, context.issue, criterion, float(value)))


def context_reader(columns: Mapping[str, int]) -> Callable[[tuple[str, ...]], Context]:
    """Return what picks a row's context from its cells, which must end with an empty one."""
    pick = itemgetter(*(columns.get(name, -1) for name in FIELDS))
    seen: dict[tuple[str, ...], Context] = {}

    def read(cells: tuple[str, ...]) -> Context:
        told = pick(cells)
        return seen.get(told) or seen.setdefault(told, Context._make(told))

    return read
