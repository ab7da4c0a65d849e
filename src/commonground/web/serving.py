"""The server that `commonground serve` becomes: gunicorn, in the same process."""

from importlib import import_module

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from commonground.web.jinja import load_templates
from commonground.web.wsgi import application


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Serves on this machine's own address alone."""

    def __init__(self, port: int, workers: int, *, is_waited_for: bool = False) -> None:
        self.port, self.workers, self.is_waited_for = port, workers, is_waited_for
        super().__init__()

    def load_config(self) -> None:
        """Say how: by as many processes, of eight threads each."""
        chosen = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": 8,
            # every issue of a page may be ticked, and each is named in the address
            "limit_request_line": 8190,
            "loglevel": "warning",
            "control_socket_disable": True,
            "preload_app": True,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Return the application with all of its pages; no worker inherits a connection.

        Where nobody waits for the first page, the API comes too, so that all workers share it.
        """
        _ = get_resolver().url_patterns
        if not self.is_waited_for:
            import_module("commonground.web.api_urls")
        load_templates()
        connections.close_all()
        return application
