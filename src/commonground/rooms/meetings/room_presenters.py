"""What those who lead a meeting see, and the big screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

import segno
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from commonground.documents.method_words import level_words
from commonground.rooms.consultation.models import AgreedScore
from commonground.rooms.meetings.codes import spaced
from commonground.rooms.meetings.models import Joined, Meeting, Note
from commonground.rooms.meetings.presenters import address
from commonground.rooms.meetings.room_access import Candidate, Counts
from commonground.rooms.meetings.spread_presenters import CriterionPart
from commonground.rooms.people.access import Seat
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class NowPart:
    """What a screen says of a running meeting, and where it asks whether that is out of date."""

    here: str
    scored: str
    afar: str
    done: int
    asked: int
    href: str
    is_moved_on: bool
    """Whether another leader pressed something since this page was opened."""


def now_part(at: str, mark: str, found: Counts, *, is_moved_on: bool = False) -> NowPart:
    """Return the counts; `at` is where they are asked for, `mark` what is shown already."""
    afar = ""
    if found.afar:
        afar = ngettext(
            "%(count)d person has scored it from afar.",
            "%(count)d people have scored it from afar.",
            found.afar,
        ) % {"count": found.afar}  # fmt: skip
    return NowPart(
        here=ngettext("%(count)d person is here", "%(count)d people are here", found.here)
        % {"count": found.here},
        scored=_("%(done)d of %(asked)d here have scored it")
        % {"done": found.done, "asked": found.asked}
        if found.asked
        else _("nobody here is asked to score it"),
        afar=afar,
        done=found.done,
        asked=max(1, found.asked),
        href=f"{at}?seen={mark}",
        is_moved_on=is_moved_on,
    )


@dataclass(frozen=True, slots=True)
class LeadPage:
    """What those who lead see while the meeting runs, or before and after it."""

    name: str
    is_running: bool
    has_ended: bool
    version: int
    code: str
    issue_id: UUID | None
    issue: str
    theme: str
    description: str
    now: NowPart | None
    spread: list[CriterionPart]
    notes: list[str]
    links: dict[str, str]


PRESSES = ("start", "end", "reveal", "note")
PLACES = ("screen", "next_issue", "agree", "here", "register", "meeting")


def lead_page(
    here: Seat,
    about: Meeting,
    now: NowPart | None,
    parts: list[CriterionPart],
    notes: Sequence[Note],
) -> LeadPage:
    """Return the page of those who lead."""
    issue = about.issue
    return LeadPage(
        name=about.name,
        is_running=about.is_running,
        has_ended=not about.is_running and not about.is_planned,
        version=about.version,
        code=spaced(about.code) if about.code else "",
        issue_id=issue.pk if issue else None,
        issue=str(issue) if issue else "",
        theme=issue.theme if issue else "",
        description=issue.issue.description if issue else "",
        now=now,
        spread=parts,
        notes=[one.text for one in notes],
        links={name: address(name, here, about.pk) for name in (*PRESSES, *PLACES)},
    )


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """The big screen: how to join, who is here, and what is before the meeting."""

    name: str
    is_running: bool
    code: str
    join_at: str
    qr: Markup
    issue: str
    description: str
    now: NowPart
    spread: list[CriterionPart]


def screen_page(about: Meeting, now: NowPart, parts: list[CriterionPart], join: str) -> ScreenPage:
    """Return the big screen; `join` is the whole address by which phones join."""
    issue = about.issue
    return ScreenPage(
        name=about.name,
        is_running=about.is_running,
        code=spaced(about.code) if about.code else "",
        join_at=join.rsplit("//", maxsplit=1)[-1].removesuffix(f"{about.code}/"),
        qr=qr_code(join) if about.code else Markup(""),
        issue=str(issue) if issue else "",
        description=issue.issue.description if issue else "",
        now=now,
        spread=parts,
    )


def qr_code(text: str) -> Markup:
    """Return a QR code as SVG: without a script, a style or a request, so that any policy lets it.

    The picture is made of our own address alone.
    """
    made = segno.make(text, error="m", micro=False)
    return Markup(
        made.svg_inline(scale=4, border=4, omitsize=True, svgclass="cg-qr", lineclass=None)
    )


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """An issue that could be next."""

    id: UUID
    name: str
    theme: str
    told: str
    is_present: bool
    is_shown: bool


def candidate_rows(about: Meeting, found: Sequence[Candidate]) -> list[CandidateRow]:
    """Return the issues in the order in which the meeting needs them."""
    return [
        CandidateRow(
            id=one.issue.pk,
            name=str(one.issue),
            theme=one.issue.theme,
            told=_candidate_words(one),
            is_present=one.issue.pk == about.present_issue_id,
            is_shown=one.is_shown,
        )
        for one in found
    ]


def _candidate_words(one: Candidate) -> str:
    people = ngettext("%(count)d person has begun it", "%(count)d people have begun it", one.people)
    said = people % {"count": one.people}
    if one.contested is None:
        return said
    contested = ngettext(
        "%(count)d criterion was contested", "%(count)d criteria were contested", one.contested
    )
    return f"{contested % {'count': one.contested}}; {said}"


@dataclass(frozen=True, slots=True)
class AgreeRow:
    """One criterion to be agreed on."""

    id: str
    label: str
    options: list[tuple[str, str, bool]]
    reason: str
    version: int


def agree_rows(method: Method, agreed: Mapping[str, AgreedScore]) -> list[AgreeRow]:
    """Return the form of what a meeting agrees on, with what it has agreed on already."""
    rows = []
    for one in method.criteria:
        held = agreed.get(one.id)
        options = [("", _("Not agreed on"), held is None)]
        options += [
            (str(at), level_words(level), held is not None and held.level == at)
            for at, level in enumerate(one.levels)
        ]
        rows.append(
            AgreeRow(
                one.id, _(one.label), options, held.reason if held else "",
                held.version if held else 0,
            )
        )  # fmt: skip
    return rows


def as_typed(rows: Sequence[AgreeRow], typed: Mapping[str, str]) -> list[AgreeRow]:
    """Return the same form as somebody filled it in, to be mended."""
    return [
        replace(
            one,
            options=[
                (value, label, value == typed.get(f"level-{one.id}", ""))
                for value, label, _is_chosen in one.options
            ],
            reason=typed.get(f"reason-{one.id}", ""),
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class HereGroup:
    """An agency, and who of it is here."""

    agency: str
    people: list[tuple[UUID, str]]


def here_groups(found: Sequence[Joined]) -> list[HereGroup]:
    """Return who is here, by agency."""
    by_agency = groupby(found, key=lambda one: one.assessor.counts_as)
    return [
        HereGroup(name, [(one.pk, one.assessor.membership.person.name) for one in some])
        for name, some in by_agency
    ]
