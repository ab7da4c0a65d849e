"""Where the profile room's pages are."""

from django.urls import path

from commonground.rooms.profile import source_pages

app_name = "profile"
_SOURCES = "p/<uuid:partnership_id>/profile/sources/"
_SOURCE = _SOURCES + "<uuid:data_set_id>/"

urlpatterns = [
    path(_SOURCES, source_pages.sources, name="sources"),
    path(_SOURCES + "add/", source_pages.add_source, name="add_source"),
    path(_SOURCE, source_pages.source, name="source"),
    path(_SOURCE + "change/", source_pages.change_source, name="change_source"),
    path(_SOURCE + "receive/", source_pages.receive, name="receive"),
    path(_SOURCE + "ask/", source_pages.ask, name="ask"),
]
