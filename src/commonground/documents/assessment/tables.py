"""Makes each table of the catalogue from the frozen sources, with every count told as one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commonground.documents.assessment.answers import Answers, answer_rows, self_review
from commonground.documents.assessment.catalogue import TABLES, About
from commonground.documents.assessment.printing import Printed, count
from commonground.documents.assessment.references import asked, reference
from commonground.documents.assessment.sources import STAND_ALONE, Named, Remark, Sources
from commonground.documents.contents import Alignment, Cell, Column, FigureKind, Table
from commonground.documents.presenting.method_annex import method_annex
from commonground.documents.presenting.people import agreement_rows
from commonground.documents.words import day
from commonground.scoring.digests import text_digest

_RIGHT = Alignment.RIGHT
_COUNT, _TALLY, _RANK, _SHARE, _SCORE, _WORDS = FigureKind
NO_ONE_ISSUE = "About no one issue"
Rows = Iterable[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Material:
    """What the tables and charts of one assessment are made of."""

    sources: Sources
    printed: Printed
    answers: Answers


@dataclass(frozen=True, slots=True)
class Made:
    """A table before it has its id and marking."""

    caption: str
    columns: tuple[Column, ...]
    rows: Rows
    note: str = ""


def table(of: Material, name: str, marking: str) -> Table:
    """Return a table by its reference; its id is the same whenever it is made.

    Raises BadInput, with the nearest names, where there is no such table or subject.
    """
    found = asked(name, TABLES)
    subject = ""
    if found.entry.about is not About.ALL:
        is_issue = found.entry.about is About.ISSUE
        held = of.printed.issues if is_issue else of.printed.themes
        subject = held.found(found.subject)
    made = _MAKERS[found.entry.name](of, subject)
    key = reference(found.entry, subject)
    return Table(slug("table", key), made.caption, made.columns, tuple(made.rows), marking,
                 made.note)  # fmt: skip


def slug(kind: str, key: str) -> str:
    """Return the id of a made block: readable, and another one for another reference.

    >>> slug("table", "ranked issues")
    'table-ranked-issues-c8ecfd'
    """
    words = re.sub(r"[^a-z0-9]+", "-", key.casefold()).strip("-")[:40]
    return f"{kind}-{words}-{text_digest(key)[:6]}"


def _column(heading: str, kind: FigureKind = _WORDS, width: int = 2) -> Column:
    alignment = Alignment.LEFT if kind is _WORDS else _RIGHT
    return Column(heading, alignment, kind, width)


def _ranked_issues(of: Material, _subject: str) -> Made:
    return Made(
        "Every ranked issue, in order",
        (_column("Rank", _RANK, 1), _column("Issue", width=5), _column("State"),
         _column("In 100", _SHARE), _column("Likely ranks"), _column("Graded risk", _SCORE),
         _column("Agencies", _COUNT)),
        (
            (cell("rank of", name), name, cell("state of", name), cell("chance of", name),
             cell("interval of", name), cell("graded risk of", name),
             cell("agencies that scored", name))
            for cell in (of.printed.cell,) for name in of.sources.issues
        ),
        "In 100: how often the issue would be on the shortlist, were the consultation held again.",
    )  # fmt: skip


def _issue(of: Material, name: str) -> Made:
    facts = (
        ("Rank", "rank of"), ("Likely ranks", "interval of"), ("Chance of the shortlist",
         "chance of"), ("State", "state of"), ("Risk", "risk of"), ("Graded risk",
         "graded risk of"), ("Agencies differ", "disagreement over"), ("Agencies that scored it",
         "agencies that scored"), ("People who scored it", "people who scored"),
        ("Last cycle's rank", "last rank of"), ("Shortlist", "decision on"),
    )  # fmt: skip
    return Made(
        f"What is known of {name}",
        (_column("Figure"), _column("Value", width=4)),
        ((label, of.printed.cell(figure, name)) for label, figure in facts),
    )


def _shortlist(of: Material, _subject: str) -> Made:
    sources = of.sources
    kept = [name for name, one in sources.issues.items() if sources.is_on(one)]
    return Made(
        "The shortlist as the board left it",
        (_column("Rank", _RANK, 1), _column("Issue", width=4), _column("State"),
         _column("Likely ranks"), _column("Why it is on the shortlist", width=5)),
        (
            (cell("rank of", name), name, cell("state of", name), cell("interval of", name),
             cell("decision on", name))
            for cell in (of.printed.cell,) for name in kept
        ),
    )  # fmt: skip


def _decisions(of: Material, _subject: str) -> Made:
    return Made(
        "Decisions of the board about the line",
        (_column("Number", width=1), _column("Issue", width=4), _column("Rank and state"),
         _column("Decision"), _column("Reason", width=5), _column("Decided by", width=3),
         _column("Date")),
        (
            (str(one.number), one.issue, f"{one.rank}, {one.band}", one.direction, one.reason,
             one.decided_by, day(one.kept_on))
            for one in of.sources.decisions
        ),
        "The latest decision on an issue stands." if of.sources.decisions else
        "The board made no decision about the line: the shortlist is the ranking's.",
    )  # fmt: skip


def _who_took_part(of: Material, _subject: str) -> Made:
    closed = of.sources.closed
    invited = Counter[str]()
    for asked_for in closed.invited:
        invited[asked_for.agency] += asked_for.assessors
    there = {one.agency: one for one in closed.took_part}
    rows: list[tuple[Cell, ...]] = []
    for agency in sorted({*invited, *there}):
        one = there.get(agency)
        held = (one.meeting, one.remote, one.assessors, one.issues, one.scores) if one else (0,) * 5
        rows.append((agency, count(invited[agency]), *map(count, held)))
    cell = of.printed.cell
    rows.append(
        ("All", cell("people invited"), cell("people in meetings"),
         cell("people who took part remotely"), cell("people who took part"), "",
         cell("scores given"))
    )  # fmt: skip
    counts = ("Asked", "In meetings", "Remotely", "Took part", "Issues", "Scores")
    return Made(
        "Who took part, by agency and way",
        (_column("Agency", width=4), *(_column(heading, _COUNT) for heading in counts)),
        rows,
    )


def _agreement(of: Material, _subject: str) -> Made:
    return Made(
        "How far those who scored agree, by criterion",
        (_column("Criterion", width=4), _column("Krippendorff's alpha", _SCORE),
         _column("Gwet's AC2", _SCORE), _column("Issues with consensus", _SHARE),
         _column("Scores")),
        (
            (one.criterion, one.alpha, one.ac2, one.consensus, one.scores)
            for one in agreement_rows(of.sources.subject)
        ),
        "Context, never a pass mark. 1 is perfect agreement, 0 what chance would give.",
    )  # fmt: skip


def _golden_themes(of: Material, _subject: str) -> Made:
    cell = of.printed.cell
    return Made(
        "Golden themes, and what they stand on",
        (_column("Golden theme", width=3), _column("Reach"), _column("Remarks", _COUNT),
         _column("Agencies", _COUNT), _column("Issues", _COUNT), _column("Codes", width=3),
         _column("Why it stands", width=4)),
        (
            (name, "Stands alone" if one.reach == STAND_ALONE else "Cross-cutting",
             cell("remarks in", name), cell("agencies behind", name), cell("issues of", name),
             ", ".join(one.codes), cell("reason for", name))
            for name, one in of.sources.themes.items()
        ),
        "A remark that speaks of a theme in two ways counts once.",
    )  # fmt: skip


def _theme_by_issue(of: Material, _subject: str) -> Made:
    return _crossed(of, "Issue", "Remarks that speak of each golden theme, by issue",
                    lambda one: one.issue or NO_ONE_ISSUE, of.sources.issues)  # fmt: skip


def _theme_by_agency(of: Material, _subject: str) -> Made:
    return _crossed(of, "Agency", "Remarks that speak of each golden theme, by agency",
                    lambda one: one.agency or "Agency not recorded", ())  # fmt: skip


def _crossed(
    of: Material, heading: str, caption: str, told: Callable[[Remark], str], first: Iterable[str]
) -> Made:
    """Return how many remarks of each theme fall to each row, those of `first` before others."""
    themes = of.sources.themes
    cells = Counter((told(one), name) for name, held in themes.items() for one in held.remarks)
    spoken = {row for row, _name in cells}
    rows = [row for row in first if row in spoken]
    rows += sorted(spoken.difference(rows))
    return Made(
        caption,
        (_column(heading, width=4), *(_column(name, _COUNT) for name in themes)),
        ((row, *(count(cells[row, name]) for name in themes)) for row in rows),
        "A remark that speaks of several themes stands in each of their columns.",
    )


def _remarks(of: Material, name: str) -> Made:
    return Made(
        f"Remarks behind {name}, by agency",
        (_column("Number", width=1), _column("What was said", width=7),
         _column("About", width=3), _column("Agency", width=3)),
        (
            (str(one.number), one.text, one.issue or "No one issue",
             one.agency or "Not recorded")
            for one in of.sources.themes[name].remarks
        ),
        "Attributed to agencies, never to people.",
    )  # fmt: skip


def _self_review(of: Material, _subject: str) -> Made:
    return Made(
        self_review().title,
        (_column("Agency", width=3), _column("Question", width=4), _column("Answer", width=7),
         _column("Given")),
        answer_rows(of.answers),
        _waited_for(of.answers),
    )  # fmt: skip


def _waited_for(answers: Answers) -> str:
    if not answers.agencies:
        return "No agency was asked."
    if not answers.waited_for:
        return "Every agency answered."
    return f"Not answered yet: {', '.join(answers.waited_for)}."


def _method(of: Material, _subject: str) -> Made:
    annex = method_annex(of.sources.subject)
    facts = [*annex.facts, *annex.rules, *annex.run]
    rows = [
        *((fact.label, fact.text) for fact in facts),
        *(("Note of the method", note) for note in annex.notes),
        *(
            (f"{one.group}: {one.criterion}", f"{'; '.join(one.levels)} ({one.sourced.status})")
            for one in annex.criteria
        ),
        *(
            (f"{annex.lookup}: at {one.total}", f"{one.factor} ({one.sourced.status})")
            for one in annex.steps
        ),
        *((one.label, f"{one.made} ({one.sourced.status})") for one in annex.figures),
    ]
    return Made("The method and the rules", (_column("What"), _column("As it was used", width=5)),
                rows)  # fmt: skip


def _data_sources(of: Material, _subject: str) -> Made:
    held = of.sources.snapshot
    named: list[tuple[str, Named]] = [("Ranking", held.ranking), ("Closing of the round",
                                                                 held.closing)]  # fmt: skip
    if held.last:
        named.append(("Ranking of the cycle before", held.last.ranking))
    taken = day(date.fromisoformat(held.taken_on))
    rows = [(what, one.name, day(date.fromisoformat(one.on)), one.sha256) for what, one in named]
    rows.append(
        ("Snapshot of decisions and golden themes",
         f"{len(held.decisions)} decisions, {len(held.themes)} golden themes", taken,
         text_digest(held.text))
    )  # fmt: skip
    return Made(
        "Frozen sources of every figure",
        (_column("Source", width=3), _column("Name", width=3), _column("Date"),
         _column("Digest (SHA-256)", width=4)),
        rows,
    )  # fmt: skip


_MAKERS: Mapping[str, Callable[[Material, str], Made]] = {
    "ranked issues": _ranked_issues,
    "issue": _issue,
    "shortlist": _shortlist,
    "decisions of the board": _decisions,
    "who took part": _who_took_part,
    "agreement": _agreement,
    "golden themes": _golden_themes,
    "theme by issue": _theme_by_issue,
    "theme by agency": _theme_by_agency,
    "remarks": _remarks,
    "self-review": _self_review,
    "method": _method,
    "data sources": _data_sources,
}
