"""Addresses whose pages are imported only once somebody asks for one of them."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class LateAddresses(URLResolver):
    """What stands under one route, in a module with `urlpatterns`; named by its namespace alone.

    A start need not wait for what no first page shows. `reverse` finds these names as any others,
    and imports them then.
    """

    def __init__(self, route: str, module: str, *, app_name: str, namespace: str) -> None:
        super().__init__(RoutePattern(route), module, app_name=app_name, namespace=namespace)

    def _populate(self) -> None:
        """Gather the names, where they were imported: whoever looks for another has no use."""
        if "urlconf_module" in vars(self):
            super()._populate()
