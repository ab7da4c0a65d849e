"""The API of action plans: the same rules as on the pages, and nobody overwritten."""

from dataclasses import replace

import pytest
from plan_here import Planned
from programs_here import Program, program

from commonground.rooms.plan import access, measure_actions
from commonground.rooms.plan.measure_actions import MeasureFields
from commonground.rooms.plan.models import Action, Better, MeasureKind, Via


@pytest.fixture
def asking(planned: Planned) -> Program:
    return program(planned.here)


def at(planned: Planned, path: str) -> str:
    return f"/partnerships/{planned.here.partnership.pk}{path}"


def test_the_decks_rows_are_read(planned: Planned, asking: Program) -> None:
    plans = asking.get(at(planned, "/plans")).json()
    plan = plans["items"][0]["id"]
    found = asking.get(at(planned, f"/plans/{plan}/recommendations")).json()["items"]
    actions = asking.get(at(planned, f"/actions?plan={plan}")).json()["items"]

    assert [(one["ref"], one["strand"]) for one in found] == [("R1", "prevent"), ("R2", "protect")]
    assert [one["review_on"] for one in actions] == ["2016-04-30", "2016-04-30"]
    assert actions[0]["recommendation_ids"] == [found[0]["id"]]
    assert len(actions[0]["supporting_agency_ids"]) == 2
    assert asking.get(at(planned, "/actions?status=complete")).json()["total"] == 0


def test_an_action_is_changed_with_a_row_of_its_log_and_nobody_is_overwritten(
    planned: Planned, asking: Program
) -> None:
    one = at(planned, f"/actions/{planned.actions[0].pk}")
    version = asking.get(one).json()["version"]
    body = {"version": version, "text": "Brief everybody", "due_on": "2016-05-01"}
    changed = asking.put(one, body)

    assert changed.status_code == 200
    assert changed.json()["due_on"] == "2016-05-01"
    latest = asking.get(f"{one}/log").json()["items"][0]
    assert latest["via"] == Via.API
    assert {"field": "due_on", "before": "", "after": "1 May 2016"} in latest["changes"]
    late = asking.put(one, {**body, "text": "Brief nobody"})
    assert late.status_code == 409
    assert late.json()["current"]["text"] == "Brief everybody"
    assert asking.put(one, body).status_code == 200


def test_bad_input_is_told_and_nothing_is_written(planned: Planned, asking: Program) -> None:
    actions = at(planned, "/actions")
    other = str(planned.plan.pk)

    for body, said in (
        ({"text": "x", "starts_on": "2016-06-01", "due_on": "2016-05-01"}, "before it starts"),
        ({"text": "x", "lead_agency_id": other}, "Choose agencies of this partnership."),
        ({"text": "x", "lead_member_id": other}, "Choose an owner who is in this partnership."),
        ({"text": "x", "status": "stopped"}, "Say why the action was stopped."),
        ({"text": "x", "cost": "-1"}, "cost:"),
        ({"text": "x", "colour": "red"}, "colour:"),
    ):
        refused = asking.post(actions, body)
        assert refused.status_code == 422
        assert said in " ".join(refused.json()["faults"])
    assert Action.objects.count() == 2


def test_progress_a_review_and_a_reading_are_recorded(planned: Planned, asking: Program) -> None:
    about = planned.actions[0]
    one = at(planned, f"/actions/{about.pk}")
    version = asking.get(one).json()["version"]
    said = {"version": version, "status": "at_risk", "note": "Nobody came"}
    told = asking.post(f"{one}/progress", said).json()
    assert told["status"] == "at_risk"
    review = {
        **said, "version": told["version"], "reviewed_on": "2016-05-03",
        "reviewed_by": "The board", "next_on": "2016-08-01",
    }  # fmt: skip
    reviewed = asking.post(f"{one}/reviews", review)
    assert (reviewed.status_code, reviewed.json()["review_on"]) == (201, "2016-08-01")
    assert asking.post(f"{one}/reviews", review).status_code == 409

    fields = MeasureFields("Reach", MeasureKind.OUTPUT, Better.HIGHER)
    measure = measure_actions.add_measure(by=planned.seat, about=about, fields=fields)
    read = {"on": "2016-02-01", "value": "3.5", "said_by": "Head of service"}
    refused = asking.post(f"{one}/measures/{measure.pk}/readings", read)
    assert refused.json()["faults"] == ["Enter the unit of the measure before what it read."]
    with_unit = measure_actions.add_measure(
        by=planned.seat, about=about, fields=replace(fields, name="Meetings", unit="meetings")
    )
    readings = f"{one}/measures/{with_unit.pk}/readings"
    first, again = (asking.post(readings, read).json()["id"] for _ in range(2))
    assert first == again
    listed = asking.get(f"{one}/measures").json()["items"]
    assert [one["value"] for one in listed[0]["readings"]] == ["3.500"]
    assert [entry.kind for entry in access.entries(about)][3:5] == ["review", "progress"]
