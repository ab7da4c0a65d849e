"""What a phone in a meeting opens by its link or by the code on the screen, without an account."""

from dataclasses import dataclass
from datetime import datetime

from commonground.errors import BadInput
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.access import begun_pages, complete_pages
from commonground.rooms.consultation.answers import Answers
from commonground.rooms.consultation.contested_access import disagreements
from commonground.rooms.consultation.models import Assessor, Round, RoundIssue, ScoredInRoom
from commonground.rooms.consultation.score_access import (
    answers_in_room,
    own_answers_about,
    own_assignments,
    revealed,
    scoring_link,
)
from commonground.rooms.consultation.shown_scores import Spread, spread
from commonground.rooms.consultation.visibility import may_be_asked_in_room
from commonground.rooms.meetings.models import Joined, Meeting, State
from commonground.rooms.people.access import LinkState, opened_link
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.rooms.people.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a meeting, by the link on their device, or why it opens nothing."""

    state: LinkState
    link: PersonalLink | None = None
    assessor: Assessor | None = None
    meeting: Meeting | None = None
    """The one of their round that is under way, if any."""
    is_joined: bool = False
    shown_since: datetime | None = None
    """From when on the device is shown what was answered under its name; None by one's own link.

    Anybody in the room can choose any name that is free, so a name opens nothing given before.
    """


def part(token: str, now: datetime) -> Part:
    """Return what a link opens here: somebody's own link to score, or one made in the room."""
    scoring = scoring_link(token, now)
    if scoring.assessor is not None and scoring.link is not None:
        return _by_own_link(scoring.state, scoring.link, scoring.assessor)
    opened = opened_link(token, now, Purpose.ROOM)
    found = Joined.objects.filter(link=opened.link) if opened.link else Joined.objects.none()
    one = found.select_related(
        "assessor__round__partnership", "meeting__round", "meeting__present_issue__issue"
    ).first()
    if opened.link is None or one is None or one.assessor.withdrawn_because:
        return Part(opened.state if opened.link is None else LinkState.REVOKED)
    meeting = one.meeting if one.meeting.is_running else None
    return Part(opened.state, opened.link, one.assessor, meeting, meeting is not None, one.at)


def _by_own_link(state: LinkState, link: PersonalLink, who: Assessor) -> Part:
    if state is not LinkState.GOOD:
        return Part(state)
    if who.withdrawn_because:
        return Part(LinkState.REVOKED)
    meeting = running(who.round)
    is_joined = (
        meeting is not None
        and Joined.objects.filter(meeting=meeting, assessor=who, link=link).exists()
    )
    return Part(state, link, who, meeting, is_joined)


def running(about: Round) -> Meeting | None:
    """Return the meeting of a round that is under way, if any."""
    found = Meeting.objects.filter(round=about, state=State.RUNNING)
    return found.select_related("round", "present_issue__issue").first()


def meeting_by_code(code: str) -> Meeting | None:
    """Return the running meeting that is joined by a code; None for any other code."""
    found = Meeting.objects.filter(state=State.RUNNING, code=code) if code else None
    return found.select_related("round__partnership").first() if found is not None else None


def can_join(about: Meeting) -> list[Assessor]:
    """Return the round's assessors who have not joined a meeting, by agency and name."""
    taken = Joined.objects.filter(meeting=about).values("assessor_id")
    found = Assessor.objects.filter(round=about.round, withdrawn_because="")
    return list(
        found.exclude(pk__in=taken)
        .select_related("membership__person")
        .order_by("agency", "membership__person__name", "pk")
    )


def own_page(by: Part, who: Assessor, about: RoundIssue) -> tuple[int, Answers]:
    """Return the number of an issue among those somebody is asked about, and their own answers.

    As far as the device may show them. The number is 0 where they are not asked about it.
    """
    asked = own_assignments(who)
    at = next((at for at, one in enumerate(asked) if one.round_issue_id == about.pk), None)
    if at is None:
        return 0, {}
    if by.shown_since is None:
        return at + 1, own_answers_about(who, about)
    return at + 1, answers_in_room(who, by.shown_since).get(asked[at].pk, {})


def seen_by(token: str) -> str:
    """Return a mark of what a phone in the room should show now: another once it is out of date.

    Every phone asks every two seconds, so this is one query. It follows from the presses of those
    who lead and from nothing else: no score, and no count of scores, changes it.
    """
    found = Joined.objects.filter(
        link__token_hash=hash_of(token), link__revoked_at=None, meeting__state=State.RUNNING,
        assessor__withdrawn_because="",
    )  # fmt: skip
    row = found.values_list("meeting__version", "meeting__round__status").first()
    return f"{row[0]}-{row[1]}" if row else ""


def mark_of(about: Meeting) -> str:
    """Return the same mark of a meeting that is at hand."""
    return f"{about.version}-{about.round.status}"


def shown(about: RoundIssue) -> Spread | None:
    """Return how the agencies scored an issue; None before it is revealed."""
    try:
        return spread(about)
    except BadInput:
        return None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are here, and how many have scored the issue before the meeting; never what."""

    here: int
    asked: int
    """Of those here, how many may score it."""
    done: int
    """Of those, how many have scored all of it."""
    afar: int
    """How many others have."""


def counts(about: Meeting, criteria: int) -> Counts:
    """Return the counts of a meeting now, of a method with so many criteria."""
    here = set(Joined.objects.filter(meeting=about).values_list("assessor_id", flat=True))
    issue = about.issue
    pages = complete_pages(issue, criteria) if issue else {}
    ours = [is_done for who, is_done in pages.items() if who in here]
    asked = len(here) if issue and is_for_all(issue) else len(ours)
    return Counts(len(here), asked, sum(ours), sum(pages.values()) - sum(ours))


def is_for_all(about: RoundIssue) -> bool:
    """Return whether everybody in a meeting may score an issue, as its round was declared."""
    rule = ScoredInRoom(about.round.scored_in_room)
    is_asked_now = about.last_stage >= about.round.stage
    return may_be_asked_in_room(rule, may_score=is_asked_now)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An issue of the round that could be put before the meeting."""

    issue: RoundIssue
    people: int
    """How many have begun to score it in this stage."""
    contested: int | None
    """On how many criteria the agencies disagreed in an earlier stage; None where none closed."""
    is_shown: bool


def candidates(about: Round) -> list[Candidate]:
    """Return the issues that the present stage asks about, those first that need a meeting most.

    After an earlier stage: the most contested in it. In the first: the least scored, because an
    order by disagreement would tell what scores are that nobody may see. Shown ones come last.
    """
    earlier, begun = disagreements(about), begun_pages(about)
    past = revealed(about)
    found = [
        Candidate(
            one, begun[one.pk], earlier.get(one.pk, (0, 0.0))[0] if earlier else None,
            one.pk in past,
        )
        for one in consultation_access.round_issues(about)
        if one.last_stage >= about.stage
    ]  # fmt: skip

    def need(one: Candidate) -> tuple[bool, float, float, int]:
        contested, apart = earlier.get(one.issue.pk, (0, 0.0))
        least = 0 if earlier else one.people
        return one.is_shown, -contested, least - apart, one.issue.position

    return sorted(found, key=need)
