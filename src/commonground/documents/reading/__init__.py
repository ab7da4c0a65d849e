"""Files that people give us, read into tables and scores: nothing in them is ever run."""

from commonground.documents.reading.agreed import read_agreed
from commonground.documents.reading.files.kinds import read_sheet, read_table
from commonground.documents.reading.files.tables import Row, Table
from commonground.documents.reading.issues import read_issues
from commonground.documents.reading.matrix import (
    Matrix,
    StatedColumn,
    disagreements,
    read_matrix,
)
from commonground.documents.reading.score_sheets import Scores, read_scores

__all__ = [
    "Matrix",
    "Row",
    "Scores",
    "StatedColumn",
    "Table",
    "disagreements",
    "read_agreed",
    "read_issues",
    "read_matrix",
    "read_scores",
    "read_sheet",
    "read_table",
]
