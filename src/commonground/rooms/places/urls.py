"""Where the places room's pages are."""

from django.urls import path

from commonground.rooms.places import area_pages, boundary_pages, pages

app_name = "places"
_ALL = "p/<uuid:partnership_id>/places/"
_AREAS = _ALL + "areas/"
_CHOOSE = _AREAS + "choose/"
_BOUNDARIES = _ALL + "boundaries/"

urlpatterns = [
    path(_ALL, pages.places, name="places"),
    path(_AREAS, area_pages.areas, name="areas"),
    path(_CHOOSE, area_pages.choose, name="choose"),
    path(_CHOOSE + "wards/<str:code>/tick/", area_pages.choose_wards, name="choose_wards"),
    path(_CHOOSE + "<str:kind>/<str:code>/", area_pages.confirm_area, name="confirm_area"),
    path(_AREAS + "<uuid:area_id>/look-at/", area_pages.look_at, name="look_at"),
    path(_BOUNDARIES, boundary_pages.boundaries, name="boundaries"),
    path(_BOUNDARIES + "add/", boundary_pages.add_boundaries, name="add_boundaries"),
    path(
        _BOUNDARIES + "<uuid:boundaries_id>/download/",
        boundary_pages.boundaries_file,
        name="boundaries_file",
    ),
]
