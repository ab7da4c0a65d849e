"""What somebody in the room sees on their own phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.rooms.consultation.answers import Answers, is_complete
from commonground.rooms.consultation.models import Assessor
from commonground.rooms.meetings.models import Meeting
from commonground.rooms.meetings.room_access import mark_of
from commonground.rooms.meetings.spread_presenters import CriterionPart
from commonground.rooms.people.access import LinkState
from commonground.scoring.methods import Method

GONE = {
    LinkState.ALTERED: gettext_lazy("Part of the link is missing or changed."),
    LinkState.UNKNOWN: gettext_lazy("There is no such link."),
    LinkState.EXPIRED: gettext_lazy("This link is too old."),
    LinkState.REVOKED: gettext_lazy(
        "The meeting is over, or whoever leads it freed your name: then join again by the code."
    ),
    LinkState.USED: gettext_lazy("This link has been used."),
}


def address(name: str, token: str, *more: int) -> str:
    """Return the address of a page that somebody's link opens in a meeting."""
    return reverse(f"meetings:{name}", args=[token, *more])


@dataclass(frozen=True, slots=True)
class PartPage:
    """One's own page in a meeting."""

    meeting: str
    round: str
    agency: str
    is_running: bool
    is_joined: bool
    issue: str
    theme: str
    description: str
    told: str
    score_href: str
    score_text: str
    ask_href: str
    """Where to ask for an issue that was not shared out to them; empty where there is none."""
    issue_id: UUID | None
    spread: list[CriterionPart]
    href: str
    now_href: str
    scores_href: str


def part_page(
    token: str,
    who: Assessor,
    about: Meeting | None,
    *,
    is_joined: bool,
    told: "Told",
    is_own_link: bool,
) -> PartPage:
    """Return the page; `told` is what it says of the issue before the meeting."""
    issue = about.issue if about and is_joined else None
    return PartPage(
        meeting=about.name if about else "",
        round=who.round.name,
        agency=who.counts_as,
        is_running=about is not None,
        is_joined=is_joined,
        issue=str(issue) if issue else "",
        theme=issue.theme if issue else "",
        description=issue.issue.description if issue else "",
        told=told.words,
        score_href=address("score", token, told.number) if told.number else "",
        score_text=told.button,
        ask_href=address("ask_in_room", token) if told.button and not told.number else "",
        issue_id=issue.pk if issue else None,
        spread=told.spread,
        href=address("take_part", token),
        now_href=f"{address('now', token)}?seen={mark_of(about)}" if about and is_joined else "",
        scores_href=reverse("consultation:start", args=[token]) if is_own_link else "",
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to one person of the issue before the meeting."""

    words: str = ""
    number: int = 0
    """Of the page on which they score it; 0 where it was not shared out to them."""
    button: str = ""
    """Empty where they cannot score it."""
    spread: list[CriterionPart] = field(default_factory=list)


def told(
    about: Meeting,
    method: Method,
    number: int,
    own: Answers,
    parts: list[CriterionPart],
    *,
    is_for_all: bool,
) -> Told:
    """Return what somebody is told; `parts` is empty until the issue is revealed.

    `number` is that of the issue among those they are asked about; 0 where it is not. Then it is
    offered to them where it `is_for_all` who are in the room.
    """
    if about.issue is None:
        return Told(_("Wait here: the first issue comes up on this page."))
    if parts:
        is_own = any(row.is_own for part in parts for row in part.rows)
        words = (
            _("The scores are shown. Yours are marked.") if is_own else _("The scores are shown.")
        )
        return Told(words, spread=parts)
    if not number and not is_for_all:
        return Told(_("You are not asked to score this issue. What the others say is shown here."))
    if is_complete(method, own):
        words = _("Your scores are in. Nobody sees them before the meeting is shown them.")
        return Told(words, number, _("Change my scores"))
    words = _("Score it before you talk about it. Nobody sees your scores yet.")
    return Told(words, number, _("Score this issue"))


@dataclass(frozen=True, slots=True)
class NameGroup:
    """An agency, and whose names can still be chosen."""

    agency: str
    people: list[tuple[UUID, str]]


def name_groups(found: Sequence[Assessor]) -> list[NameGroup]:
    """Return the names that can be chosen, by agency."""
    return [
        NameGroup(agency, [(one.pk, one.membership.person.name) for one in some])
        for agency, some in groupby(found, key=lambda one: one.agency)
    ]
