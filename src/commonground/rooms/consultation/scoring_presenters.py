"""What somebody who scores by a link is shown."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonground.rooms.consultation.answers import (
    ABOUT_ALL,
    CANNOT_SAY,
    NOTHING,
    Answer,
    Answers,
    as_fields,
    is_complete,
    remark_field,
    score_field,
)
from commonground.rooms.consultation.describing import Texts
from commonground.rooms.consultation.methods import closing_day, level_told, rules_of
from commonground.rooms.consultation.models import (
    REMARK_LENGTH,
    Assessor,
    Assignment,
    HeldBy,
    Round,
)
from commonground.rooms.consultation.promises import anonymity_words, consensus_words
from commonground.rooms.consultation.shown_scores import AgencySpread, Spread
from commonground.rooms.people.access import LinkState
from commonground.scoring.methods import Criterion, Level, Method

SHORT = 3
"""So many characters fit into a fifth of a phone's width."""
GONE = {
    LinkState.ALTERED: gettext_lazy("Part of the link is missing or changed."),
    LinkState.UNKNOWN: gettext_lazy("There is no such link."),
    LinkState.EXPIRED: gettext_lazy("This link is too old."),
    LinkState.REVOKED: gettext_lazy("This link was withdrawn."),
    LinkState.USED: gettext_lazy("This link has been used."),
}

OVER = gettext_lazy("The round is closed, so your scores can no longer be changed.")


def address(token: str, number: int = 0) -> str:
    """Return the address of one page of scores, counted from 1, or of the start."""
    name, more = ("issue", [number]) if number else ("start", [])
    return reverse(f"consultation:{name}", args=[token, *more])


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered before a page is shown."""

    now: Mapping[int, Answers]
    """Their own answers of this stage, by assignment."""
    standing: Mapping[int, Answers]
    """The same, and where there are none in this stage, those of the stage before."""
    others: Spread
    """How the agencies answered in the stage before; empty in the first."""
    own_agency: str
    descriptors: Texts = field(default_factory=dict)
    """The partnership's own words for the levels."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that is offered, and in a second round how many other agencies gave it."""

    value: str
    label: str
    descriptor: str
    is_chosen: bool
    agencies: int
    bar: int
    """The same as a share of the most that any answer has, in per cent."""


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion."""

    field: str
    label: str
    help: str
    options: list[Option]
    is_short: bool
    """Whether every answer's label is so short that all stand in one line of a phone."""
    has_descriptors: bool
    seen: str
    """What was stored of this stage when the page was opened."""
    seen_remark: str
    others: str
    """How the other agencies answered before, in words; empty in the first round."""
    remark_field: str
    remark: str


@dataclass(frozen=True, slots=True)
class ScorePage:
    """One issue to be scored."""

    draft: str
    """By what the browser knows this page, to keep what it could not send."""
    answered: int
    questions: int
    seen_remark: str

    name: str
    theme: str
    description: str
    number: int
    count: int
    complete: int
    groups: list[tuple[str, list[Question]]]
    remark: str
    remark_field: str
    remark_length: int
    submission: UUID
    is_begun: bool
    back_href: str
    start_href: str


def score_page(
    token: str,
    method: Method,
    asked: Sequence[int],
    about: Assignment,
    said: Said,
    submission: UUID,
) -> ScorePage:
    """Return the page of one issue, of all that are asked, by their assignments' ids.

    `submission` is the id that it will be sent under.
    """
    number = asked.index(about.pk) + 1
    shown = said.standing.get(about.pk, {})
    others = {name: _by_level(some, said.own_agency) for name, some in said.others.items()}
    issue = about.round_issue
    now = said.now.get(about.pk, {})
    return ScorePage(
        draft=f"{about.assessor_id}:{issue.round.stage}:",
        answered=sum(now.get(one, NOTHING).is_answered for one in method.criterion_ids),
        questions=len(method.criteria),
        seen_remark=now.get(ABOUT_ALL, NOTHING).remark,
        name=str(issue),
        theme=issue.theme,
        description=issue.issue.description,
        number=number,
        count=len(asked),
        complete=sum(is_complete(method, said.now.get(one, {})) for one in asked),
        groups=[
            (
                _(group.label),
                [
                    _question(
                        one,
                        shown.get(one.id, NOTHING),
                        now.get(one.id, NOTHING),
                        others.get(one.id),
                        said.descriptors,
                    )
                    for one in group.criteria
                ],
            )
            for group in method.groups
        ],
        remark=shown.get(ABOUT_ALL, NOTHING).remark,
        remark_field=remark_field(ABOUT_ALL),
        remark_length=REMARK_LENGTH,
        submission=submission,
        is_begun=any(one.is_answered for one in now.values()),
        back_href=address(token, number - 1),
        start_href=address(token),
    )


