"""Where the issues room's pages are."""

from django.urls import path

from commonground.rooms.issues import (
    by_link_pages,
    collecting_pages,
    list_pages,
    pages,
    proposal_pages,
    theme_pages,
)

app_name = "issues"
_HERE = "p/<uuid:partnership_id>/issues/"
_ONE = _HERE + "<uuid:issue_id>/"
_PROPOSALS = _HERE + "proposals/"
_PROPOSAL = _PROPOSALS + "<uuid:proposal_id>/"
_THEMES = _HERE + "themes/"
_THEME = _THEMES + "<uuid:theme_id>/"
_BY_LINK = "propose/<str:token>/"

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
    path(_THEMES, theme_pages.themes, name="themes"),
    path(_THEME + "rename/", theme_pages.rename_theme, name="rename_theme"),
    path(_THEME + "merge/", theme_pages.merge_theme, name="merge_theme"),
    path(_THEME + "delete/", theme_pages.delete_theme, name="delete_theme"),
    path(_PROPOSALS, proposal_pages.proposals, name="proposals"),
    path(_PROPOSALS + "ask/", collecting_pages.send_links, name="send_links"),
    path(_PROPOSALS + "asked/", collecting_pages.sent_links, name="sent_links"),
    path(
        _PROPOSALS + "asked/<uuid:link_id>/withdraw/",
        collecting_pages.withdraw_link,
        name="withdraw_link",
    ),
    path(_PROPOSAL, proposal_pages.proposal, name="proposal"),
    path(_PROPOSAL + "accept/", proposal_pages.accept_proposal, name="accept_proposal"),
    path(_PROPOSAL + "evidence/", proposal_pages.accept_evidence, name="accept_evidence"),
    path(_PROPOSAL + "decline/", proposal_pages.decline_proposal, name="decline_proposal"),
    path(_BY_LINK, by_link_pages.propose, name="propose"),
    path(_BY_LINK + "add/", by_link_pages.propose_issue, name="propose_issue"),
    path(
        _BY_LINK + "<uuid:proposal_id>/change/",
        by_link_pages.change_proposal,
        name="change_proposal",
    ),
    path(
        _BY_LINK + "<uuid:proposal_id>/withdraw/",
        by_link_pages.withdraw_proposal,
        name="withdraw_proposal",
    ),
]
