"""Where the plan room's pages are."""

from django.urls import path

from commonground.rooms.plan import file_pages, import_pages

app_name = "plan"
_HERE = "p/<uuid:partnership_id>/"
_PLANS = _HERE + "plans/"
_PLAN = _PLANS + "<uuid:plan_id>/"

urlpatterns = [
    path(_PLAN + "files/", file_pages.files, name="files"),
    path(_PLAN + "downloads/<str:audience>/<str:kind>/", file_pages.file, name="file"),
    path(_PLAN + "workbook/", file_pages.workbook, name="workbook"),
    path(_PLAN + "workbook/back/", import_pages.import_workbook, name="import_workbook"),
    path(_PLAN + "workbook/confirm/", import_pages.confirm_workbook, name="confirm_workbook"),
]
