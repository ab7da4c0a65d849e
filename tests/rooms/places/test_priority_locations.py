"""A priority location is a person's, with a reason; a suggestion is nobody's until it is taken."""

import json

import pytest
from people_here import Here, make_here, text_of
from places_here import bring_in_cube, choose_ward, counted, draw, said, take
from plan_here import make_planned

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.issues.models import Issue, Origin
from commonground.rooms.people.roles import Role
from commonground.rooms.places import location_access
from commonground.rooms.places.location_actions import (
    Counted,
    change_location,
    close_location,
    link_location,
    take_location,
)
from commonground.rooms.places.location_shapes import shape_of
from commonground.rooms.places.map_reading import ground_of
from commonground.rooms.places.models import ChosenArea, PriorityLocation, SetAside
from commonground.rooms.refusals import ChangedMeanwhile, NotAllowed

pytestmark = pytest.mark.django_db
TRIANGLE = {"type": "Polygon", "coordinates": [[[-1.9, 52.4], [-1.8, 52.4], [-1.8, 52.5],
                                                [-1.9, 52.4]]]}  # fmt: skip


@pytest.fixture
def here() -> Here:
    return make_here()


@pytest.fixture
def about(here: Here) -> ChosenArea:
    made = choose_ward(here)
    draw(here, made)
    bring_in_cube(here, made)
    return made


def at(here: Here, rest: str) -> str:
    return f"/p/{here.partnership.pk}/places/{rest}"


def sent(about: ChosenArea, **other: object) -> dict[str, object]:
    """Return what the form sends of a location in the first area."""
    name = next(iter(about.lsoa_names.values()))
    usual = {"name": "Market Square", "areas": name, "reason": "Because (invented).",
             "confidence": "high", "marking": "OFFICIAL", "version": "1"}  # fmt: skip
    return {**usual, **other}


class TestTaking:
    def test_a_place_is_taken_with_what_the_counts_said_then(
        self, here: Here, about: ChosenArea
    ) -> None:
        page = here.analysts_browser.post(at(here, "locations/add/"), sent(about), follow=True)
        assert "Market Square is a priority location." in text_of(page)
        made = PriorityLocation.objects.get()
        # two robberies in each of the two whole months; anti-social behaviour is apart
        assert (made.first_month, made.last_month, made.incidents) == ("2026-01", "2026-03", 4)
        assert made.cube_sha256 == about.imports.get().sha256
        assert "4 incidents, January 2026 to March 2026" in text_of(page)
        assert Entry.objects.filter(object_id=made.pk).count() == 1

    def test_the_same_again_is_one(self, here: Here, about: ChosenArea) -> None:
        for _press in range(2):
            here.analysts_browser.post(at(here, "locations/add/"), sent(about))
        assert PriorityLocation.objects.count() == 1

    @pytest.mark.parametrize(
        ("other", "told"),
        [
            ({"reason": "  "}, "Enter: reason"),
            ({"name": ""}, "Enter: name"),
            ({"areas": "", "shape": ""}, "Name at least one area, or draw a shape."),
            ({"areas": "Atlantis 001A"}, "This is no part of the area: Atlantis 001A."),
            ({"confidence": "certain"}, "certain"),
            ({"marking": "SECRET"}, "SECRET"),
            ({"shape": "not json"}, "The shape is no polygon."),
        ],
    )
    def test_what_is_wanting_is_told_and_nothing_is_kept(
        self, here: Here, about: ChosenArea, other: dict[str, object], told: str
    ) -> None:
        page = here.analysts_browser.post(at(here, "locations/add/"), sent(about, **other))
        assert told in text_of(page)
        assert not PriorityLocation.objects.exists()

    def test_an_area_is_named_by_its_code_or_its_name_in_any_case(
        self, here: Here, about: ChosenArea
    ) -> None:
        codes = list(about.lsoa_names)
        lines = f"{codes[0]}\r\n{about.lsoa_names[codes[1]].upper()}\r\n\r\n{codes[0]}"
        here.analysts_browser.post(at(here, "locations/add/"), sent(about, areas=lines))
        made = PriorityLocation.objects.get()
        assert list(made.areas.order_by("position").values_list("code", flat=True)) == codes[:2]

    def test_two_open_ones_never_share_a_name(self, here: Here, about: ChosenArea) -> None:
        take(here, about)
        with pytest.raises(BadInput, match="of this name"):
            take(here, about, reason="Another reason.")

    def test_without_counts_it_can_be_taken_too(self, here: Here) -> None:
        bare = choose_ward(here)
        here.analysts_browser.post(at(here, "locations/add/"), sent(bare))
        assert PriorityLocation.objects.get().incidents is None

    def test_an_analyst_alone_takes(self, here: Here, about: ChosenArea) -> None:
        for role in set(Role) - {Role.ANALYST}:
            answer = here.browser(role).post(at(here, "locations/add/"), sent(about))
            assert answer.status_code == 403
        with pytest.raises(NotAllowed):
            take_location(
                by=location_seat(here, Role.CHAIR), about=about, said=said(about),
                counted=Counted(),
            )  # fmt: skip


