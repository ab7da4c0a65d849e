"""What the page that opens a second round shows, and what is said of one that has closed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.models import RoundIssue
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class ReopenRow:
    """An issue that may be scored again."""

    id: UUID
    name: str
    theme: str
    contested: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ReopenPage:
    """The issues of a closed round, those that the rules open again first."""

    told: str
    ticked: str
    rows: list[ReopenRow]


def reopen_page(
    method: Method,
    issues: Iterable[RoundIssue],
    contested: Mapping[str, Sequence[str]],
    chosen: Collection[str],
) -> ReopenPage:
    """Return the page; `chosen` ticks the issues of these ids in place of those by the rules."""
    rows = [
        ReopenRow(
            one.pk,
            one.name,
            one.theme,
            ", ".join(_(method.label_of(name)) for name in contested.get(one.name, ())),
            str(one.pk) in chosen if chosen else one.name in contested,
        )
        for one in issues
    ]
    most = {row.id: len(contested.get(row.name, ())) for row in rows}
    told = ngettext(
        "%(count)d issue has no consensus on at least one criterion.",
        "%(count)d issues have no consensus on at least one criterion.",
        len(contested),
    )
    ticked = sum(row.is_ticked for row in rows)
    are = ngettext("%(count)d issue is ticked.", "%(count)d issues are ticked.", ticked)
    return ReopenPage(
        told=told % {"count": len(contested)},
        ticked=are % {"count": ticked},
        rows=sorted(rows, key=lambda row: (-most[row.id], row.name)),
    )


@dataclass(frozen=True, slots=True)
class SecondPart:
    """What a second round made of the issues that it asked about again."""

    told: list[str]
    dissent: list[tuple[str, str]]
    """Each issue on which people still differ, and the criteria."""


def second_part(record: Mapping[str, Any], method: Method) -> SecondPart | None:
    """Return what a closing's record says of a second round; None where it was the first."""
    if "second_round" not in record:
        return None
    found = record["second_round"]
    cells = found["cells"]
    dissent: dict[str, list[str]] = {}
    for one in cells:
        if one["is_dissent"]:
            dissent.setdefault(one["issue"], []).append(_(method.label_of(one["criterion"])))
    counts = {
        "issues": len(found["issues"]),
        "people": found["assessors"],
        "cells": len(cells),
        "before": sum(one["was_contested"] for one in cells),
        "after": sum(one["is_dissent"] for one in cells),
        "stable": sum(one["is_stable"] for one in cells),
    }
    return SecondPart(
        told=[
            _("%(issues)d issues were opened again, and %(people)d people scored them again.")
            % counts,
            _(
                "Of their %(cells)d answers, one for each issue and criterion, %(before)d had no "
                "consensus before and %(after)d have none now. %(stable)d held still: the median "
                "stayed where it was, and few people moved."
            )
            % counts,
        ],
        dissent=[(issue, ", ".join(criteria)) for issue, criteria in dissent.items()],
    )
