"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from layers_here import bring_in_indices
from people_here import Here, at_most, make_here
from places_here import BIRMINGHAM, bring_in_cube, choose_ward, draw, take

from commonground.rooms.people.roles import Role
from commonground.rooms.places import access, location_access
from commonground.rooms.places.map_reading import ground_of
from commonground.rooms.places.models import (
    AreaBoundaries,
    ChosenArea,
    CubeImport,
    Level,
    PriorityLocation,
    SuppliedLayer,
)
from commonground.rooms.places.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed

PAGES = {
    "places": Verb.SEE_PLACES,
    "map_picture": Verb.SEE_PLACES,
    "map_months": Verb.SEE_PLACES,
    "map_file": Verb.EXPORT,
    "shapes": Verb.SEE_PLACES,
    "areas": Verb.SEE_PLACES,
    "choose": Verb.SET_AREA,
    "choose_wards": Verb.SET_AREA,
    "confirm_area": Verb.SET_AREA,
    "look_at": Verb.SET_AREA,
    "boundaries": Verb.SEE_PLACES,
    "add_boundaries": Verb.SET_AREA,
    "boundaries_file": Verb.EXPORT,
    "locations": Verb.SEE_PLACES,
    "add_location": Verb.KEEP_LOCATIONS,
    "locations_file": Verb.EXPORT,
    "location": Verb.SEE_PLACES,
    "change_location": Verb.KEEP_LOCATIONS,
    "link_location": Verb.KEEP_LOCATIONS,
    "close_location": Verb.KEEP_LOCATIONS,
    "suggestions": Verb.SEE_PLACES,
    "set_aside": Verb.KEEP_LOCATIONS,
    "imports": Verb.SEE_PLACES,
    "add_import": Verb.IMPORT,
    "import": Verb.SEE_PLACES,
    "go_on": Verb.IMPORT,
    "give_up_import": Verb.IMPORT,
    "show_import": Verb.IMPORT,
    "import_file": Verb.EXPORT,
    "cube_file": Verb.EXPORT,
    "layers": Verb.SEE_PLACES,
    "layer": Verb.SEE_PLACES,
    "vulnerability": Verb.SEE_PLACES,
    "layer_file": Verb.EXPORT,
    "add_indicators": Verb.KEEP_LAYERS,
    "keep_indicators": Verb.KEEP_LAYERS,
    "add_counts": Verb.KEEP_LAYERS,
    "look_at_counts": Verb.KEEP_LAYERS,
    "keep_counts": Verb.KEEP_LAYERS,
    "set_layer_aside": Verb.KEEP_LAYERS,
    "use_layer": Verb.KEEP_LAYERS,
}
PRESSES = {
    "go_on", "give_up_import",
    "look_at", "keep_indicators", "look_at_counts", "keep_counts", "set_layer_aside", "use_layer",
}  # fmt: skip
OF_WHAT = {
    "map_file": ["csv"],
    "choose_wards": [BIRMINGHAM],
    "confirm_area": ["district", BIRMINGHAM],
}
OF_A_LAYER = {"layer", "layer_file", "set_layer_aside", "use_layer"}
OF_AN_IMPORT = {
    "import", "go_on", "give_up_import", "show_import", "import_file", "cube_file",
}  # fmt: skip
OF_A_LOCATION = {"location", "change_location", "link_location", "close_location"}
OF_ONE = (
    OF_A_LOCATION
    | {"set_aside"}
    | {"look_at", "boundaries_file", "shapes"}
    | OF_A_LAYER
    | OF_AN_IMPORT
)
OF_THE_AREA = {
    "map_picture", "map_months", "map_file",
    "boundaries", "add_boundaries", "imports", "add_import", "layers", "vulnerability",
    "add_indicators", "keep_indicators", "add_counts", "look_at_counts", "keep_counts",
}  # fmt: skip
"""What is there once an area is chosen."""
every_page = pytest.mark.parametrize("page", PAGES)


