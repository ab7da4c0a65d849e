"""Where the ranking room's pages are."""

from django.urls import path

from commonground.rooms.ranking import pages

app_name = "ranking"
_ONE = "p/<uuid:partnership_id>/rounds/<uuid:round_id>/ranking/"

urlpatterns = [
    path(_ONE, pages.ranking, name="ranking"),
    path(_ONE + "make/", pages.make, name="make"),
    path(_ONE + "pack/download/", pages.pack, name="pack"),
    path(_ONE + "result/download/", pages.result, name="result"),
    path(_ONE + "<uuid:round_issue_id>/decide/", pages.decide, name="decide"),
]
