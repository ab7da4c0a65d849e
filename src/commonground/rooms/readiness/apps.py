"""The readiness room, as Django knows it."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "commonground.rooms.readiness"
    label = "readiness"
