"""The long list as a file that leaves: the same from the page and from the API."""

from collections.abc import Iterable

from django.http import HttpResponse

from commonground.documents.flat import csv_text
from commonground.rooms.issues.models import Issue
from commonground.rooms.issues.presenters import exported


def csv_answer(issues: Iterable[Issue]) -> HttpResponse:
    """Answer with a csv file of issues that an import reads back."""
    text = csv_text(exported(issues))
    # the mark at the start tells Excel that it is UTF-8
    answer = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="issues.csv"'
    return answer