def location_seat(here: Here, role: Role):  # type: ignore[no-untyped-def]
    from dataclasses import replace  # noqa: PLC0415

    return replace(here.seat, roles=frozenset({role}))


class TestShapes:
    def test_a_polygon_is_kept_as_simple_geojson(self) -> None:
        kept = json.loads(shape_of(json.dumps({"type": "Feature", "geometry": TRIANGLE})))
        assert kept["type"] == "Polygon"
        assert len(kept["coordinates"][0]) == 4

    @pytest.mark.parametrize(
        "text",
        [
            "[]", "{}", '{"type": "Point", "coordinates": [-1, 52]}', "[" * 5000,
            '{"type": "Polygon", "coordinates": []}',
            json.dumps({**TRIANGLE, "coordinates": [[[-1, 51], [-1.2, 51.2], [-1, 51.2],
                                                     [-1.2, 51], [-1, 51]]]}),
            json.dumps({**TRIANGLE, "coordinates": [[[50, 51], [51, 51], [51, 52], [50, 51]]]}),
            "x" * 60_000,
        ],
    )  # fmt: skip
    def test_what_is_no_polygon_in_the_country_is_refused(self, text: str) -> None:
        with pytest.raises(BadInput):
            shape_of(text)

    def test_none_is_none(self) -> None:
        assert shape_of("  ") == ""

    def test_a_drawn_place_needs_no_areas_and_has_a_map(
        self, here: Here, about: ChosenArea
    ) -> None:
        shape = json.dumps({**TRIANGLE, "coordinates": [[[0.0, 52.0], [0.02, 52.0], [0.02, 52.01],
                                                         [0.0, 52.0]]]})  # fmt: skip
        answer = here.analysts_browser.post(
            at(here, "locations/add/"), sent(about, areas="", shape=shape), follow=True
        )
        assert "Where Market Square is" in answer.content.decode()


class TestChanging:
    def test_what_was_said_before_stays(self, here: Here, about: ChosenArea) -> None:
        made = take(here, about)
        page = here.analysts_browser.post(
            at(here, f"locations/{made.pk}/change/"),
            sent(about, reason="It moved to the arcade (invented)."), follow=True,
        )  # fmt: skip
        told = text_of(page)
        assert "It moved to the arcade" in told
        assert "Shop workers are threatened" in told
        assert made.revisions.count() == 1

    def test_two_at_once_see_each_other(self, here: Here, about: ChosenArea) -> None:
        made = take(here, about)
        change_location(by=here.seat, about=made, version=1, said=said(about, reason="One."))
        with pytest.raises(ChangedMeanwhile):
            change_location(by=here.seat, about=made, version=1, said=said(about, reason="Two."))
        page = here.analysts_browser.post(
            at(here, f"locations/{made.pk}/change/"), sent(about, reason="Two.")
        )
        assert page.status_code == 409
        assert made.revisions.count() == 1

    def test_the_same_again_changes_nothing(self, here: Here, about: ChosenArea) -> None:
        made = take(here, about)
        change_location(by=here.seat, about=made, version=1, said=said(about))
        assert PriorityLocation.objects.get().version == 1

    def test_closing_needs_a_reason_and_ends_it(self, here: Here, about: ChosenArea) -> None:
        made = take(here, about)
        with pytest.raises(BadInput):
            close_location(by=here.seat, about=made, version=1, reason=" ")
        for _press in range(2):
            close_location(by=here.seat, about=made, version=1, reason="It is over (invented).")
        with pytest.raises(BadInput, match="is closed"):
            change_location(by=here.seat, about=made, version=2, said=said(about, reason="X"))
        page = text_of(here.analysts_browser.get(at(here, "locations/?closed=1")))
        assert "Market Square" in page
        assert "Market Square" not in text_of(here.analysts_browser.get(at(here, "locations/")))
        # the name is free again
        take(here, about)


