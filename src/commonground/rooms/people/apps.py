"""The people room, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonground.rooms.people"
    label = "people"
