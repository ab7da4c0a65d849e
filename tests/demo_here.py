"""The demo, which takes seconds to make: once for all tests of a module that look at it."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from people_here import make_person, signed_in

from commonground.rooms.people.demo_actions import look_round
from commonground.rooms.people.models import Partnership, Person


@dataclass(frozen=True, slots=True)
class Demo:
    """The invented partnership, and who looks round in it."""

    partnership: Partnership
    analyst: Person

    @property
    def browser(self) -> Client:
        return signed_in(self.analyst)


@pytest.fixture(scope="module")
def kept_demo(kept_db: None) -> Demo:
    """The demo, with somebody who has looked round in it."""
    analyst = make_person("Newcomer")
    demo = Demo(look_round(by=analyst), analyst)
    if connection.vendor == "postgresql":
        # what one transaction has just written, a server's own housekeeping has not yet counted
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return demo
