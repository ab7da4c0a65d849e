"""A ranking as it is kept: the same bytes from the command line and from the web application."""

import json
import platform

import numpy as np

from commonground import __version__
from commonground.scoring.digests import Plain
from commonground.scoring.frozen import frozen
from commonground.scoring.results import Ranking


def result_of(ranking: Ranking) -> dict[str, Plain]:
    """Return a ranking as it is saved, with the versions it was computed by."""
    versions = {
        "commonground": __version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    }
    return frozen(ranking, versions)


def json_text(value: object) -> str:
    """Return JSON for people and programs: two spaces, and a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