@dataclass(frozen=True, slots=True)
class Kept:
    """A partnership with an area and its boundaries, and another with none."""

    here: Here
    theirs: Here
    about: ChosenArea
    drawn: AreaBoundaries
    layer: SuppliedLayer
    imported: CubeImport
    location: PriorityLocation
    suggestion: str


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    here = make_here()
    about = choose_ward(here)
    draw(here, about)
    drawn = access.boundaries(about)[Level.LSOA]
    layer = bring_in_indices(here, about)
    imported = bring_in_cube(here, about)
    location = take(here, about)
    ground = ground_of(here.seat, about)
    assert ground is not None
    key = location_access.suggestions(ground).open[0].key
    return Kept(here, make_here("Thirdford"), about, drawn, layer, imported, location, key)


@pytest.fixture
def found(kept: Kept, db: None) -> Kept:
    return kept


def address(found: Kept, page: str, here: Here | None = None) -> str:
    of = OF_WHAT.get(page, [])
    ids = {"look_at": found.about.pk, "boundaries_file": found.drawn.pk, "shapes": found.drawn.pk}
    ids |= dict.fromkeys(OF_A_LAYER, found.layer.pk)
    ids |= dict.fromkeys(OF_AN_IMPORT, found.imported.pk)
    ids |= dict.fromkeys(OF_A_LOCATION, found.location.pk)
    of = [found.suggestion] if page == "set_aside" else of
    of = [*of, str(ids[page])] if page in ids else of
    return reverse(f"places:{page}", args=[(here or found.here).partnership.pk, *of])


def opened(browser: Client, found: Kept, page: str, here: Here | None = None) -> int:
    ask = browser.post if page in PRESSES else browser.get
    return ask(address(found, page, here)).status_code


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.places.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == set(PAGES)


def test_every_verb_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Verb)


@pytest.mark.parametrize(("verb", "role"), [*product(Verb, Role)])
def test_check_and_may_agree(verb: Verb, role: Role) -> None:
    if may_do({role}, verb):
        check_may_do({role}, verb)
    else:
        with pytest.raises(NotAllowed, match="Ask the"):
            check_may_do({role}, verb)


@every_page
def test_it_opens_to_those_who_may_and_to_no_other(found: Kept, page: str) -> None:
    for role in Role:
        may = role in ALLOWED[PAGES[page]]
        answer = opened(found.here.browser(role), found, page)
        assert answer in ((200, 302) if may else (403,)), role


@every_page
def test_nothing_of_it_is_there_for_outsiders(found: Kept, page: str) -> None:
    outsider = found.theirs.analysts_browser

    assert opened(outsider, found, page) == 404
    assert opened(Client(), found, page) == 302
    if page in OF_ONE | OF_THE_AREA:
        assert opened(outsider, found, page, found.theirs) == 404


@every_page
def test_the_wrong_method_is_refused(found: Kept, page: str) -> None:
    wrong = "GET" if page in PRESSES else "PUT"
    answer = found.here.analysts_browser.generic(wrong, address(found, page))

    assert answer.status_code == 405


@pytest.mark.parametrize("page", [one for one in PAGES if one not in {*PRESSES, "map_file"}])
def test_it_opens_in_at_most_ten_queries(found: Kept, page: str) -> None:
    browser = found.here.analysts_browser

    with at_most(10):
        assert browser.get(address(found, page)).status_code == 200


def test_a_map_is_taken_in_few_queries_though_that_is_recorded(found: Kept) -> None:
    browser = found.here.analysts_browser

    with at_most(15):
        assert browser.get(address(found, "map_file")).status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "areas/choose/own/E01008881/",
        "areas/choose/luck/E08000025/",
        "areas/choose/wards/E99999999/tick/",
        "boundaries/00000000-0000-0000-0000-000000000000/download/",
        "boundaries/00000000-0000-0000-0000-000000000000/shapes/download/",
        "map/docx/download/",
        "layers/00000000-0000-0000-0000-000000000000/",
        "imports/00000000-0000-0000-0000-000000000000/",
        "locations/00000000-0000-0000-0000-000000000000/",
        "locations/add/?of=nothing",
        "suggestions/nothing/aside/",
    ],
)
def test_what_is_not_there_is_not_found(found: Kept, place: str) -> None:
    page = found.here.analysts_browser.get(f"/p/{found.here.partnership.pk}/places/{place}")

    assert page.status_code == 404
