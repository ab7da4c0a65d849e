"""Every write is recorded inside its action, and the database refuses to change the record."""

import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from people_here import Here, at_most

from commonground.rooms.audit.guards import missing, names, put_up, take_down
from commonground.rooms.audit.models import Chain, Entry
from commonground.rooms.audit.recording import (
    SYSTEM,
    Deed,
    NotInAction,
    action,
    facts,
    record,
    record_all,
)
from commonground.rooms.audit.verifying import check_chains, missing_guards
from commonground.rooms.people import actions
from commonground.rooms.people.models import Agency
from commonground.rooms.plan.models import StaffDays


def test_recording_outside_an_action_is_refused(here: Here) -> None:
    with pytest.raises(NotInAction, match="inside its action"):
        record(partnership_id=here.partnership.pk, by=SYSTEM, verb="added", about=here.agency)


def test_recording_after_an_action_has_ended_is_refused(here: Here) -> None:
    actions.add_agency(by=here.seat, name="Another")

    with pytest.raises(NotInAction):
        record(partnership_id=here.partnership.pk, by=SYSTEM, verb="added", about=here.agency)


def test_an_action_that_fails_leaves_neither_its_write_nor_its_entry(here: Here) -> None:
    before = Entry.objects.count()

    @action
    def fails() -> None:
        actions.add_agency(by=here.seat, name="Never")
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fails()

    assert not Agency.objects.filter(name="Never").exists()
    assert Entry.objects.count() == before


def test_what_a_number_means_is_recorded_however_it_is_written(here: Here) -> None:
    days = StaffDays(action_id=here.agency.pk, agency=here.agency, days=Decimal("5.00"))

    assert facts(days)["days"] == "5"
    days.days = Decimal(100)
    assert facts(days)["days"] == "100"


def test_an_entry_says_who_what_when_before_and_after(here: Here) -> None:
    agency = actions.add_agency(by=here.seat, name="Old")
    actions.change_agency(
        by=here.seat, agency=agency, version=1, name="New", parent=None, counts_as=None
    )

    entry = Entry.objects.filter(object_id=str(agency.pk)).latest("sequence")

    assert entry.actor == f"person:{here.analyst.pk}"
    assert (entry.verb, entry.object_type) == ("changed", "agency")
    assert entry.changes == {"name": ("Old", "New"), "version": (1, 2)}
    assert entry.at is not None


def test_no_secret_is_ever_a_fact(here: Here) -> None:
    assert "password" not in facts(here.analyst)
    assert "password" not in json.dumps([one.after for one in Entry.objects.all()])


def test_each_partnership_has_a_chain_of_its_own(here: Here, elsewhere: Here) -> None:
    first, second = (Chain.objects.get(pk=one.partnership.pk) for one in (here, elsewhere))

    assert first.digest != second.digest
    assert all(checked.broken_at is None for checked in check_chains())
    assert {checked.chain for checked in check_chains()} >= {first.pk, second.pk}


@pytest.mark.parametrize("write", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_an_entry(here: Here, write: str) -> None:
    entries = Entry.objects.filter(chain_id=here.partnership.pk)
    ways = {"update": lambda: entries.update(actor="nobody"), "delete": entries.delete}

    with pytest.raises(DatabaseError, match="an audit entry is never"), transaction.atomic():
        ways[write]()

    assert not missing_guards()


def test_the_guards_stand_after_every_migration(db: None) -> None:
    assert missing(connection) == ()


def test_a_missing_guard_is_named(db: None) -> None:
    take_down(connection)
    assert missing(connection) == names(connection)

    put_up(connection)
    assert missing(connection) == ()


def test_an_entry_altered_behind_the_guards_is_found(here: Here) -> None:
    take_down(connection)
    Entry.objects.filter(chain_id=here.partnership.pk, sequence=2).update(actor="nobody")
    put_up(connection)

    broken = {one.chain: one.broken_at for one in check_chains()}[here.partnership.pk]

    assert broken is not None
    assert broken.sequence == 2


def test_many_deeds_are_one_chain_in_their_order(here: Here) -> None:
    deeds = [Deed(f"counted to {number} at", here.agency) for number in range(500)]

    @action
    def counts() -> None:
        record_all(partnership_id=here.partnership.pk, by=SYSTEM, deeds=deeds)
        record_all(partnership_id=here.partnership.pk, by=SYSTEM, deeds=[])

    with at_most(12):
        counts()

    told = Entry.objects.filter(chain_id=here.partnership.pk).order_by("-sequence")[:500]
    assert [one.verb for one in reversed(told)] == [one.verb for one in deeds]
    assert all(checked.broken_at is None for checked in check_chains())


def test_recording_takes_a_handful_of_queries(here: Here) -> None:
    seat = here.seat
    with at_most(8):
        actions.add_agency(by=seat, name="Another")
