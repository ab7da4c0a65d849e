"""The invented partnership looks at a real area, and says so."""

import birmingham
import pytest
from people_here import Here, make_here

from commonground.rooms.places import access
from commonground.rooms.places.demo_actions import fill_demo
from commonground.rooms.places.models import Level


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Here:
    here = make_here()
    fill_demo(by=here.seat)
    return here


@pytest.mark.django_db
def test_it_has_an_area_with_boundaries_counts_and_indices(kept: Here) -> None:
    about = access.current_area(kept.seat)
    assert about is not None
    assert about.lsoa_count == 659
    assert access.boundaries(about)[Level.LSOA].drawn == 659
    shown = access.shown_import(about)
    assert shown is not None
    cube = access.cube_of(shown)
    assert cube.areas == tuple(about.lsoa_names)
    assert cube.totals(birmingham.YEAR, cube.categories).sum() == 145_635
    layer = about.layers.get()
    assert layer.covered == 659
    assert layer.measures.filter(is_residents=True).count() == 1


@pytest.mark.django_db
def test_it_says_that_the_data_are_real_and_the_partnership_is_invented(kept: Here) -> None:
    page = kept.analysts_browser.get(f"/p/{kept.partnership.pk}/places/").content.decode()
    assert "real open data, shown by an invented partnership" in page


@pytest.mark.django_db
def test_beside_what_is_invented_stands_that_the_open_data_are_real(kept: Here) -> None:
    kept.partnership.is_demo = True
    kept.partnership.save()
    at = f"/p/{kept.partnership.pk}/"
    told = "The open data of this room are real."
    assert told in kept.analysts_browser.get(f"{at}places/").content.decode()
    assert told not in kept.analysts_browser.get(f"{at}issues/").content.decode()
