"""Computes each figure of the catalogue from the frozen sources, and says how."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commonground.documents.assessment.catalogue import FIGURES, About, Entry
from commonground.documents.assessment.references import Names, asked, reference
from commonground.documents.assessment.sources import (
    CROSS_CUTTING,
    STAND_ALONE,
    GoldenTheme,
    Sources,
)
from commonground.documents.words import counted, day, in_100, percent, span
from commonground.scoring.results import Band, RankedIssue

NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it is printed, and its number where it is one."""

    text: str
    number: Decimal | None = None


def every_value(sources: Sources) -> dict[str, Value]:
    """Return every figure of the catalogue, for every issue and theme, by its reference."""
    return {
        reference(entry, subject): _value(sources, entry, subject)
        for entry in FIGURES
        for subject in _subjects(sources, entry.about)
    }


def names(sources: Sources, about: About) -> Names:
    """Return the names of what a figure can be about, to look one up by."""
    return Names.of(_subjects(sources, about))


def resolved(sources: Sources, text: str) -> tuple[Entry, str, Value]:
    """Return what a reference asks for, what about, and its value computed now.

    Raises BadInput with the nearest names where it asks for nothing that there is.
    """
    found = asked(text, FIGURES)
    subject = "" if found.entry.about is About.ALL else (
        names(sources, found.entry.about).found(found.subject)
    )  # fmt: skip
    return found.entry, subject, _value(sources, found.entry, subject)


def _subjects(sources: Sources, about: About) -> Iterator[str]:
    match about:
        case About.ALL:
            yield ""
        case About.ISSUE:
            yield from sources.issues
        case About.THEME:
            yield from sources.themes


def _value(sources: Sources, entry: Entry, subject: str) -> Value:
    match entry.about:
        case About.ALL:
            return _OF_ALL[entry.name](sources)
        case About.ISSUE:
            return _OF_ISSUE[entry.name](sources, sources.issues[subject])
        case About.THEME:
            return _OF_THEME[entry.name](sources.themes[subject])


def _count(number: int) -> Value:
    return Value(f"{number:,}", Decimal(number))


def _rank(sources: Sources, one: RankedIssue) -> Value:
    return Value(sources.ranks[one.issue], Decimal(one.rank))


def _interval(_sources: Sources, one: RankedIssue) -> Value:
    return Value(span(one.certainty.rank_low, one.certainty.rank_high) or NOT_KNOWN)


def _chance(_sources: Sources, one: RankedIssue) -> Value:
    probability = one.certainty.probability_in_top
    if probability is None:
        return Value(NOT_KNOWN)
    return Value(in_100(probability), Decimal(str(probability)))


def _score(sources: Sources, one: RankedIssue, place: int) -> Value:
    exact = one.figures[sources.subject.method.rankings[place].output]
    return Value(f"{exact:,.2f}", exact)


def _disagreement(_sources: Sources, one: RankedIssue) -> Value:
    apart = len(one.disagreement.criteria_contested)
    camps = len(one.disagreement.criteria_in_two_camps)
    if not apart and not camps:
        return Value("on no criterion")
    said = f"on {counted(apart, 'criterion', 'criteria')}"
    return Value(f"{said}, in two camps on {camps}" if camps else said)


def _decision(sources: Sources, one: RankedIssue) -> Value:
    decided = sources.standing.get(one.issue)
    if decided is None:
        place = "on the shortlist" if one.in_shortlist else "not on the shortlist"
        return Value(f"{place}, by its rank")
    way = "taken in" if decided.is_in else "taken out"
    return Value(f"{way} by {decided.decided_by}: {decided.reason}")


def _last_rank(sources: Sources, one: RankedIssue) -> Value:
    last = sources.snapshot.last
    rank = last.ranks.get(one.issue) if last else None
    return Value("not ranked then") if rank is None else Value(str(rank), Decimal(rank))


