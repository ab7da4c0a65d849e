"""Where the plan room's pages are."""

from django.urls import path

from commonground.rooms.plan import (
    action_pages,
    answer_link_pages,
    answering_pages,
    asking_pages,
    board_pages,
    disruption_pages,
    disruption_scale_pages,
    evidence_pages,
    feed_pages,
    file_pages,
    gap_pages,
    import_pages,
    leaver_pages,
    measure_pages,
    own_pages,
    pages,
    progress_pages,
    proposal_pages,
    recommendation_pages,
    value_pages,
    viewing_pages,
)

app_name = "plan"
_HERE = "p/<uuid:partnership_id>/"
_PLANS = _HERE + "plans/"
_PLAN = _PLANS + "<uuid:plan_id>/"
_RECOMMENDATION = _PLAN + "recommendations/<uuid:recommendation_id>/"
_GAP = _PLAN + "gaps/<uuid:issue_id>/<slug:strand>/"
_DISRUPTIONS = _HERE + "disruptions/"
_DISRUPTION = _DISRUPTIONS + "<uuid:disruption_id>/"
_ASKING = _HERE + "asking/"
_ACTION = _HERE + "actions/<uuid:action_id>/"
_MILESTONE = _ACTION + "milestones/<uuid:milestone_id>/"
_MEASURE = _ACTION + "measures/<uuid:measure_id>/"
_LINK = "answer/<str:token>/"
_LINKED = _LINK + "<uuid:action_id>/"

urlpatterns = [
    path(_PLANS, pages.plans, name="plans"),
    path(_PLANS + "begin/", pages.begin, name="begin"),
    path(_PLAN, pages.plan, name="plan"),
    path(_PLAN + "change/", pages.change_plan, name="change_plan"),
    path(_PLAN + "recommendations/add/", recommendation_pages.add_recommendation,
         name="add_recommendation"),
    path(_RECOMMENDATION, recommendation_pages.recommendation, name="recommendation"),
    path(_RECOMMENDATION + "change/", recommendation_pages.change_recommendation,
         name="change_recommendation"),
    path(_RECOMMENDATION + "standing/", recommendation_pages.end_recommendation,
         name="end_recommendation"),
    path(_PLAN + "actions/add/", action_pages.add_action, name="add_action"),
    path(_HERE + "leavers/", leaver_pages.leavers, name="leavers"),
    path(_HERE + "leavers/<uuid:member_id>/", leaver_pages.hand_over, name="hand_over"),
    path(_ACTION, action_pages.action, name="action"),
    path(_ACTION + "change/", action_pages.change_action, name="change_action"),
    path(_ACTION + "progress/", progress_pages.say_progress, name="say_progress"),
    path(_ACTION + "review/", progress_pages.review, name="review"),
    path(_ACTION + "milestones/add/", progress_pages.add_milestone, name="add_milestone"),
    path(_MILESTONE + "change/", progress_pages.change_milestone, name="change_milestone"),
    path(_MILESTONE + "done/", progress_pages.milestone_done, name="milestone_done"),
    path(_MILESTONE + "remove/", progress_pages.remove_milestone, name="remove_milestone"),
    path(_ACTION + "measures/add/", measure_pages.add_measure, name="add_measure"),
    path(_MEASURE + "change/", measure_pages.change_measure, name="change_measure"),
    path(_MEASURE + "remove/", measure_pages.remove_measure, name="remove_measure"),
    path(_MEASURE + "read/", measure_pages.add_reading, name="add_reading"),
    path(_ACTION + "evidence/add/", evidence_pages.add_evidence, name="add_evidence"),
    path(_ACTION + "evidence/<uuid:evidence_id>/download/", evidence_pages.evidence_file,
         name="evidence_file"),
    path(_ACTION + "dates/propose/", proposal_pages.propose_date, name="propose_date"),
    path(_ACTION + "link/", answer_link_pages.answer_link, name="answer_link"),
    path(_HERE + "proposed-dates/", proposal_pages.proposed_dates, name="proposed_dates"),
    path(_HERE + "proposed-dates/<uuid:proposal_id>/decide/", proposal_pages.decide_date,
         name="decide_date"),
    path(_LINK, answering_pages.answer, name="answer"),
    path(_LINKED, answering_pages.answer_action, name="answer_action"),
    path(_LINKED + "milestones/<uuid:milestone_id>/done/", answering_pages.answer_milestone,
         name="answer_milestone"),
    path(_LINKED + "measures/<uuid:measure_id>/read/", answering_pages.answer_measure,
         name="answer_measure"),
    path(_LINKED + "evidence/add/", answering_pages.answer_evidence, name="answer_evidence"),
    path(_LINKED + "dates/propose/", answering_pages.answer_date, name="answer_date"),
    path(_HERE + "own-actions/", own_pages.own_actions, name="own_actions"),
    path(_HERE + "own-actions/calendar/", feed_pages.own_calendar, name="own_calendar"),
    path(_ASKING, asking_pages.asking, name="asking"),
    path(_ASKING + "rules/", asking_pages.change_asking, name="change_asking"),
    path(_ASKING + "send/", asking_pages.send_letters, name="send_letters"),
    path(_ASKING + "letters/", asking_pages.letters, name="letters"),
    path(_ASKING + "letters/<uuid:letter_id>/again/", asking_pages.send_again, name="send_again"),
    path(_ASKING + "calendars/", feed_pages.calendars, name="calendars"),
    path(_HERE + "calendars/<uuid:feed_id>/withdraw/", feed_pages.revoke_calendar,
         name="revoke_calendar"),
    path("calendar/<str:token>/actions.ics", feed_pages.calendar, name="calendar"),
    path(_PLAN + "gaps/", gap_pages.matrix, name="gaps"),
    path(_PLAN + "gaps/export/", gap_pages.matrix_file, name="gaps_file"),
    path(_GAP, gap_pages.answer_gap, name="answer_gap"),
    path(_GAP + "back/", gap_pages.take_back_gap, name="take_back_gap"),
    path(_DISRUPTIONS, disruption_pages.disruptions, name="disruptions"),
    path(_DISRUPTIONS + "record/", disruption_pages.record_disruption, name="record_disruption"),
    path(_DISRUPTIONS + "scale/<slug:step>/", disruption_scale_pages.change_meaning,
         name="change_meaning"),
    path(_DISRUPTION, disruption_pages.disruption, name="disruption"),
    path(_DISRUPTION + "change/", disruption_pages.change_disruption, name="change_disruption"),
    path(_DISRUPTION + "moderate/", disruption_pages.moderate_disruption,
         name="moderate_disruption"),
    path(_PLAN + "value/", value_pages.value, name="value"),
    path(_PLAN + "value/export/", value_pages.value_file, name="value_file"),
    path(_PLAN + "board/", board_pages.board, name="board"),
    path(_PLAN + "views/date/", viewing_pages.timeline, name="timeline"),
    path(_PLAN + "views/<slug:by>/", viewing_pages.view, name="view"),
    path(_PLAN + "files/", file_pages.files, name="files"),
    path(_PLAN + "downloads/<str:audience>/<str:kind>/", file_pages.file, name="file"),
    path(_PLAN + "downloads/workbook/", file_pages.workbook, name="workbook"),
    path(_PLAN + "workbook/back/", import_pages.import_workbook, name="import_workbook"),
    path(_PLAN + "workbook/confirm/", import_pages.confirm_workbook, name="confirm_workbook"),
]  # fmt: skip
