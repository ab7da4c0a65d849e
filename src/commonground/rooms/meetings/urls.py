"""Where the meetings room's pages are."""

from django.urls import path

from commonground.rooms.meetings import pages

app_name = "meetings"
_OF = "p/<uuid:partnership_id>/rounds/<uuid:round_id>/meetings/"
_ONE = "p/<uuid:partnership_id>/meetings/<uuid:meeting_id>/"

urlpatterns = [
    path(_OF, pages.meetings, name="meetings"),
    path(_OF + "plan/", pages.plan_meeting, name="plan_meeting"),
    path(_ONE, pages.meeting, name="meeting"),
    path(_ONE + "change/", pages.change_meeting, name="change_meeting"),
    path(_ONE + "invite/", pages.invite, name="invite"),
    path(_ONE + "register/", pages.register, name="register"),
    path(_ONE + "sheet/", pages.sheet, name="sheet"),
]
