"""The consultation room, as Django knows it."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "commonground.rooms.consultation"
    label = "consultation"
