"""The record of a closing: who took part by agency and way, coverage and agreement, with digests.

It holds nobody's name and no single score. Its text is stored as it is and never made again.
"""

from collections import Counter
from uuid import UUID

import numpy as np

from commonground.documents.saved_results import json_text
from commonground.rooms.consultation.access import Plan, asked_in_room, assessors, voice
from commonground.rooms.consultation.closed_scores import HeldScores
from commonground.rooms.consultation.describing import (
    descriptors_digest,
    own_descriptors,
    who_set_them,
)
from commonground.rooms.consultation.methods import method_file, rules_file, rules_of
from commonground.rooms.consultation.models import Round
from commonground.rooms.consultation.second_round import Changes, changes
from commonground.rooms.consultation.shown_scores import agreed_scores
from commonground.scoring.arrays import Flags
from commonground.scoring.digests import Plain
from commonground.scoring.frozen import to_plain
from commonground.scoring.methods import Method
from commonground.scoring.people import coverage, criterion_agreement
from commonground.scoring.scores import is_scored

FORMAT = 1
KIND = "commonground-closing"


def closing_text(
    about: Round, method: Method, plan: Plan, held: HeldScores, scores_sha256: str
) -> str:
    """Return the record of a stage that closes now, as JSON, with the digest of its scores."""
    return json_text(_record(about, method, plan, held, scores_sha256))


def _record(
    about: Round, method: Method, plan: Plan, held: HeldScores, scores_sha256: str
) -> dict[str, Plain]:
    cube, rules = held.cube, rules_of(about)
    agreement = tuple(criterion_agreement(method, cube, rules)) if cube.assessors else ()
    second = changes(about, method, held)
    agreed = agreed_scores(about, about.stage)
    return {
        "kind": KIND,
        "format": FORMAT,
        "round": str(about.pk),
        "name": about.name,
        "stage": about.stage,
        "anonymity": about.anonymity,
        "scored_in_room": about.scored_in_room,
        "opened_at": about.opened_at.isoformat() if about.opened_at else None,
        "closed_at": about.closed_at.isoformat() if about.closed_at else None,
        "method": {"id": about.method_id, "sha256": method_file(about).sha256},
        "rules": {"id": about.rules_id, "sha256": rules_file(about).sha256},
        "descriptors": _descriptors(about),
        "scores_sha256": scores_sha256,
        "invited": _invited(plan),
        "withdrew": _withdrew(about),
        "took_part": to_plain(tuple(coverage(cube, held.remarks))),
        "issues": _issues(plan, held, asked_in_room(about)),
        "agreement": to_plain(agreement),
        **({"agreed": to_plain(agreed)} if agreed else {}),
        **({"second_round": _second(second, plan)} if second else {}),
    }


def _descriptors(about: Round) -> Plain:
    """Return by what the partnership's own descriptors are known, and who set them."""
    found = own_descriptors(about)
    return {"sha256": descriptors_digest(found), "set_by": list(who_set_them(found))}


def _second(found: Changes, plan: Plan) -> Plain:
    """Return what the second round made of the issues that it asked about again."""
    return {
        "issues": [one.name for one in plan.issues if one.last_stage > 1],
        "assessors": found.answered_by,
        "cells": to_plain(found.cells),
    }


def _invited(plan: Plan) -> Plain:
    counts = Counter((voice(one), one.way) for one in plan.assessors)
    return [
        {"agency": agency, "way": way, "assessors": count}
        for (agency, way), count in sorted(counts.items())
    ]


def _withdrew(about: Round) -> Plain:
    """Return who takes part no longer, by agency and reason."""
    gone = [one for one in assessors(about) if one.withdrawn_because]
    counts = Counter((voice(one), one.withdrawn_because) for one in gone)
    return [
        {"agency": agency, "because": reason, "assessors": count}
        for (agency, reason), count in sorted(counts.items())
    ]


def _issues(plan: Plan, held: HeldScores, in_room: Counter[UUID]) -> Plain:
    """Return how far each issue was covered: those that nobody scored are here too.

    Of those asked, so many were asked in a meeting: nothing drew or shared them out.
    """
    scored: Flags = np.logical_or.reduce(is_scored(held.cube.values), axis=2)
    heard = {
        issue.name: {held.cube.assessors[who].agency for who in scored[:, at].nonzero()[0]}
        for at, issue in enumerate(held.cube.issues)
    }
    people = {issue.name: int(scored[:, at].sum()) for at, issue in enumerate(held.cube.issues)}
    return [
        {
            "issue": one.name,
            "theme": one.theme,
            "asked": plan.covered[one.pk].assessors,
            "asked_in_room": in_room[one.pk],
            "assessors": people.get(one.name, 0),
            "agencies": len(heard.get(one.name, ())),
        }
        for one in plan.issues
    ]
