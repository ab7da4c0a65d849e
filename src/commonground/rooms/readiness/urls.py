"""Where the readiness room's pages are."""

from django.urls import path

from commonground.rooms.readiness import file_pages, inspection_pages, pages, rule_pages

app_name = "readiness"
_ALL = "p/<uuid:partnership_id>/readiness/"
_RULE = _ALL + "rules/<str:rule_id>/"
_INSPECTIONS = _ALL + "inspections/"
_INSPECTION = _INSPECTIONS + "<uuid:recommendation_id>/"

urlpatterns = [
    path(_ALL, pages.overview, name="overview"),
    path(_ALL + "check/", pages.check, name="check"),
    path(_ALL + "headings/<str:heading_id>/", pages.heading, name="heading"),
    path(_ALL + "history/", pages.history, name="history"),
    path(_ALL + "rules/", rule_pages.rules, name="rules"),
    path(_RULE, pages.rule, name="rule"),
    path(_RULE + "set/", rule_pages.set_rule, name="set_rule"),
    path(_RULE + "answer/", rule_pages.answer, name="answer"),
    path(_RULE + "take-back/", rule_pages.take_back, name="take_back"),
    path(_INSPECTIONS, inspection_pages.inspections, name="inspections"),
    path(_INSPECTIONS + "add/", inspection_pages.add_inspection, name="add_inspection"),
    path(_INSPECTION, inspection_pages.inspection, name="inspection"),
    path(_INSPECTION + "change/", inspection_pages.change_inspection, name="change_inspection"),
    path(_INSPECTION + "step/", inspection_pages.step, name="step"),
    path(_ALL + "report/", file_pages.report, name="report"),
    path(_ALL + "report/<str:kind>/download/", file_pages.file, name="file"),
]
