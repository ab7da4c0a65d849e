"""Where the API's verbs are, below /api/v1/."""

from commonground.web.api import api

urlpatterns, app_name, namespace = api.urls
