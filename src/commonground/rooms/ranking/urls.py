"""Where the ranking room's pages are."""

from django.urls import path

from commonground.rooms.ranking import file_pages, pages

app_name = "ranking"
_HERE = "p/<uuid:partnership_id>/rankings/"
_ONE = "p/<uuid:partnership_id>/rounds/<uuid:round_id>/ranking/"

urlpatterns = [
    path(_HERE + "compare/", file_pages.compare, name="compare"),
    path(_HERE + "compare/download/", file_pages.compare_file, name="compare_file"),
    path(_ONE, pages.ranking, name="ranking"),
    path(_ONE + "make/", pages.make, name="make"),
    path(_ONE + "matrix/", pages.matrix, name="matrix"),
    path(_ONE + "files/", file_pages.files, name="files"),
    path(_ONE + "<slug:kind>/download/", file_pages.file, name="file"),
    path(_ONE + "<uuid:round_issue_id>/", pages.issue, name="issue"),
    path(_ONE + "<uuid:round_issue_id>/decide/", pages.decide, name="decide"),
]
