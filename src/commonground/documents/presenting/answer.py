"""The answer in one paragraph, for a reader who goes no further."""

from collections.abc import Iterator
from dataclasses import dataclass

from commonground.documents.presenting.subject import Subject
from commonground.documents.words import counted, in_100
from commonground.scoring.results import Band, Basis


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary: what it is, and what it comes to."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page opens with."""

    warning: str
    """What cannot be known from these scores; empty where nothing is missing."""
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]


def answer(subject: Subject) -> Answer:
    """Return the opening of the report: a warning where there is one, the answer, the figures."""
    return Answer(_warning(subject), tuple(_sentences(subject)), tuple(_facts(subject)))


def told(subject: Subject) -> tuple[str, ...]:
    """Return the warning, where there is one, and the answer: what every skin says of a ranking."""
    opening = answer(subject)
    return tuple(filter(None, (opening.warning, *opening.sentences)))


def _warning(subject: Subject) -> str:
    ranking, fewest = subject.ranking, subject.rules.fewest_agencies
    if ranking.basis is Basis.NONE:
        return (
            "Only one agency scored, so nothing can be said of how sure this order is. It shows "
            "what that agency thinks. No issue is marked In, Contested or Out."
        )
    if ranking.basis is Basis.EACH_AGENCY_LEFT_OUT:
        agencies = counted(ranking.agencies, "agency")
        return (
            f"Only {agencies} scored. With fewer than {fewest}, the consultation cannot be redrawn "
            "to see how far it might have come out otherwise, so no probabilities are given. "
            "In, Contested and Out say only whether an issue stays on the list "
            "whichever one agency is left out."
        )
    return ""


def _sentences(subject: Subject) -> Iterator[str]:
    ranking = subject.ranking
    people = counted(ranking.assessors, "person")
    agencies = counted(ranking.agencies, "agency")
    issues = counted(len(ranking.issues) + len(ranking.unranked), "issue")
    yield f"{people} from {agencies} scored {issues}."
    yield _shortlist(subject)
    if subject.has_bands:
        yield from _bands(subject)
    if ranking.expected_swaps is not None and ranking.whole_list_repeats is not None:
        yield (
            f"If the same consultation were held again, {_swaps(ranking.expected_swaps)} of the "
            f"{ranking.shortlist_length} would be expected to change; the chance that exactly the "
            f"same list would come again is {in_100(ranking.whole_list_repeats)}."
        )


def _shortlist(subject: Subject) -> str:
    ranking, top = subject.ranking, subject.ranking.inputs.top
    output = subject.method.label_of(subject.method.primary.output)
    said = f"They are put in order by {output}"
    if ranking.shortlist_length > top:
        issues = counted(ranking.shortlist_length, "issue")
        return f"{said}, and the shortlist is {issues}, because of a tie at the cut after {top}."
    if ranking.shortlist_length < top:
        return f"{said}. All {ranking.shortlist_length} are on the shortlist: {top} were asked for."
    return f"{said}, and the {subject.top} {'is' if top == 1 else 'are'} the shortlist."


def _bands(subject: Subject) -> Iterator[str]:
    contested = subject.banded(Band.CONTESTED)
    on_list = sum(issue.in_shortlist for issue in contested)
    off_list = len(contested) - on_list
    sure, out = len(subject.banded(Band.IN)), len(subject.banded(Band.OUT))
    yield f"{_issues_are(sure)} In{_meaning(subject, Band.IN)}."
    if contested:
        could = "could as well be on the other side"
        if not subject.is_resampled:
            could = "change sides when one agency or another is left out"
        yield (
            f"{_issues_are(len(contested))} Contested: {on_list} on the shortlist and {off_list} "
            f"off it {could}, so this is where the board’s judgement counts."
        )
    yield f"{_issues_are(out)} Out{_meaning(subject, Band.OUT)}."


def _issues_are(number: int) -> str:
    return counted(number, "issue is", "issues are") if number else "No issue is"


def _swaps(expected: float) -> str:
    """Return how many are expected to change, never as none at all."""
    return "under 0.1" if expected < 0.1 else f"about {expected:.1f}"


def _meaning(subject: Subject, band: Band) -> str:
    """Return what a band means, as the end of a sentence; empty where no issue is in it."""
    rules = subject.rules
    if not subject.banded(band):
        return ""
    if not subject.is_resampled:
        side = "on" if band is Band.IN else "off"
        return f": {side} the shortlist whichever one agency is left out"
    if band is Band.IN:
        least = f"at least {rules.in_at_least * 100:g} in 100 such consultations"
        return f", and would be in the {subject.top} in {least}"
    return f", and would be in the {subject.top} in at most {rules.out_at_most * 100:g} in 100"


def _facts(subject: Subject) -> Iterator[Fact]:
    ranking = subject.ranking
    yield Fact("Issues ranked", f"{len(ranking.issues):,}")
    if ranking.unranked:
        yield Fact("Issues that could not be ranked", f"{len(ranking.unranked):,}")
    yield Fact("People who scored", f"{ranking.assessors:,}")
    yield Fact("Agencies", f"{ranking.agencies:,}")
    yield Fact("On the shortlist", f"{ranking.shortlist_length:,}")
    if subject.has_bands:
        for band in (Band.IN, Band.CONTESTED, Band.OUT):
            yield Fact(band.value, f"{len(subject.banded(band)):,}")
    if ranking.expected_swaps is not None:
        change = f"{_swaps(ranking.expected_swaps)} of {ranking.shortlist_length}"
        yield Fact("Expected to change if held again", change)
    if ranking.whole_list_repeats is not None:
        yield Fact("Chance of exactly the same list", in_100(ranking.whole_list_repeats))
