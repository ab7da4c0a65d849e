"""Freezes what an assessment's figures come from, as it stands when somebody asks for it."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localtime

from commonground.documents.assessment.sources import (
    Decided,
    GoldenTheme,
    LastCycle,
    Named,
    Remark,
    Snapshot,
    Sources,
)
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.cycles import compared
from commonground.rooms.ranking.kept import board_decisions
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.themes import golden_access


def freeze(here: Seat, found: Ranking, today: date) -> Sources:
    """Return everything that the figures of an assessment come from, read now.

    The ranking and the closing are frozen already and go in by their digests; the decisions of
    the board, the last cycle's ranks and the golden themes go in whole.
    """
    closing = found.closing
    names = {one.issue_id: one.name for one in ranking_access.issues_in(found)}
    snapshot = Snapshot(
        taken_on=today.isoformat(),
        ranking=_named(found),
        closing=Named(
            str(closing.pk), closing.round.name, closing.record_sha256, _on(closing.at)
        ),
        decisions=tuple(_decisions(found)),
        last=_last_cycle(here, found),
        themes=tuple(_themes(here, names)),
    )  # fmt: skip
    return Sources(snapshot, found.result, closing.record)


def _on(at: datetime) -> str:
    return localtime(at).date().isoformat()


def _named(found: Ranking) -> Named:
    return Named(str(found.pk), found.closing.round.name, found.sha256, _on(found.made_at))


def _decisions(found: Ranking) -> list[Decided]:
    return [
        Decided(one.number, one.issue, one.rank, one.band, one.is_in, one.reason, one.decided_by,
                one.kept_on.isoformat())
        for one in board_decisions(ranking_access.decisions(found))
    ]  # fmt: skip


def _last_cycle(here: Seat, found: Ranking) -> LastCycle | None:
    """Return where each issue stood before; one that was merged or split has no rank of its own."""
    then = ranking_access.last_cycle(found.closing)
    if then is None:
        return None
    rows = compared(here, then, found).rows
    ranks = {
        row.now[0].issue: row.then[0].rank
        for row in rows if len(row.now) == len(row.then) == 1
    }  # fmt: skip
    return LastCycle(_named(then), ranks)


def _themes(here: Seat, names: Mapping[UUID, str]) -> list[GoldenTheme]:
    """Return the golden themes with their remarks; an issue of the round by its frozen name."""
    said = golden_access.remarks_by_theme(here)
    return [
        GoldenTheme(
            str(one.pk), one.name, one.reach, one.why,
            tuple(code.name for code in one.live),  # type: ignore[attr-defined]
            tuple(
                Remark(each.number, each.text,
                       names.get(each.issue.pk, each.issue.name) if each.issue else "",
                       each.agency, each.way)
                for each in said.get(one.pk, ())
            ),
        )
        for one in golden_access.themes(here)
    ]  # fmt: skip
