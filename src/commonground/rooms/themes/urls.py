"""Where the themes room's pages are."""

from django.urls import path

from commonground.rooms.themes import (
    check_pages,
    code_pages,
    coding_pages,
    golden_pages,
    group_pages,
    pages,
    survey_pages,
)

app_name = "themes"
_ALL = "p/<uuid:partnership_id>/themes/"
_REMARK = _ALL + "remarks/<uuid:remark_id>/"
_CODE = _ALL + "codes/<uuid:code_id>/"
_CHECK = _ALL + "checks/<uuid:check_id>/"
_DRAWN = _CHECK + "remarks/<uuid:drawn_id>/"
_THEME = _ALL + "<uuid:theme_id>/"

urlpatterns = [
    path(_ALL, golden_pages.themes, name="themes"),
    path(_ALL + "add/", golden_pages.add_theme, name="add_theme"),
    path(_ALL + "export/<str:kind>/", golden_pages.export, name="export"),
    path(_THEME, golden_pages.theme, name="theme"),
    path(_THEME + "change/", golden_pages.change_theme, name="change_theme"),
    path(_THEME + "delete/", golden_pages.delete_theme, name="delete_theme"),
    path(_ALL + "remarks/", pages.remarks, name="remarks"),
    path(_ALL + "remarks/gather/", pages.gather, name="gather"),
    path(_ALL + "remarks/gather/rounds/<uuid:round_id>/", pages.gather_round, name="gather_round"),
    path(_ALL + "remarks/gather/proposals/", pages.gather_proposals, name="gather_proposals"),
    path(_ALL + "remarks/paste/", pages.paste, name="paste"),
    path(_ALL + "remarks/import/", survey_pages.import_survey, name="import_survey"),
    path(_ALL + "remarks/import/look/", survey_pages.look, name="look_at_survey"),
    path(_ALL + "remarks/import/confirm/", survey_pages.confirm, name="confirm_survey"),
    path(_ALL + "remarks/undo/", coding_pages.undo, name="undo"),
    path(_ALL + "remarks/groups/", group_pages.groups, name="groups"),
    path(_REMARK + "group/", group_pages.group, name="group"),
    path(_REMARK, coding_pages.remark, name="remark"),
    path(_ALL + "checks/", check_pages.checks, name="checks"),
    path(_ALL + "checks/start/", check_pages.start_check, name="start_check"),
    path(_CHECK, check_pages.check, name="check"),
    path(_CHECK + "finish/", check_pages.finish_part, name="finish_part"),
    path(_CHECK + "end/", check_pages.end_check, name="end_check"),
    path(_CHECK + "agreed/", check_pages.take_agreed, name="take_agreed"),
    path(_CHECK + "export/<str:kind>/", check_pages.export_check, name="export_check"),
    path(_DRAWN, check_pages.check_remark, name="check_remark"),
    path(_DRAWN + "settle/", check_pages.settle, name="settle"),
    path(_ALL + "codes/", code_pages.codes, name="codes"),
    path(_ALL + "codes/add/", code_pages.add_code, name="add_code"),
    path(_CODE + "change/", code_pages.change_code, name="change_code"),
    path(_CODE + "merge/", code_pages.merge_code, name="merge_code"),
    path(_CODE + "split/", code_pages.split_code, name="split_code"),
    path(_CODE + "retire/", code_pages.retire_code, name="retire_code"),
]