def _question(
    criterion: Criterion,
    answer: Answer,
    now: Answer,
    others: Counter[int | None] | None,
    own_words: Texts,
) -> Question:
    words = [level_told(level) for level in criterion.levels]
    given = others or Counter()
    most = max(given.values(), default=0) or 1
    options = [
        Option(
            str(at), words[at], own_words.get((criterion.id, at)) or _descriptor(level),
            answer.level == at,
            given[at], round(100 * given[at] / most),
        )
        for at, level in enumerate(criterion.levels)
    ]  # fmt: skip
    if not any(level.is_unknown for level in criterion.levels):
        options.append(
            Option(
                CANNOT_SAY, _("Cannot say"), "", answer.cannot_say,
                given[None], round(100 * given[None] / most),
            )
        )  # fmt: skip
    return Question(
        field=score_field(criterion.id),
        label=_(criterion.label),
        help=_(criterion.help) if criterion.help else "",
        options=options,
        is_short=all(len(one.label) <= SHORT for one in options if one.value != CANNOT_SAY),
        has_descriptors=any(one.descriptor for one in options),
        seen=as_fields({"": now})[score_field("")],
        seen_remark=now.remark,
        others="" if others is None else _others(options),
        remark_field=remark_field(criterion.id),
        remark=answer.remark,
    )


def _by_level(spread: Sequence[AgencySpread], own_agency: str) -> Counter[int | None]:
    """Return how many other agencies stand at each level; None: none of its people could say.

    An agency of several people stands at the middle one of their answers, the lower of two.
    """
    return Counter(_middle(one) for one in spread if one.agency != own_agency)


def _middle(one: AgencySpread) -> int | None:
    answered = [level for level, count in enumerate(one.levels) for _each in range(count)]
    return median_low(answered) if answered else None


def _others(options: Sequence[Option]) -> str:
    """Return in words what the bars show."""
    told = ", ".join(
        ngettext("%(count)d said %(level)s", "%(count)d said %(level)s", one.agencies)
        % {"count": one.agencies, "level": one.label}
        for one in options
        if one.agencies
    )
    own = next((one.label for one in options if one.is_chosen), "")
    said = _("Other agencies: %(told)s.") % {"told": told or _("nobody answered")}
    return f"{said} {_('You: %(own)s.') % {'own': own}}" if own else said


def _descriptor(level: Level) -> str:
    return level.descriptor.text if level.descriptor else ""


def _room_address(token: str, about: Round) -> str:
    """Return where somebody takes part in the round's meetings; empty where it holds none."""
    is_met = about.is_open and about.held_by != HeldBy.REMOTE
    return reverse("meetings:take_part", args=[token]) if is_met else ""


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One of the issues that somebody is asked about."""

    name: str
    theme: str
    href: str
    status: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class StartPage:
    """Where somebody's link leads."""

    draft: str

    round: str
    partnership: str
    agency: str
    anonymity: str
    closes: str
    told: str
    rows: list[ListedIssue]
    carry_on_href: str
    room_href: str
    """Where they take part in a meeting, in a round that has any."""
    is_over: bool
    is_withdrawn: bool
    consensus: str
    is_second: bool
    is_complete: bool


def start_page(
    token: str,
    who: Assessor,
    method: Method,
    asked: Sequence[Assignment],
    answers: Mapping[int, Answers],
    shown: Collection[UUID],
    *,
    is_over: bool,
) -> StartPage:
    """Return what somebody is asked about and how far they have come.

    What is shown in the room already, by the ids of the round's issues, takes no more scores.
    """
    done = [is_complete(method, answers.get(one.pk, {})) for one in asked]
    begun = [any(a.is_answered for a in answers.get(one.pk, {}).values()) for one in asked]
    is_shown = [one.round_issue_id in shown for one in asked]
    still = [at for at, is_past in enumerate(is_shown, start=1) if not is_past and not is_over]
    first = next((at for at in still if not done[at - 1]), still[0] if still else 0)
    words = {(True, True): _("Done"), (False, True): _("Begun"), (False, False): _("To do")}
    return StartPage(
        draft=f"{who.pk}:{who.round.stage}:",
        round=who.round.name,
        partnership="",
        agency=who.counts_as,
        anonymity=anonymity_words(who.round),
        closes=closing_day(who.round),
        told=ngettext(
            "You have scored %(done)d of %(all)d issue.",
            "You have scored %(done)d of %(all)d issues.", len(asked),
        ) % {"done": sum(done), "all": len(asked)},
        rows=[
            ListedIssue(
                str(one.round_issue),
                one.round_issue.theme,
                address(token, at) if at in still else "",
                _("Shown in the meeting")
                if is_shown[at - 1]
                else words.get((done[at - 1], begun[at - 1]), _("To do")),
                done[at - 1],
            )
            for at, one in enumerate(asked, start=1)
        ],
        carry_on_href=address(token, first) if first else "",
        room_href=_room_address(token, who.round),
        is_over=is_over,
        consensus=consensus_words(rules_of(who.round)),
        is_withdrawn=bool(who.withdrawn_because),
        is_second=who.round.stage > 1,
        is_complete=bool(asked) and all(done[at - 1] for at in still),
    )  # fmt: skip
