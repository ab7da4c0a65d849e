"""Where the record is read."""

from django.urls import path

from commonground.rooms.audit import pages

app_name = "audit"

urlpatterns = [
    path("p/<uuid:partnership_id>/audit/", pages.entries, name="entries"),
    path("account/history/", pages.own_history, name="own_history"),
]
