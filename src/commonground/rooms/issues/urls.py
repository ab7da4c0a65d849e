"""Where the issues room's pages are."""

from django.urls import path

from commonground.rooms.issues import list_pages, pages

app_name = "issues"
_HERE = "p/<uuid:partnership_id>/issues/"
_ONE = _HERE + "<uuid:issue_id>/"

urlpatterns = [
    path(_HERE, pages.issues, name="issues"),
    path(_HERE + "add/", pages.add_issue, name="add_issue"),
    path(_HERE + "import/", list_pages.import_issues, name="import_issues"),
    path(_HERE + "import/confirm/", list_pages.confirm_import, name="confirm_import"),
    path(_HERE + "export/", list_pages.export_issues, name="export_issues"),
    path(_HERE + "change/", list_pages.bulk, name="bulk"),
    path(_HERE + "merge/", list_pages.merge, name="merge"),
    path(_HERE + "retire/", list_pages.retire_many, name="retire_many"),
    path(_ONE, pages.issue, name="issue"),
    path(_ONE + "change/", pages.change_issue, name="change_issue"),
    path(_ONE + "retire/", pages.retire, name="retire"),
    path(_ONE + "split/", pages.split, name="split"),
    path(_ONE + "evidence/", pages.add_evidence, name="add_evidence"),
    path(
        _HERE + "evidence/<uuid:evidence_id>/withdraw/",
        pages.withdraw_evidence,
        name="withdraw_evidence",
    ),
]
