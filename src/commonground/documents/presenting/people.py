"""Who took part: how far they agree on each criterion, and who scored what."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from commonground.documents.charts.people import Covered
from commonground.documents.presenting.subject import Subject
from commonground.documents.words import counted, percent
from commonground.scoring.arithmetic import plain

NO_THEME = "No theme"
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far assessors agree on one criterion."""

    criterion: str
    alpha: str
    ac2: str
    consensus: str
    scores: str


def agreement_rows(subject: Subject) -> tuple[AgreementRow, ...]:
    """Return how far assessors agree on each criterion, over all issues."""
    return tuple(
        AgreementRow(
            criterion=subject.method.label_of(each.criterion),
            alpha=_coefficient(each.alpha_ordinal),
            ac2=_coefficient(each.ac2_quadratic),
            consensus=(
                _NOT_KNOWN
                if each.share_of_cells_with_consensus is None
                else percent(each.share_of_cells_with_consensus)
            ),
            scores=f"{each.scores:,}",
        )
        for each in subject.ranking.agreement
    )


def _coefficient(value: float | None) -> str:
    return _NOT_KNOWN if value is None else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What one agency scored."""

    agency: str
    people: str
    ways: tuple[str, ...]
    issues: str
    scores: str
    remarks: str
    by_theme: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who scored what: agencies in rows, themes in columns."""

    ways: tuple[str, ...]
    """`In a meeting`, `Remotely`, `Not recorded`; empty where nobody's way was recorded."""
    themes: tuple[str, ...]
    """Each theme with the number of its issues."""
    rows: tuple[CoverageRow, ...]
    cells: tuple[Covered, ...]


def coverage(subject: Subject) -> Coverage:
    """Return what each agency scored, in all and by theme."""
    ranking = subject.ranking
    sizes = Counter(each.theme for each in ranking.issues)
    sizes.update(each.theme for each in ranking.unranked)
    labels = {theme: f"{theme or NO_THEME} ({sizes[theme]})" for theme in sorted(sizes)}
    has_ways = any(each.meeting or each.remote for each in ranking.coverage)
    rows, cells = [], []
    for each in ranking.coverage:
        held = [each.issues_by_theme.get(theme, 0) for theme in labels]
        unrecorded = each.assessors - each.meeting - each.remote
        ways = (each.meeting, each.remote, unrecorded) if has_ways else ()
        rows.append(
            CoverageRow(
                agency=each.agency,
                people=f"{each.assessors:,}",
                ways=tuple(map(str, ways)),
                issues=f"{each.issues:,}",
                scores=f"{each.scores:,}",
                remarks=f"{each.remarks:,}",
                by_theme=tuple(map(str, held)),
            )
        )
        cells += [
            Covered(each.agency, label, count, sizes[theme])
            for (theme, label), count in zip(labels.items(), held, strict=True)
        ]
    names = ("In a meeting", "Remotely", "Not recorded") if has_ways else ()
    return Coverage(names, tuple(labels.values()), tuple(rows), tuple(cells))


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """A score that a facilitated session put in place of the assessors' own."""

    issue: str
    criterion: str
    score: str
    reason: str


def agreed_rows(subject: Subject) -> tuple[AgreedRow, ...]:
    """Return every agreed score with its reason, in the order given."""
    return tuple(
        AgreedRow(
            each.issue,
            subject.method.label_of(each.criterion),
            plain(each.score),
            each.reason or "No reason was recorded",
        )
        for each in subject.ranking.inputs.agreed
    )


@dataclass(frozen=True, slots=True)
class GapRow:
    """An issue with too few scores, and what is missing."""

    issue: str
    theme: str
    gap: str


def unranked_rows(subject: Subject) -> tuple[GapRow, ...]:
    """Return the issues that could not be ranked, with the criteria nobody scored."""
    return tuple(
        GapRow(each.issue, each.theme, ", ".join(subject.labels(each.criteria_not_scored)))
        for each in subject.ranking.unranked
    )


def thin_rows(subject: Subject) -> Iterator[GapRow]:
    """Yield the ranked issues that fewer agencies scored than the rules ask for."""
    thin = set(subject.ranking.thinly_scored)
    for each in subject.ranking.issues:
        if each.issue in thin:
            yield GapRow(each.issue, each.theme, counted(each.agencies, "agency"))
