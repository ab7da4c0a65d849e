"""The meetings room, as Django knows it."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "commonground.rooms.meetings"
    label = "meetings"
