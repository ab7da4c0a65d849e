"""Where the places room's pages are."""

from django.urls import path

from commonground.rooms.places import (
    adding_layer_pages,
    area_pages,
    boundary_pages,
    import_pages,
    layer_pages,
    location_pages,
    map_pages,
)

app_name = "places"
_ALL = "p/<uuid:partnership_id>/places/"
_AREAS = _ALL + "areas/"
_CHOOSE = _AREAS + "choose/"
_BOUNDARIES = _ALL + "boundaries/"

_IMPORTS = _ALL + "imports/"
_IMPORT = _IMPORTS + "<uuid:import_id>/"
_LAYERS = _ALL + "layers/"
_LOCATIONS = _ALL + "locations/"
_LOCATION = _LOCATIONS + "<uuid:location_id>/"
_SUGGESTIONS = _ALL + "suggestions/"

urlpatterns = [
    path(_ALL, map_pages.places, name="places"),
    path(_ALL + "map/picture/download/", map_pages.map_picture, name="map_picture"),
    path(_ALL + "map/months/download/", map_pages.map_months, name="map_months"),
    path(_ALL + "map/<str:kind>/download/", map_pages.map_file, name="map_file"),
    path(_BOUNDARIES + "<uuid:boundaries_id>/shapes/download/", map_pages.shapes, name="shapes"),
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
    path(_IMPORTS, import_pages.imports, name="imports"),
    path(_IMPORTS + "add/", import_pages.add_import, name="add_import"),
    path(_IMPORT, import_pages.one_import, name="import"),
    path(_IMPORT + "go-on/", import_pages.go_on, name="go_on"),
    path(_IMPORT + "give-up/", import_pages.give_up, name="give_up_import"),
    path(_IMPORT + "show/", import_pages.show_import, name="show_import"),
    path(_IMPORT + "download/files/", import_pages.import_file, name="import_file"),
    path(_IMPORT + "download/cube/", import_pages.cube_file, name="cube_file"),
    path(_LOCATIONS, location_pages.locations, name="locations"),
    path(_LOCATIONS + "add/", location_pages.add_location, name="add_location"),
    path(_LOCATIONS + "download/", location_pages.locations_file, name="locations_file"),
    path(_LOCATION, location_pages.location, name="location"),
    path(_LOCATION + "change/", location_pages.change_location, name="change_location"),
    path(_LOCATION + "links/", location_pages.link_location, name="link_location"),
    path(_LOCATION + "close/", location_pages.close_location, name="close_location"),
    path(_SUGGESTIONS, location_pages.suggestions, name="suggestions"),
    path(_SUGGESTIONS + "<str:key>/aside/", location_pages.set_aside, name="set_aside"),
    path(_LAYERS, layer_pages.layers, name="layers"),
    path(_LAYERS + "vulnerability/", layer_pages.vulnerability, name="vulnerability"),
    path(_LAYERS + "indicators/add/", adding_layer_pages.add_indicators, name="add_indicators"),
    path(_LAYERS + "indicators/keep/", adding_layer_pages.keep_indicators, name="keep_indicators"),
    path(_LAYERS + "counts/add/", adding_layer_pages.add_counts, name="add_counts"),
    path(_LAYERS + "counts/columns/", adding_layer_pages.look_at_counts, name="look_at_counts"),
    path(_LAYERS + "counts/keep/", adding_layer_pages.keep_counts, name="keep_counts"),
    path(_LAYERS + "<uuid:layer_id>/", layer_pages.layer, name="layer"),
    path(_LAYERS + "<uuid:layer_id>/download/", layer_pages.layer_file, name="layer_file"),
    path(_LAYERS + "<uuid:layer_id>/aside/", layer_pages.set_layer_aside, name="set_layer_aside"),
    path(_LAYERS + "<uuid:layer_id>/use/", layer_pages.use_layer, name="use_layer"),
]
