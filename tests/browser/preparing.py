"""Prepares an installation for the browser: run by `browser_here` as a process of its own."""

import gc

import django
from browser_here import PASSWORD, PEOPLE
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from commonground.web.starting import OBJECTS_BETWEEN_COLLECTIONS


def main() -> None:
    """Make the database, its people, and the demo with two of them as its analysts."""
    gc.set_threshold(*OBJECTS_BETWEEN_COLLECTIONS)  # as where the product makes its demo
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)

    from commonground.rooms.people.demo_actions import look_round  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415

    # slow to make, so that it is slow to guess: once is enough
    password = make_password(PASSWORD)
    for name, email in PEOPLE.items():
        is_operator = name == "Operator"
        Person(name=name, email=email, is_operator=is_operator, password=password).save()
    for name in ("Analyst", "Second analyst"):
        look_round(by=Person.objects.get(name=name))


if __name__ == "__main__":
    main()
