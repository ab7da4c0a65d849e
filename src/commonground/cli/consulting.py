"""What `rank` and `verify` share: scores read from files, and ranked with a progress bar."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from commonground.cli.options import with_what_to_do
from commonground.documents.reading import Scores, Table, read_scores, read_table
from commonground.scoring.arithmetic import UnknownFactor
from commonground.scoring.certainty import Progress
from commonground.scoring.methods import Method
from commonground.scoring.results import Ranking
from commonground.scoring.shortlist import Consultation, rank_issues


def read_files(
    scores: Path, method: Method, sheet: str | None, agencies: Path | Table | None
) -> Scores:
    """Return the scores in a file, with agencies from a file of their own where one is given."""
    listing = read_table(agencies) if isinstance(agencies, Path) else agencies
    return read_scores(read_table(scores, sheet=sheet), method, listing)


def ranked(consultation: Consultation) -> Ranking:
    """Return the ranking, with a progress bar on standard error."""
    try:
        with _progress_bar() as progress:
            return rank_issues(consultation, progress)
    except UnknownFactor as unknown:
        raise with_what_to_do(unknown) from None


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    with click.progressbar(length=100, label="Ranking", file=sys.stderr) as bar:
        yield lambda share: bar.update(max(0, round(100 * share) - bar.pos))