class TestLinks:
    def test_issues_and_actions_of_the_partnership_are_linked(
        self, here: Here, about: ChosenArea
    ) -> None:
        made, planned = take(here, about), make_planned(here)
        issue = Issue.objects.create(
            partnership=here.partnership, name="Shop theft", origin=Origin.OTHER
        )
        form = {"issues": [str(issue.pk)], "actions": [str(planned.actions[0].pk)]}
        page = here.analysts_browser.post(
            at(here, f"locations/{made.pk}/links/"), form, follow=True
        )
        assert "Shop theft" in text_of(page)
        assert list(location_access.of_issue(here.seat, issue.pk)) == [made]
        assert list(location_access.of_action(here.seat, planned.actions[0].pk)) == [made]
        pages = (f"issues/{issue.pk}/", f"actions/{planned.actions[0].pk}/")
        for one in pages:
            shown = here.analysts_browser.get(f"/p/{here.partnership.pk}/{one}")
            assert "Market Square" in text_of(shown), one

    def test_another_partnerships_are_not(self, here: Here, about: ChosenArea) -> None:
        made, theirs = take(here, about), make_here("Thirdford")
        issue = Issue.objects.create(
            partnership=theirs.partnership, name="Theirs", origin=Origin.OTHER
        )
        with pytest.raises(BadInput, match="Choose issues of this partnership"):
            link_location(by=here.seat, about=made, issues=[issue.pk], actions=[])
        action = make_planned(theirs).actions[0]
        with pytest.raises(BadInput, match="Choose actions of this partnership"):
            link_location(by=here.seat, about=made, issues=[], actions=[action.pk])


class TestSuggestions:
    @pytest.fixture
    def key(self, here: Here, about: ChosenArea) -> str:
        ground = ground_of(here.seat, about)
        assert ground is not None
        return location_access.suggestions(ground).open[0].key

    def test_one_says_why_and_of_which_months(self, here: Here, key: str) -> None:
        page = text_of(here.analysts_browser.get(at(here, "suggestions/")))
        assert "among the fewest areas that hold 25% of them" in page
        assert "Left out because missing or partial: March 2026" in page

    def test_taking_one_fills_in_everything_but_the_reason(
        self, here: Here, about: ChosenArea, key: str
    ) -> None:
        address = at(here, f"locations/add/?of={key}")
        page = here.analysts_browser.get(address).content.decode()
        assert next(iter(about.lsoa_names.values())) in page
        here.analysts_browser.post(address, sent(about))
        assert PriorityLocation.objects.get().suggestion == key
        assert key not in here.analysts_browser.get(at(here, "suggestions/")).content.decode()

    def test_one_set_aside_stays_aside_with_its_reason(
        self, here: Here, about: ChosenArea, key: str
    ) -> None:
        address = at(here, f"suggestions/{key}/aside/")
        here.analysts_browser.post(address, {"reason": "A car park, counted twice (invented)."})
        page = text_of(here.analysts_browser.get(at(here, "suggestions/")))
        assert "A car park, counted twice" in page
        assert here.analysts_browser.post(address, {"reason": "Again."}).status_code == 404
        assert SetAside.objects.count() == 1

    def test_other_counts_suggest_anew(self, here: Here, about: ChosenArea, key: str) -> None:
        here.analysts_browser.post(at(here, f"suggestions/{key}/aside/"), {"reason": "No."})
        ground = ground_of(here.seat, about)
        assert ground is not None
        before = len(location_access.suggestions(ground).open)
        assert counted(about).content
        bring_in_cube(here, about, 7)
        ground = ground_of(here.seat, about)
        assert ground is not None
        # the same areas over the same months are still aside
        assert len(location_access.suggestions(ground).open) == before

    def test_without_counts_the_page_says_so(self, here: Here) -> None:
        choose_ward(here)
        page = text_of(here.analysts_browser.get(at(here, "suggestions/")))
        assert "There is nothing to suggest from" in page


def test_the_list_as_csv_is_marked_as_its_highest_and_runs_nothing(
    here: Here, about: ChosenArea
) -> None:
    take(here, about, name="=1+1", marking="OFFICIAL-SENSITIVE")
    answer = here.analysts_browser.get(at(here, "locations/download/"))
    assert "OFFICIAL-SENSITIVE" in answer["Content-Disposition"]
    assert "'=1+1" in answer.content.decode("utf-8-sig")
