"""The assessment room, as Django knows it."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "commonground.rooms.assessment"
    label = "assessment"
