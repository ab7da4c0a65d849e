"""Workbooks that a colleague can check: live formulas, their computed values, and the method."""

from commonground.documents.workbooks.matrix import write_matrix
from commonground.documents.workbooks.ranking import write_ranking
from commonground.documents.workbooks.template import write_template

__all__ = ["write_matrix", "write_ranking", "write_template"]
