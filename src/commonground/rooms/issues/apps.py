"""The issues room, as Django knows it."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "commonground.rooms.issues"
    label = "issues"
