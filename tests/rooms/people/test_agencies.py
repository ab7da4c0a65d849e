"""Agencies: a published map of who counts as whom, and nobody overwritten silently."""

import pytest
from people_here import Here, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people import access, actions
from commonground.rooms.people.models import Agency
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb
from commonground.rooms.refusals import ChangedMeanwhile, NotAllowed


def test_an_agency_is_added_once_however_often_it_is_sent(here: Here) -> None:
    browser = here.analysts_browser
    address = f"/p/{here.partnership.pk}/agencies/add/"

    first = browser.post(address, {"name": "Housing"})
    again = browser.post(address, {"name": "housing"})

    assert first.status_code == 302
    assert "There is already an agency called housing." in text_of(again)
    assert Agency.objects.filter(partnership=here.partnership, name__iexact="housing").count() == 1


def test_a_form_with_errors_says_so_at_the_top_and_beside_the_field(here: Here) -> None:
    page = text_of(here.analysts_browser.post(f"/p/{here.partnership.pk}/agencies/add/", {}))

    assert "Error: Add an agency" in page
    assert 'href="#id_name"' in page
    assert 'id="id_name-error"' in page


def test_two_analysts_never_overwrite_each_other_silently(here: Here) -> None:
    browser = here.analysts_browser
    address = f"/p/{here.partnership.pk}/agencies/{here.agency.pk}/change/"
    opened = {"version": 1, "parent": "", "counts_as": ""}
    browser.post(address, {**opened, "name": "Theirs"})

    conflict = browser.post(address, {**opened, "name": "Mine"})

    assert conflict.status_code == 409
    assert "Theirs" in text_of(conflict)
    assert "Mine" in text_of(conflict)
    assert 'name="version" value="2"' in text_of(conflict)
    here.agency.refresh_from_db()
    assert here.agency.name == "Theirs"

    browser.post(address, {**opened, "version": 2, "name": "Mine"})
    here.agency.refresh_from_db()
    assert here.agency.name == "Mine"


def test_saving_what_is_there_already_records_nothing(here: Here) -> None:
    before = Entry.objects.count()
    address = f"/p/{here.partnership.pk}/agencies/{here.agency.pk}/change/"

    answer = here.analysts_browser.post(
        address, {"version": 1, "name": here.agency.name, "parent": "", "counts_as": ""}
    )

    assert answer.status_code == 302
    assert Entry.objects.count() == before


def change(
    here: Here, agency: Agency, counts_as: Agency | None, parent: Agency | None = None
) -> None:
    agency.refresh_from_db()
    actions.change_agency(
        by=here.seat,
        agency=agency,
        version=agency.version,
        name=agency.name,
        parent=parent,
        counts_as=counts_as,
    )


def test_a_department_counts_as_its_agency_and_not_in_a_chain(here: Here) -> None:
    youth = actions.add_agency(by=here.seat, name="Youth", counts_as=here.agency)
    other = actions.add_agency(by=here.seat, name="Other")

    with pytest.raises(BadInput, match="Youth itself counts as another agency"):
        change(here, other, counts_as=youth)
    with pytest.raises(BadInput, match="Other agencies count as Larkenmere Council"):
        change(here, here.agency, counts_as=other)


def test_an_agency_is_never_part_of_itself(here: Here) -> None:
    youth = actions.add_agency(by=here.seat, name="Youth", parent=here.agency)

    with pytest.raises(BadInput, match="cannot be part of itself"):
        change(here, here.agency, counts_as=None, parent=youth)


def test_another_partnerships_agency_cannot_be_chosen(here: Here, elsewhere: Here) -> None:
    with pytest.raises(BadInput, match="of this partnership"):
        actions.add_agency(by=here.seat, name="Youth", parent=elsewhere.agency)


def test_the_action_checks_the_rule_itself(here: Here) -> None:
    reader = access.seat(here.with_role(Role.MEMBER), here.partnership.pk, Verb.SEE_AGENCIES)

    with pytest.raises(NotAllowed):
        actions.add_agency(by=reader, name="Never")


def test_a_stale_version_carries_what_is_there_now(here: Here) -> None:
    change(here, here.agency, counts_as=None)
    actions.change_agency(
        by=here.seat, agency=here.agency, version=1, name="Now", parent=None, counts_as=None
    )

    with pytest.raises(ChangedMeanwhile) as refused:
        actions.change_agency(
            by=here.seat, agency=here.agency, version=1, name="Late", parent=None, counts_as=None
        )

    assert str(refused.value.current) == "Now"
