"""Where the meetings room's pages are."""

from django.urls import path

from commonground.rooms.meetings import date_pages, joining_pages, pages, room_pages

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
    path(_ONE + "lead/", room_pages.lead, name="lead"),
    path(_ONE + "lead/now/", room_pages.lead_now, name="lead_now"),
    path(_ONE + "screen/", room_pages.screen, name="screen"),
    path(_ONE + "screen/now/", room_pages.screen_now, name="screen_now"),
    path(_ONE + "start/", room_pages.start, name="start"),
    path(_ONE + "end/", room_pages.end, name="end"),
    path(_ONE + "reveal/", room_pages.reveal, name="reveal"),
    path(_ONE + "note/", room_pages.note, name="note"),
    path(_ONE + "next/", room_pages.next_issue, name="next_issue"),
    path(_ONE + "agree/", room_pages.agree, name="agree"),
    path(_ONE + "here/", room_pages.here, name="here"),
    path(_ONE + "dates/", date_pages.dates, name="dates"),
    path(_ONE + "dates/ask/", date_pages.ask, name="ask"),
    path(_ONE + "dates/tell/", date_pages.tell, name="tell"),
    path(_ONE + "dates/letters/", date_pages.letters, name="date_letters"),
    path(_ONE + "dates/<uuid:date_id>/choose/", date_pages.choose_date, name="choose_date"),
    path(_ONE + "dates/<uuid:date_id>/withdraw/", date_pages.withdraw_date, name="withdraw_date"),
    path(_ONE + "calendar/download/", date_pages.calendar, name="calendar"),
    path("dates/<str:token>/", date_pages.answer, name="answer"),
    path("dates/<str:token>/calendar/download/", date_pages.own_calendar, name="own_calendar"),
    path("join/", joining_pages.join, name="join"),
    path("join/<str:code>/", joining_pages.join_by_code, name="join_by_code"),
    path("take-part/<str:token>/", joining_pages.take_part, name="take_part"),
    path("take-part/<str:token>/now/", joining_pages.now, name="now"),
    path("take-part/<str:token>/ask/", joining_pages.ask, name="ask_in_room"),
    path("take-part/<str:token>/<int:number>/", joining_pages.score, name="score"),
]
