"""The web application, as Django knows it: its static files and its translations."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "commonground.web"
    label = "web"
