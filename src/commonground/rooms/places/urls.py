"""Where the places room's pages are."""

from django.urls import path

from commonground.rooms.places import pages

app_name = "places"
_ALL = "p/<uuid:partnership_id>/places/"

urlpatterns = [
    path(_ALL, pages.places, name="places"),
]
