"""The themes room, as Django knows it."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "commonground.rooms.themes"
    label = "themes"
