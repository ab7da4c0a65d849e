"""Everything that a ranking was computed from but the scores, so that it can be computed again."""

from collections.abc import Sequence

from commonground.documents.presenting.method_annex import sureness
from commonground.documents.presenting.subject import subject_of
from commonground.documents.workbooks.method_sheet import method_widths, write_section
from commonground.documents.workbooks.pages import Cell, Page
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column
from commonground.scoring.methods import Method
from commonground.scoring.results import Ranking


def write_annex(page: Page, row: int, ranking: Ranking, method: Method) -> int:
    """Write the sections below the method; return the next free row."""
    inputs, widths = ranking.inputs, method_widths(method)
    facts: list[tuple[str, Cell]] = [
        ("Shortlist asked for", f"top {inputs.top}"),
        ("Issues ranked", len(ranking.issues)),
        ("Issues not ranked", len(ranking.unranked)),
        ("Assessors", ranking.assessors),
        ("Agencies", ranking.agencies),
        ("How sure, by", sureness(subject_of(ranking, method))),
        ("Draws", inputs.draws),
        ("Seed", inputs.seed),
        ("Rules", f"{inputs.rules.id}: {inputs.rules.title}"),
        ("Rules file, SHA-256", inputs.rules.sha256),
        ("Method file, SHA-256", inputs.method.sha256),
        ("Scores, SHA-256", inputs.scores_sha256),
    ]
    sections = (
        ("How this ranking was made", _two("Input", "Value", facts)),
        ("The rules as they were used", _two("Setting", "Value", _settings(inputs.rules.text))),
        ("Which agency counts as which", _two("In the scores", "Counts as", inputs.agency_map)),
        ("Scores agreed in session", _agreed(ranking, method)),
    )
    for title, columns in sections:
        if columns[0].cells:
            row = write_section(page, row, title, columns, widths) + 1
    return row


def _two(first: str, second: str, rows: Sequence[tuple[str, Cell]]) -> list[Column]:
    styles = [Style.TEXT if isinstance(cell, str) else Style.LEFT_NUMBER for _, cell in rows]
    return [
        Column(first, [name for name, _ in rows]),
        Column(second, [cell for _, cell in rows], styles=styles),
    ]


def _settings(text: str) -> list[tuple[str, Cell]]:
    """Return each line of a rules file that sets anything, as its name and its value."""
    lines = (line.strip() for line in text.splitlines())
    parts = (line.partition(" = ") for line in lines if line and not line.startswith("#"))
    return [(name, value.strip('"')) for name, _, value in parts]


def _agreed(ranking: Ranking, method: Method) -> list[Column]:
    agreed = ranking.inputs.agreed
    return [
        Column("Issue", [each.issue for each in agreed]),
        Column("Criterion", [method.label_of(each.criterion) for each in agreed]),
        Column("Score", [each.score for each in agreed], Style.LEFT_NUMBER),
        Column("Reason", [each.reason for each in agreed]),
    ]
