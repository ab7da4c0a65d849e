"""Every address: the web's own, the account pages, and the rooms'."""

from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from commonground.web import pages
from commonground.web.late_addresses import LateAddresses

urlpatterns = [
    path("", pages.home, name="home"),
    path("health/", pages.health, name="health"),
    path("status/", pages.status, name="status"),
    path("language/", require_POST(set_language), name="set_language"),
    LateAddresses("api/v1/", "commonground.web.api_urls", app_name="ninja", namespace="api-v1"),
    path("account/", pages.account, name="account"),
    path("account/name/", pages.own_name, name="own_name"),
    path("account/", include("allauth.urls")),
    path("", include("commonground.rooms.people.urls")),
    path("", include("commonground.rooms.issues.urls")),
    path("", include("commonground.rooms.consultation.urls")),
    path("", include("commonground.rooms.meetings.urls")),
    path("", include("commonground.rooms.ranking.urls")),
    path("", include("commonground.rooms.themes.urls")),
    path("", include("commonground.rooms.assessment.urls")),
    path("", include("commonground.rooms.readiness.urls")),
    path("", include("commonground.rooms.plan.urls")),
    path("", include("commonground.rooms.places.urls")),
    path("", include("commonground.rooms.profile.urls")),
    path("", include("commonground.rooms.audit.urls")),
]

handler400 = "commonground.web.errors.bad_request"
handler403 = "commonground.web.errors.not_allowed"
handler404 = "commonground.web.errors.not_found"
handler500 = "commonground.web.errors.failed"
