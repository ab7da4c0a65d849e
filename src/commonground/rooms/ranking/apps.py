"""The ranking room, as Django knows it."""

from django.apps import AppConfig


class RankingConfig(AppConfig):
    name = "commonground.rooms.ranking"
    label = "ranking"
