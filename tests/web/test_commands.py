"""The commands that need the web application."""

import pytest
from click.testing import CliRunner
from django.db import connection
from people_here import Here

from commonground.cli.main import commands
from commonground.rooms.audit.guards import put_up, take_down
from commonground.rooms.audit.models import Entry


def test_a_whole_record_is_said_to_be_whole(here: Here) -> None:
    told = CliRunner().invoke(commands, ["audit", "verify"])

    assert told.exit_code == 0
    assert "Whole: 4 entries in 1 records." in told.output


def test_the_first_broken_entry_is_named(here: Here) -> None:
    take_down(connection)
    Entry.objects.filter(sequence=3).update(verb="undid")
    put_up(connection)

    told = CliRunner().invoke(commands, ["audit", "verify"])

    assert told.exit_code == 1
    assert f"Record of {here.partnership.pk}: entry 3 was altered" in told.output


def test_a_missing_guard_fails_too(here: Here) -> None:
    take_down(connection)

    told = CliRunner().invoke(commands, ["audit", "verify"])

    assert told.exit_code == 1
    assert "lacks the trigger audit_entry_never_updated" in told.output
    put_up(connection)


@pytest.mark.django_db
def test_an_empty_record_is_whole() -> None:
    assert CliRunner().invoke(commands, ["audit", "verify"]).exit_code == 0
