"""`commonground rank`: many people's scores, ranked, with how sure the ranking is."""

from pathlib import Path

import click

from commonground import reference
from commonground.cli.answering import note, plan, terminal_table, write_file
from commonground.cli.consulting import ranked, read_files
from commonground.cli.options import (
    chosen_method,
    existing,
    marking_option,
    method_options,
    output_options,
    sheet_option,
)
from commonground.documents.flat import csv_text, flat, ranking_records
from commonground.documents.presenting.subject import subject_of
from commonground.documents.presenting.terminal import short_table, summary
from commonground.documents.ranking_report import ranking_html
from commonground.documents.reading import read_agreed, read_table
from commonground.documents.saved_results import json_text, result_of
from commonground.documents.workbooks import write_ranking
from commonground.scoring.methods import Method
from commonground.scoring.results import Inputs, Ranking
from commonground.scoring.rules import load_rules
from commonground.scoring.saved import local_factors, source_file
from commonground.scoring.shortlist import USUAL_DRAWS, USUAL_SEED, Consultation

ENDINGS = ("xlsx", "csv", "json", "html")
RULES = "consultation-1"


@click.command()
@click.argument("scores", type=existing)
@method_options
@click.option("--top", default=30, show_default=True, help="How many issues the shortlist takes.")
@click.option(
    "--rules",
    "rules_id",
    default=RULES,
    show_default=True,
    metavar="ID",
    help="The rules of averaging and certainty, or the path of your own .toml file.",
)
@click.option("--draws", default=USUAL_DRAWS, show_default=True, help="How often to draw it again.")
@click.option(
    "--seed", default=USUAL_SEED, show_default=True, help="Same seed, same answer, everywhere."
)
@click.option(
    "--agencies",
    type=existing,
    metavar="FILE",
    help="Which agencies count as one (agency, counts_as), or who scored for whom "
    "(assessor, agency).",
)
@click.option(
    "--agreed",
    type=existing,
    metavar="FILE",
    help="Scores agreed in a session (issue, criterion, score, reason); they replace the rest.",
)
@sheet_option
@output_options(*ENDINGS)
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="RESULT.json",
    help="Keep the whole result, for `commonground verify`.",
)
@click.option("--show", type=int, metavar="N", help="Print only the first N of the table.")
@marking_option
@click.option("--title", default="Ranked issues", show_default=True, help="The report's title.")
def rank(
    scores: Path,
    method_id: str,
    factors: tuple[str, ...],
    set_by: str,
    top: int,
    rules_id: str,
    draws: int,
    seed: int,
    agencies: Path | None,
    agreed: Path | None,
    sheet: str | None,
    kind: str | None,
    outputs: tuple[Path, ...],
    save: Path | None,
    show: int | None,
    marking: str,
    title: str,
) -> None:
    """Rank the issues that many people scored, and say how sure the shortlist is.

    SCORES is csv or xlsx: long (assessor, agency, issue, theme, criterion, score, remark) or wide
    (one row an assessor and issue, one column a criterion). Answers as a table, json or csv, or
    writes a workbook with live formulas or a report that opens offline.
    """
    answer = plan(kind, outputs, ENDINGS)
    if save is not None:
        plan(None, [save], ["json"], option="--save")
    method = chosen_method(method_id, factors, set_by)
    rules_path = reference.rules_path(rules_id)
    rules = load_rules(rules_path)
    agreed_scores = () if agreed is None else read_agreed(read_table(agreed), method)
    read = read_files(scores, method, sheet, agencies)
    note(read.notices)
    inputs = Inputs(
        method=source_file(reference.method_path(method_id), method.id, method.title),
        local_factors=local_factors(method),
        rules=source_file(rules_path, rules.id, rules.title),
        top=top,
        draws=draws,
        seed=seed,
        agreed=agreed_scores,
        agency_map=read.agency_map,
        scores_sha256=read.cube.digest(),
    )
    ranking = ranked(Consultation(method, rules, read.cube, read.remarks, inputs))
    saved = json_text(result_of(ranking))
    if save is not None:
        write_file(save, lambda path: path.write_bytes(saved.encode("utf-8")))
    answer.carry_out(
        {
            "table": lambda: _table(method, ranking, show),
            "json": lambda: saved,
            "csv": lambda: csv_text(flat(ranking_records(method, ranking))),
            "html": lambda: ranking_html(ranking, method, title=title, marking=marking),
        },
        {"xlsx": lambda path: write_ranking(path, ranking, method, marking=marking)},
    )


def _table(method: Method, ranking: Ranking, show: int | None) -> str:
    subject = subject_of(ranking, method)
    return terminal_table(short_table(subject, show)) + f"\n{summary(subject)}\n"
