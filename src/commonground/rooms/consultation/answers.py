"""What somebody answers about one issue: read from a form, and held against the method's scales."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.errors import refuse
from commonground.rooms.consultation.models import REMARK_LENGTH
from commonground.scoring.methods import Method

CANNOT_SAY = "x"
"""What a form sends for it; a level is sent as its place on the scale."""
ABOUT_ALL = ""
"""In place of a criterion's id: what is said of the issue as a whole, which carries no score."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a level by its place on the criterion's scale, or that they cannot say."""

    level: int | None = None
    cannot_say: bool = False
    remark: str = ""

    @property
    def is_answered(self) -> bool:
        return self.level is not None or self.cannot_say

    @property
    def says_something(self) -> bool:
        return self.is_answered or bool(self.remark)

    def followed_by(self, later: "Answer") -> "Answer":
        """Return what stands after a later answer; one that was not answered stays as it was."""
        if later.is_answered:
            return later
        return Answer(self.level, self.cannot_say, later.remark or self.remark)


NOTHING = Answer()
Answers = Mapping[str, Answer]
"""By the criterion's id."""


def score_field(criterion: str) -> str:
    """Return the name of a criterion's answer in a form."""
    return f"score-{criterion}"


def remark_field(criterion: str) -> str:
    """Return the name of a criterion's remark in a form."""
    return f"remark-{criterion}" if criterion else "remark"


def seen_field(field: str) -> str:
    """Return the name under which a form says what a field of it showed when it was opened."""
    return f"seen-{field}"


def read_answers(method: Method, sent: Mapping[str, str]) -> Answers:
    """Return what a form says of each criterion it names; BadInput where that makes no sense."""
    found = {}
    for criterion in (*method.criterion_ids, ABOUT_ALL):
        score, remark = sent.get(score_field(criterion)), sent.get(remark_field(criterion))
        if score is not None or remark is not None:
            found[criterion] = _answer(score or "", remark or "")
    check_answers(method, found)
    return found


def read_seen(method: Method, sent: Mapping[str, str]) -> Answers:
    """Return what the form says that it showed when it was opened, of each criterion it says it."""
    found = {}
    for criterion in (*method.criterion_ids, ABOUT_ALL):
        remark = sent.get(seen_field(remark_field(criterion)))
        if remark is not None:
            score = sent.get(seen_field(score_field(criterion)), "")
            found[criterion] = _answer(score, remark)
    return found


def changed(answers: Answers, seen: Answers) -> Answers:
    """Return what somebody changed on a page: whatever was not there when it was opened."""
    return {name: one for name, one in answers.items() if name not in seen or seen[name] != one}


def replaced(changes: Answers, seen: Answers, stored: Answers) -> list[str]:
    """Return the criteria that a page changed, and that another page had changed meanwhile."""
    return [
        name
        for name, one in changes.items()
        if name in seen and stored.get(name, NOTHING) not in (seen[name], one)
    ]


def as_fields(answers: Answers) -> dict[str, str]:
    """Return answers as the fields of a form have them."""
    found = {}
    for name, one in answers.items():
        level = "" if one.level is None else str(one.level)
        found[score_field(name)] = CANNOT_SAY if one.cannot_say else level
        found[remark_field(name)] = one.remark
    return found


def _answer(score: str, remark: str) -> Answer:
    said = one_line(remark)
    if score == CANNOT_SAY:
        return Answer(cannot_say=True, remark=said)
    # what is no place is read as one that no scale has, so that it is refused with the others
    is_place = score.isascii() and score.isdigit() and len(score) < 4
    level = int(score) if is_place else -1
    return Answer(level=level if score else None, remark=said)


def one_line(text: str) -> str:
    """Return what somebody typed on one line, without what a database may refuse."""
    return " ".join(text.replace("\0", " ").split())


def check_answers(method: Method, answers: Answers) -> None:
    """Raise BadInput with a sentence for each answer that the method does not allow."""
    refuse(_faults(method, answers))


def _faults(method: Method, answers: Answers) -> Iterator[str]:
    criteria = {criterion.id: criterion for criterion in method.criteria}
    for name, answer in answers.items():
        if len(answer.remark) > REMARK_LENGTH:
            yield _("A remark is at most %(most)d characters long.") % {"most": REMARK_LENGTH}
        if name == ABOUT_ALL and not answer.is_answered:
            continue
        if name not in criteria:
            yield _("There is no criterion %(name)s in this round.") % {"name": name or "''"}
            continue
        levels = criteria[name].levels
        if answer.level is not None and not 0 <= answer.level < len(levels):
            yield _("%(name)s: choose one of the answers that are offered.") % {
                "name": criteria[name].label
            }


def is_complete(method: Method, answers: Answers) -> bool:
    """Return whether every criterion is answered, be it by "cannot say"."""
    return all(answers.get(one, NOTHING).is_answered for one in method.criterion_ids)
