"""What somebody who scores by a link is shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.documents.method_words import level_words
from commonground.rooms.consultation.answers import (
    ABOUT_ALL,
    CANNOT_SAY,
    NOTHING,
    Answer,
    Answers,
    is_complete,
    remark_field,
    score_field,
)
from commonground.rooms.consultation.methods import closing_day
from commonground.rooms.consultation.models import (
    REMARK_LENGTH,
    Assessor,
    Assignment,
)
from commonground.rooms.consultation.promises import anonymity_words
from commonground.rooms.people.access import LinkState
from commonground.scoring.methods import Criterion, Level, Method

GONE = {
    LinkState.ALTERED: gettext_lazy("Part of the link is missing or changed."),
    LinkState.UNKNOWN: gettext_lazy("There is no such link."),
    LinkState.EXPIRED: gettext_lazy("This link is too old."),
    LinkState.REVOKED: gettext_lazy("This link was withdrawn."),
    LinkState.USED: gettext_lazy("This link has been used."),
}


def address(token: str, number: int = 0) -> str:
    """Return the address of one page of scores, counted from 1, or of the start."""
    name, more = ("issue", [number]) if number else ("start", [])
    return reverse(f"consultation:{name}", args=[token, *more])


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that is offered."""

    value: str
    label: str
    descriptor: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion."""

    field: str
    label: str
    help: str
    options: list[Option]
    remark_field: str
    remark: str


@dataclass(frozen=True, slots=True)
class ScorePage:
    """One issue to be scored."""

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
    asked: Sequence[Assignment],
    number: int,
    answers: Mapping[int, Answers],
    submission: UUID,
) -> ScorePage:
    """Return the page of one issue; `submission` is the id that it will be sent under."""
    about = asked[number - 1]
    shown = answers.get(about.pk, {})
    issue = about.round_issue
    return ScorePage(
        name=str(issue),
        theme=issue.theme,
        description=issue.issue.description,
        number=number,
        count=len(asked),
        complete=sum(is_complete(method, answers.get(one.pk, {})) for one in asked),
        groups=[
            (group.label, [_question(one, shown.get(one.id, NOTHING)) for one in group.criteria])
            for group in method.groups
        ],
        remark=shown.get(ABOUT_ALL, NOTHING).remark,
        remark_field=remark_field(ABOUT_ALL),
        remark_length=REMARK_LENGTH,
        submission=submission,
        is_begun=any(one.is_answered for one in answers.get(about.pk, {}).values()),
        back_href=address(token, number - 1),
        start_href=address(token),
    )


def _question(criterion: Criterion, answer: Answer) -> Question:
    options = [
        Option(str(at), level_words(level), _descriptor(level), answer.level == at)
        for at, level in enumerate(criterion.levels)
    ]
    if not any(level.is_unknown for level in criterion.levels):
        options.append(Option(CANNOT_SAY, _("Cannot say"), "", answer.cannot_say))
    return Question(
        field=score_field(criterion.id),
        label=criterion.label,
        help=criterion.help,
        options=options,
        remark_field=remark_field(criterion.id),
        remark=answer.remark,
    )


def _descriptor(level: Level) -> str:
    return level.descriptor.text if level.descriptor else ""


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

    round: str
    partnership: str
    agency: str
    anonymity: str
    closes: str
    told: str
    rows: list[ListedIssue]
    carry_on_href: str
    is_over: bool
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
        round=who.round.name,
        partnership="",
        agency=who.counts_as,
        anonymity=anonymity_words(who.round),
        closes=closing_day(who.round),
        told=_("You have scored %(done)d of %(all)d issues.") % {
            "done": sum(done), "all": len(asked),
        },
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
        is_over=is_over,
        is_complete=bool(asked) and all(done[at - 1] for at in still),
    )  # fmt: skip
