"""The plan room, as Django knows it."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "commonground.rooms.plan"
    label = "plan"
