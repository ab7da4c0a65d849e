"""An area is chosen from the look-ups, and an earlier one keeps what it has."""

import pytest
from people_here import Here, text_of
from places_here import ACOCKS_GREEN, ALUM_ROCK, BIRMINGHAM, choose_ward, draw

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.places import access
from commonground.rooms.places.area_actions import choose_area, look_at_area
from commonground.rooms.places.area_finding import asked_for, parts_at, searched
from commonground.rooms.places.models import AreaKind, ChosenArea, Level
from commonground.rooms.places.rules import Verb
from commonground.rooms.refusals import NotAllowed


def place(here: Here, rest: str = "") -> str:
    return f"/p/{here.partnership.pk}/places/{rest}"


def test_a_search_finds_by_every_word_or_by_the_code() -> None:
    assert "Birmingham" in [one.name for one in searched(AreaKind.CSP, "birming")]
    [found] = searched(AreaKind.DISTRICT, BIRMINGHAM)
    assert (found.name, found.within) == ("Birmingham", "West Midlands")
    assert searched(AreaKind.DISTRICT, "no such place") == []


def test_a_district_is_all_of_its_lsoas() -> None:
    asked = asked_for(AreaKind.DISTRICT, BIRMINGHAM)

    assert (asked.name, len(asked.lsoas)) == ("Birmingham", 659)
    assert asked.lsoas["E01008881"].startswith("Birmingham")
    assert asked.parts == {BIRMINGHAM: "Birmingham"}


def test_wards_are_called_by_how_many_they_are() -> None:
    one = asked_for(AreaKind.WARDS, BIRMINGHAM, [ACOCKS_GREEN])
    two = asked_for(AreaKind.WARDS, BIRMINGHAM, [ACOCKS_GREEN, ALUM_ROCK])

    assert (one.name, two.name) == ("Acocks Green", "2 wards of Birmingham")
    assert set(one.lsoas) < set(two.lsoas)


@pytest.mark.parametrize(
    ("kind", "code", "wards"),
    [
        (AreaKind.CSP, "E22999999", []),
        (AreaKind.DISTRICT, "nothing", []),
        (AreaKind.WARDS, BIRMINGHAM, []),
        (AreaKind.WARDS, BIRMINGHAM, ["E05000026"]),
        (AreaKind.WARDS, "nothing", [ACOCKS_GREEN]),
    ],
    ids=["no partnership", "no district", "no ward", "a ward of another", "wards of nothing"],
)
def test_what_the_look_ups_do_not_have_is_refused(
    kind: AreaKind, code: str, wards: list[str]
) -> None:
    with pytest.raises(BadInput):
        asked_for(kind, code, wards)


def test_one_area_is_looked_at_and_the_earlier_keeps_what_it_has(here: Here) -> None:
    first = choose_ward(here)
    draw(here, first)
    second = choose_ward(here, ALUM_ROCK)

    assert access.current_area(here.seat) == second
    assert access.boundaries(second) == {}
    again = choose_ward(here)
    assert again == first
    assert access.current_area(here.seat) == first
    assert Level.LSOA in access.boundaries(again)
    assert ChosenArea.objects.filter(partnership=here.partnership).count() == 2


def test_looking_at_an_earlier_one_is_recorded(here: Here) -> None:
    first = choose_ward(here)
    choose_ward(here, ALUM_ROCK)
    look_at_area(by=here.seat, about=first)

    said = Entry.objects.filter(object_type="chosenarea").order_by("sequence")
    assert [one.verb for one in said] == ["added", "changed", "added", "changed", "changed"]
    assert access.area_now(here.seat) == first


def test_parts_of_an_area_on_each_level(here: Here) -> None:
    about = choose_ward(here, ACOCKS_GREEN, ALUM_ROCK)

    assert parts_at(Level.WARD, about) == {ACOCKS_GREEN: "Acocks Green", ALUM_ROCK: "Alum Rock"}
    assert parts_at(Level.DISTRICT, about) == {BIRMINGHAM: "Birmingham"}
    assert len(parts_at(Level.LSOA, about)) == about.lsoa_count


def test_only_the_analyst_chooses(here: Here) -> None:
    chair = access.seat(here.with_role(Role.CHAIR), here.partnership.pk, Verb.SEE_PLACES)

    with pytest.raises(NotAllowed):
        choose_area(by=chair, asked=asked_for(AreaKind.DISTRICT, BIRMINGHAM))


def test_an_area_is_searched_for_confirmed_and_looked_at_without_javascript(here: Here) -> None:
    browser = here.analysts_browser

    found = browser.get(place(here, "areas/choose/?kind=district&q=birming"))
    assert f"areas/choose/district/{BIRMINGHAM}/" in text_of(found)
    confirm = browser.get(place(here, f"areas/choose/district/{BIRMINGHAM}/"))
    assert "659 LSOAs" in text_of(confirm)
    sent = browser.post(
        place(here, f"areas/choose/district/{BIRMINGHAM}/"), {"name": "Our city"}, follow=True
    )
    assert "The area is now Our city." in text_of(sent)
    assert "Our city" in text_of(browser.get(place(here, "areas/")))


def test_wards_are_ticked(here: Here) -> None:
    browser = here.analysts_browser

    assert "Alum Rock" in text_of(
        browser.get(place(here, f"areas/choose/wards/{BIRMINGHAM}/tick/"))
    )
    address = place(here, f"areas/choose/wards/{BIRMINGHAM}/?ward={ACOCKS_GREEN}&ward={ALUM_ROCK}")
    assert "2 wards of Birmingham" in text_of(browser.get(address))
    browser.post(address, {"name": "Two wards"})
    assert access.area_now(here.seat).name == "Two wards"


def test_no_ward_ticked_leads_back_with_a_sentence(here: Here) -> None:
    address = place(here, f"areas/choose/wards/{BIRMINGHAM}/")

    answer = here.analysts_browser.get(address, follow=True)
    assert "Choose at least one ward." in text_of(answer)
    assert "Alum Rock" in text_of(answer)


def test_an_area_of_nothing_leads_back_to_the_search(here: Here) -> None:
    answer = here.analysts_browser.get(place(here, "areas/choose/csp/E22999999/"), follow=True)

    assert "There is no community safety partnership E22999999." in text_of(answer)
