"""Frozen sources of an assessment for tests: a small ranking, its closing, decisions and themes."""

import json
from dataclasses import replace

from report_rankings import ranked

from commonground.documents.assessment.answers import Answers
from commonground.documents.assessment.catalogue import About
from commonground.documents.assessment.figures import every_value, names
from commonground.documents.assessment.printing import Printed
from commonground.documents.assessment.sources import (
    Decided,
    GoldenTheme,
    LastCycle,
    Named,
    Remark,
    Snapshot,
    Sources,
)
from commonground.documents.assessment.tables import Material
from commonground.scoring.digests import text_digest
from commonground.scoring.frozen import frozen, to_plain
from commonground.scoring.results import Ranking


def sources(*decisions: Decided, themes: tuple[GoldenTheme, ...] | None = None) -> Sources:
    """Eight issues of nine agencies, three on the shortlist; two people asked of each."""
    ranking, _method = ranked()
    result, record = frozen(ranking, {}), _record(ranking)
    snapshot = Snapshot(
        taken_on="2026-03-05",
        ranking=Named("1", "Larkenmere 2026", str(result["sha256"]), "2026-03-02"),
        closing=Named("2", "Larkenmere 2026", text_digest(record), "2026-03-01"),
        decisions=decisions,
        last=LastCycle(Named("3", "Larkenmere 2025", "ab", "2025-03-01"),
                       {ranking.issues[0].issue: 4}),
        themes=two_themes(ranking) if themes is None else themes,
    )  # fmt: skip
    return Sources(snapshot, json.dumps(result), record)


def _record(ranking: Ranking) -> str:
    asked_for = [{"agency": one.agency, "way": "remote", "assessors": 3}
                 for one in ranking.coverage]  # fmt: skip
    return json.dumps({
        "name": "Larkenmere 2026", "closed_at": "2026-03-01T10:00:00+00:00",
        "invited": [*asked_for, {"agency": "Absent", "way": "remote", "assessors": 2}],
        "took_part": to_plain(ranking.coverage), "agreement": to_plain(ranking.agreement),
    })  # fmt: skip


def two_themes(ranking: Ranking) -> tuple[GoldenTheme, ...]:
    issue = ranking.issues[0].issue
    young = (Remark(1, "Seen often", issue, "Police", "meeting"),
             Remark(2, "More each year", issue, "Housing", "remote"),
             Remark(4, "Nobody asks them", "", "", ""))  # fmt: skip
    return (
        GoldenTheme("a", "Youth", "cross_cutting", "It lies under most", ("Young people",), young),
        GoldenTheme("b", "Counter Terrorism", "stand_alone", "", (), young[:1]),
    )


def decided(issue: str, number: int = 1, *, is_in: bool = True) -> Decided:
    board = "The board, 3 March 2026"
    return Decided(
        number, issue, 7, "Contested", is_in, "The public expects it", board, "2026-03-04"
    )


def printed(of: Sources) -> Printed:
    return Printed(every_value(of), names(of, About.ISSUE), names(of, About.THEME),
                   lambda reference: f"/figures?of={reference}")  # fmt: skip


def material(of: Sources, answers: Answers | None = None) -> Material:
    return Material(of, printed(of), answers or Answers((), ()))


def tampered(of: Sources, issue: str) -> Sources:
    """The same sources, but for a rank that somebody changed in the stored text."""
    held = json.loads(of.result)
    for one in held["issues"]:
        if one["issue"] == issue:
            one["rank"] = 99
    return replace(of, result=json.dumps(held))
