"""Where the consultation room's pages are."""

from django.urls import path

from commonground.rooms.consultation import (
    describing_pages,
    expertise_pages,
    pages,
    paper_pages,
    reopening_pages,
    running_pages,
    scoring_pages,
    withdrawing_pages,
)
from commonground.rooms.consultation.models import Kind

app_name = "consultation"
_HERE = "p/<uuid:partnership_id>/rounds/"
_ONE = _HERE + "<uuid:round_id>/"

urlpatterns = [
    path(_HERE, pages.rounds, name="rounds"),
    path(_HERE + "add/", pages.add_round, name="add_round"),
    path(_ONE, pages.round_, name="round"),
    path(_ONE + "change/", pages.change_round, name="change_round"),
    path(_ONE + "factors/", pages.factors, name="factors"),
    path(_ONE + "descriptors/", describing_pages.descriptors, name="descriptors"),
    path(_ONE + "issues/", pages.choose_issues, name="choose_issues"),
    path(_ONE + "assessors/", pages.choose_assessors, name="choose_assessors"),
    path(_ONE + "expertise/", expertise_pages.expertise, name="expertise"),
    path(_ONE + "assignment/", pages.assignment, name="assignment"),
    path(_ONE + "open/", running_pages.open_round, name="open_round"),
    path(_ONE + "close/", running_pages.close_round, name="close_round"),
    path(_ONE + "invite/", running_pages.letter, {"kind": Kind.INVITATION}, name="invite"),
    path(_ONE + "remind/", running_pages.letter, {"kind": Kind.REMINDER}, name="remind"),
    path(_ONE + "thank/", running_pages.letter, {"kind": Kind.THANKS}, name="thank"),
    path(_ONE + "paper/", paper_pages.paper, name="paper"),
    path(_ONE + "paper/print/", paper_pages.print_paper, name="print_paper"),
    path(_ONE + "paper/<uuid:assessor_id>/<int:number>/", paper_pages.type_in, name="type_in"),
    path(_ONE + "reopen/", reopening_pages.reopen, name="reopen"),
    path(_ONE + "withdraw/", withdrawing_pages.withdraw, name="withdraw"),
    path(_ONE + "messages/", running_pages.messages_, name="messages"),
    path("score/<str:token>/", scoring_pages.start, name="start"),
    path("score/<str:token>/<int:number>/", scoring_pages.issue, name="issue"),
]
