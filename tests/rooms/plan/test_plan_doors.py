"""Pages of the plan room: 404 to an outsider, 403 to a reader, 405 otherwise."""

from datetime import timedelta

import pytest
from disrupted_here import disrupted
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from people_here import Here
from plan_here import Planned

from commonground.rooms.people.roles import Role
from commonground.rooms.plan.models import Milestone, ProposedField
from commonground.rooms.plan.proposal_actions import propose_date
from commonground.rooms.plan.rules import ALLOWED, Verb

PAGES = {
    "plans/": Verb.SEE_PLANS,
    "plans/begin/": Verb.EDIT_PLANS,
    "plans/PLAN/": Verb.SEE_PLANS,
    "plans/PLAN/gaps/": Verb.SEE_PLANS,
    "plans/PLAN/value/": Verb.SEE_PLANS,
    "plans/PLAN/board/": Verb.SEE_PLANS,
    "plans/PLAN/views/date/": Verb.SEE_PLANS,
    "plans/PLAN/views/priority/": Verb.SEE_PLANS,
    "plans/PLAN/views/agency/": Verb.SEE_PLANS,
    "plans/PLAN/change/": Verb.EDIT_PLANS,
    "plans/PLAN/recommendations/add/": Verb.EDIT_PLANS,
    "plans/PLAN/recommendations/RECOMMENDATION/": Verb.SEE_PLANS,
    "plans/PLAN/recommendations/RECOMMENDATION/change/": Verb.EDIT_PLANS,
    "plans/PLAN/recommendations/RECOMMENDATION/standing/": Verb.EDIT_PLANS,
    "plans/PLAN/actions/add/": Verb.EDIT_PLANS,
    "actions/ACTION/change/": Verb.EDIT_PLANS,
    "actions/ACTION/review/": Verb.REVIEW,
    "actions/ACTION/milestones/add/": Verb.EDIT_PLANS,
    "actions/ACTION/milestones/MILESTONE/change/": Verb.EDIT_PLANS,
    "actions/ACTION/milestones/MILESTONE/remove/": Verb.EDIT_PLANS,
    "actions/ACTION/measures/add/": Verb.EDIT_PLANS,
    "disruptions/": Verb.SEE_PLANS,
    "disruptions/record/": Verb.RECORD_DISRUPTIONS,
    "disruptions/scale/major/": Verb.EDIT_PLANS,
    "disruptions/DISRUPTED/": Verb.SEE_PLANS,
    "disruptions/DISRUPTED/moderate/": Verb.RECORD_DISRUPTIONS,
    "own-actions/": Verb.SEE_OWN_ACTIONS,
    "own-actions/calendar/": Verb.SEE_OWN_ACTIONS,
    "asking/": Verb.ASK_OWNERS,
    "asking/rules/": Verb.ASK_OWNERS,
    "asking/letters/": Verb.ASK_OWNERS,
    "asking/calendars/": Verb.ASK_OWNERS,
    "leavers/": Verb.EDIT_PLANS,
    "proposed-dates/": Verb.SEE_PLANS,
    "proposed-dates/PROPOSED/decide/": Verb.DECIDE,
}


def address(planned: Planned, page: str) -> str:
    milestone = Milestone.objects.filter(action=planned.actions[0]).get()
    names: dict[str, Model] = {
        "PLAN": planned.plan, "RECOMMENDATION": planned.recommendations[0],
        "ACTION": planned.actions[0], "MILESTONE": milestone,
    }  # fmt: skip
    if "PROPOSED" in page:
        names["PROPOSED"] = propose_date(
            by=planned.seat, about=planned.actions[0], field=ProposedField.DUE,
            proposed=timezone.localdate() + timedelta(days=30), reason="The trainer is ill",
        )  # fmt: skip
    if "DISRUPTED" in page:
        names["DISRUPTED"] = disrupted(planned)
    for name, one in names.items():
        page = page.replace(name, str(one.pk))
    return f"/p/{planned.here.partnership.pk}/{page}"


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_those_who_may_and_to_no_other(
    planned: Planned, outsider: Client, elsewhere: Here, page: str
) -> None:
    at = address(planned, page)

    for role in Role:
        status = 200 if role in ALLOWED[PAGES[page]] else 403
        assert planned.here.browser(role).get(at).status_code == status, role
    assert outsider.get(at).status_code == 404
    there = at.replace(str(planned.here.partnership.pk), str(elsewhere.partnership.pk))
    if any(part in page for part in ("PLAN", "ACTION", "PROPOSED", "DISRUPTED")):
        assert elsewhere.analysts_browser.get(there).status_code == 404
    assert planned.here.analysts_browser.put(at).status_code == 405


SAYING = ["progress/", "evidence/add/", "dates/propose/"]


@pytest.mark.parametrize("page", ["actions/ACTION/", *(f"actions/ACTION/{one}" for one in SAYING)])
def test_an_action_is_not_there_for_who_neither_reads_the_plan_nor_leads_it(
    planned: Planned, outsider: Client, page: str
) -> None:
    at = address(planned, page)

    assert planned.here.analysts_browser.get(at).status_code == 200
    for role in (Role.ASSESSOR, Role.ACTION_OWNER):
        assert planned.here.browser(role).get(at).status_code == 404
    assert outsider.get(at).status_code == 404
    assert planned.here.analysts_browser.put(at).status_code == 405


@pytest.mark.parametrize("page", SAYING)
def test_a_reader_sees_an_action_and_does_not_say_how_it_goes(planned: Planned, page: str) -> None:
    for role in (Role.CHAIR, Role.MEMBER, Role.OVERSEER):
        browser = planned.here.browser(role)
        assert browser.get(address(planned, "actions/ACTION/")).status_code == 200
        assert browser.get(address(planned, f"actions/ACTION/{page}")).status_code == 403


def test_a_milestone_is_ticked_by_a_press_of_those_who_keep_the_plan(
    planned: Planned, outsider: Client
) -> None:
    at = address(planned, "actions/ACTION/milestones/MILESTONE/done/")

    assert planned.here.browser(Role.CHAIR).post(at, {"version": 1}).status_code == 403
    assert outsider.post(at, {"version": 1}).status_code == 404
    assert planned.here.analysts_browser.get(at).status_code == 405


def test_every_verb_names_who_may() -> None:
    assert set(ALLOWED) == set(Verb)
    assert ALLOWED[Verb.EDIT_PLANS] == {Role.ANALYST}
    assert ALLOWED[Verb.REVIEW] == ALLOWED[Verb.DECIDE] == {Role.ANALYST, Role.CHAIR}