_OF_ISSUE: Mapping[str, Callable[[Sources, RankedIssue], Value]] = {
    "rank of": _rank,
    "interval of": _interval,
    "chance of": _chance,
    "state of": lambda _sources, one: Value(one.certainty.band.value),
    "risk of": lambda sources, one: _score(sources, one, 0),
    "graded risk of": lambda sources, one: _score(sources, one, -1),
    "disagreement over": _disagreement,
    "agencies that scored": lambda _sources, one: _count(one.agencies),
    "people who scored": lambda _sources, one: _count(one.assessors),
    "heading of": lambda _sources, one: Value(one.theme or "none"),
    "decision on": _decision,
    "last rank of": _last_rank,
}


def _banded(sources: Sources, band: Band) -> Value:
    return _count(len(sources.subject.banded(band)))


def _swaps(sources: Sources) -> Value:
    expected = sources.ranking.expected_swaps
    if expected is None:
        return Value(NOT_KNOWN)
    return Value(f"{expected:.1f}" if expected >= 0.1 else "under 0.1", Decimal(str(expected)))


def _moved(sources: Sources, *, is_in: bool) -> Value:
    """Return how many issues stand on the other side of the line than their rank had put them."""
    moved = [one for one in sources.ranking.issues if sources.is_on(one) != one.in_shortlist]
    return _count(sum(sources.is_on(one) is is_in for one in moved))


def _people(sources: Sources) -> int:
    return sum(one.assessors for one in sources.closed.took_part)


def _share(sources: Sources) -> Value:
    asked_for = sum(one.assessors for one in sources.closed.invited)
    if not asked_for:
        return Value(NOT_KNOWN)
    share = _people(sources) / asked_for
    return Value(percent(share), Decimal(str(round(share, 9))))


def _reach(sources: Sources, reach: str) -> Value:
    return _count(sum(one.reach == reach for one in sources.snapshot.themes))


def _remarks(sources: Sources) -> Value:
    return _count(len({one.number for held in sources.snapshot.themes for one in held.remarks}))


_OF_ALL: Mapping[str, Callable[[Sources], Value]] = {
    "issues ranked": lambda sources: _count(len(sources.issues)),
    "issues not ranked": lambda sources: _count(len(sources.ranking.unranked)),
    "issues in": lambda sources: _banded(sources, Band.IN),
    "issues contested": lambda sources: _banded(sources, Band.CONTESTED),
    "expected changes": _swaps,
    "scoring method": lambda sources: Value(sources.subject.method.title),
    "issues on the shortlist": lambda sources: _count(
        sum(sources.is_on(one) for one in sources.ranking.issues)
    ),
    "issues taken in": lambda sources: _moved(sources, is_in=True),
    "issues taken out": lambda sources: _moved(sources, is_in=False),
    "last cycle": lambda sources: Value(
        sources.snapshot.last.ranking.name if sources.snapshot.last else "none"
    ),
    "people who took part": lambda sources: _count(_people(sources)),
    "agencies that took part": lambda sources: _count(
        sum(one.assessors > 0 for one in sources.closed.took_part)
    ),
    "people in meetings": lambda sources: _count(
        sum(one.meeting for one in sources.closed.took_part)
    ),
    "people who took part remotely": lambda sources: _count(
        sum(one.remote for one in sources.closed.took_part)
    ),
    "people invited": lambda sources: _count(
        sum(one.assessors for one in sources.closed.invited)
    ),
    "agencies invited": lambda sources: _count(
        len({one.agency for one in sources.closed.invited})
    ),
    "share who took part": _share,
    "scores given": lambda sources: _count(sum(one.scores for one in sources.closed.took_part)),
    "name of the round": lambda sources: Value(sources.closed.name),
    "closing date": lambda sources: Value(day(date.fromisoformat(sources.closed.closed_on))),
    "golden themes": lambda sources: _reach(sources, CROSS_CUTTING),
    "stand-alone areas": lambda sources: _reach(sources, STAND_ALONE),
    "remarks behind the themes": _remarks,
}  # fmt: skip

_OF_THEME: Mapping[str, Callable[[GoldenTheme], Value]] = {
    "remarks in": lambda one: _count(len(one.remarks)),
    "agencies behind": lambda one: _count(len({r.agency for r in one.remarks if r.agency})),
    "issues of": lambda one: _count(len({r.issue for r in one.remarks if r.issue})),
    "reason for": lambda one: Value(one.why or "no reason was written"),
}
