"""The profile room, as Django knows it."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    name = "commonground.rooms.profile"
    label = "profile"
