"""An action plan for programs: its actions as csv, and all of it as json; keys in snake_case."""

import csv
import io
import json

from commonground.documents.contents.audiences import highest
from commonground.documents.neutral import neutralised
from commonground.documents.plan.plans import Action, Plan, Recommendation, Standing
from commonground.documents.plan.workbook.rows import PARTED, cell_of

COLUMNS = (
    "ref", "action", "recommendations", "strands", "lead_agency", "lead_role",
    "supporting_agencies", "starts_on", "due_on", "review_on", "status", "reason", "cost",
    "milestones", "marking",
)  # fmt: skip


def as_csv(plan: Plan) -> bytes:
    """Return one row for each action, with what it serves; dates as ISO 8601.

    A text that a spreadsheet would run has an apostrophe before it.
    """
    serves: dict[str, tuple[Action, list[str], list[str]]] = {}
    for strand in plan.strands:
        for one in strand.recommendations:
            for action in one.actions:
                found = serves.setdefault(action.ref, (action, [], []))
                found[1].append(one.ref)
                found[2].append(strand.label)
    written = io.StringIO()
    into = csv.writer(written, lineterminator="\r\n")
    into.writerow(COLUMNS)
    for action, refs, strands in serves.values():
        told = {
            **_action(action, plan.marking),
            "recommendations": PARTED.join(refs),
            "strands": PARTED.join(dict.fromkeys(strands)),
            "supporting_agencies": PARTED.join(
                action.owners[1:] if action.is_led else action.owners
            ),
            "milestones": PARTED.join(one.text for one in action.milestones),
        }
        into.writerow([neutralised(cell_of(told[name])) for name in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def as_json(plan: Plan) -> bytes:
    """Return a plan with its strands, their recommendations and the actions under each."""
    told = {
        "plan": plan.name,
        "partnership": plan.partnership,
        "as_of": cell_of(plan.as_of),
        "marking": _marking(plan),
        "strands": [
            {
                "strand": strand.label,
                "meaning": strand.meaning,
                "recommendations": [
                    _recommendation(one, plan.marking) for one in strand.recommendations
                ],
            }
            for strand in plan.strands
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _marking(plan: Plan) -> str:
    found = [one for strand in plan.strands for one in strand.recommendations]
    actions = [action.marking for one in found for action in one.actions]
    return highest([plan.marking, *(one.marking for one in found), *actions])


def _recommendation(one: Recommendation, marking: str) -> dict[str, object]:
    return {
        "ref": one.ref,
        "recommendation": one.text,
        "standing": Standing(one.standing).value,
        "reason": one.reason,
        "marking": highest([marking, one.marking]),
        "actions": [_action(each, marking) for each in one.actions],
    }


def _action(one: Action, marking: str) -> dict[str, object]:
    return {
        "ref": one.ref,
        "action": one.text,
        "lead_agency": one.owners[0] if one.is_led else "",
        "lead_role": one.lead_role,
        "supporting_agencies": list(one.owners[1:] if one.is_led else one.owners),
        "starts_on": cell_of(one.starts_on) or None,
        "due_on": cell_of(one.due_on) or None,
        "review_on": cell_of(one.review_on) or None,
        "status": one.status,
        "reason": one.reason,
        "cost": cell_of(one.cost) or None,
        "milestones": [
            {
                "milestone": each.text,
                "due_on": cell_of(each.due_on) or None,
                "done_on": cell_of(each.done_on) or None,
            }
            for each in one.milestones
        ],
        "marking": highest([marking, one.marking]),
    }
