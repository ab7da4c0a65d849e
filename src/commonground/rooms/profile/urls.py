"""Where the profile room's pages are."""

from django.urls import path

from commonground.rooms.profile import (
    build_pages,
    distribution_pages,
    entry_pages,
    profile_pages,
    source_pages,
    tension_pages,
)

app_name = "profile"
_ALL = "p/<uuid:partnership_id>/profile/"
_TENSION = _ALL + "tension/"
_SOURCES = _ALL + "sources/"
_SOURCE = _SOURCES + "<uuid:data_set_id>/"
_WITHHELD = _ALL + "withheld/"
_ONE = _ALL + "<uuid:profile_id>/"
_ENTRIES = _ONE + "entries/<slug:kind>/"
_ENTRY = _ENTRIES + "<uuid:entry_id>/"
_BUILDS = _ONE + "builds/"
_RELEASE = _BUILDS + "released/<uuid:release_id>/"
_READ = "read/<str:token>/"

urlpatterns = [
    path(_ALL, profile_pages.profiles, name="profiles"),
    path(_ALL + "begin/", profile_pages.begin, name="begin"),
    path(_SOURCES, source_pages.sources, name="sources"),
    path(_SOURCES + "add/", source_pages.add_source, name="add_source"),
    path(_SOURCE, source_pages.source, name="source"),
    path(_SOURCE + "change/", source_pages.change_source, name="change_source"),
    path(_SOURCE + "receive/", source_pages.receive, name="receive"),
    path(_SOURCE + "ask/", source_pages.ask, name="ask"),
    path(_TENSION, tension_pages.tension, name="tension"),
    path(_TENSION + "add/", tension_pages.add_tension, name="add_tension"),
    path(
        _TENSION + "<uuid:noticed_id>/withdraw/",
        tension_pages.withdraw_tension,
        name="withdraw_tension",
    ),
    path(_WITHHELD, build_pages.withheld, name="withheld"),
    path(
        _WITHHELD + "<uuid:withheld_id>/end/", build_pages.withhold_no_more, name="withhold_no_more"
    ),
    path(_ONE, profile_pages.profile, name="profile"),
    path(_ONE + "change/", profile_pages.change_profile, name="change_profile"),
    path(_ONE + "move/<slug:before>/<slug:to>/", profile_pages.move, name="move"),
    path(_ONE + "hold/<uuid:section_id>/", profile_pages.hold_section, name="hold_section"),
    path(_ONE + "sections/", profile_pages.sections, name="sections"),
    path(_ONE + "changes/", profile_pages.changes, name="changes"),
    path(_ENTRIES, entry_pages.entries, name="entries"),
    path(_ENTRIES + "add/", entry_pages.add_entry, name="add_entry"),
    path(_ENTRY, entry_pages.change_entry, name="change_entry"),
    path(_ENTRY + "confirm/", entry_pages.confirm_entry, name="confirm_entry"),
    path(_ENTRY + "take-out/", entry_pages.take_out, name="take_out"),
    path(_ENTRY + "put-back/", entry_pages.put_back, name="put_back"),
    path(_ONE + "plan/<uuid:entry_id>/", entry_pages.plan_advice, name="plan_advice"),
    path(_BUILDS, build_pages.builds, name="builds"),
    path(_BUILDS + "release/<slug:audience>/", build_pages.release, name="release"),
    path(
        _BUILDS + "draft/<slug:audience>/downloads/<slug:kind>/",
        build_pages.draft_file,
        name="draft_file",
    ),
    path(_RELEASE, distribution_pages.distribution, name="distribution"),
    path(_RELEASE + "again/", distribution_pages.send_again, name="send_again"),
    path(_RELEASE + "downloads/<slug:kind>/", build_pages.release_file, name="release_file"),
    path(_READ, distribution_pages.read, name="read"),
    path(_READ + "downloads/<slug:kind>/", distribution_pages.read_file, name="read_file"),
]
