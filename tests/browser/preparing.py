"""Prepares an installation for the browser: run by `browser_here` as a process of its own."""

import django
from browser_here import PASSWORD, PEOPLE
from django.core.management import call_command


def main() -> None:
    """Make the database, its people, and the demo with two of them as its analysts."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)

    from commonground.rooms.people.demo_actions import look_round  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415

    for name, email in PEOPLE.items():
        person = Person(name=name, email=email, is_operator=name == "Operator")
        person.set_password(PASSWORD)
        person.save()
    for name in ("Analyst", "Second analyst"):
        look_round(by=Person.objects.get(name=name))


if __name__ == "__main__":
    main()
