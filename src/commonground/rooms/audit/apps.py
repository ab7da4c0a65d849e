"""The audit room, as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "commonground.rooms.audit"
    label = "audit"
