"""What stands on sheets of paper, and the list of those whose sheets are typed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from commonground.rooms.consultation import presenters
from commonground.rooms.consultation.access import voice
from commonground.rooms.consultation.describing import Texts
from commonground.rooms.consultation.methods import level_told
from commonground.rooms.consultation.models import Assessor, Assignment, Round
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Way
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Somebody who may score on paper."""

    name: str
    agency: str
    way: str
    typed: int
    asked: int
    print_href: str
    type_href: str


def paper_rows(
    here: Seat, about: Round, people: Iterable[Assessor], counts: Mapping[UUID, tuple[int, int]]
) -> list[PaperRow]:
    """Return the rows of some who are asked; `counts` are pages typed and asked."""
    to_print = presenters.address("print_paper", here, about.pk)
    return [
        PaperRow(
            one.membership.person.name,
            voice(one),
            str(Way(one.way).label),
            *counts[one.pk],
            print_href=f"{to_print}?who={one.pk}",
            type_href=presenters.address("type_in", here, about.pk, one.pk, 1),
        )
        for one in people
    ]


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A criterion as it is printed."""

    label: str
    help: str
    levels: list[str]
    means: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of paper: an issue for one person. Empty names are lines to write on.

    Without the person's number: by it an evidence pack tells people apart, and names nobody.
    """

    name: str
    agency: str
    issue: str
    description: str
    place: str


def printed_questions(method: Method, own_words: Texts) -> list[tuple[str, list[PrintedQuestion]]]:
    """Return the criteria by group, with what their levels mean."""
    return [
        (
            _(group.label),
            [
                PrintedQuestion(
                    _(one.label),
                    _(one.help) if one.help else "",
                    [level_told(level) for level in one.levels],
                    [
                        (level_told(level), own_words[one.id, at])
                        for at, level in enumerate(one.levels)
                        if (one.id, at) in own_words
                    ],
                )
                for one in group.criteria
            ],
        )
        for group in method.groups
    ]


def sheets(asked: Mapping[Assessor, Sequence[Assignment]]) -> list[Sheet]:
    """Return the sheets of some people, each a page for each issue; one blank one for nobody."""
    found = [
        Sheet(
            who.membership.person.name,
            voice(who),
            str(one.round_issue),
            one.round_issue.issue.description,
            f"{at} / {len(some)}",
        )
        for who, some in asked.items()
        for at, one in enumerate(some, start=1)
    ]
    return found or [Sheet("", "", "", "", "")]
