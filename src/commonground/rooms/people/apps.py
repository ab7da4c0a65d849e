"""The people room, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonground.rooms.people"
    label = "people"

    def ready(self) -> None:
        """Listen to the sign-in library once every app is there."""
        from commonground.rooms.people import account_signals  # noqa: F401, PLC0415
