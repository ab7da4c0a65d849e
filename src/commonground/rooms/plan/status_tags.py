"""How the status of an action and its dates are shown: a word always, with a colour beside it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.lateness import is_overdue, is_review_late
from commonground.rooms.plan.models import Action, Scale, Standing, Status

_STATUS = {
    Status.NOT_STARTED: "grey",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "yellow",
    Status.OFF_TRACK: "red",
    Status.COMPLETE: "blue",
    Status.MAINSTREAMED: "turquoise",
    Status.STOPPED: "purple",
}
_STANDING = {Standing.OPEN: "blue", Standing.CLOSED: "grey", Standing.WITHDRAWN: "purple"}
_SCALE = {
    Scale.MAJOR: "green", Scale.MODERATE: "turquoise", Scale.MINOR: "blue", Scale.NONE: "grey",
    Scale.NEGATIVE: "red",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with the colour of its tag."""

    word: str
    colour: str


def status_tag(status: str) -> Tag:
    """Return how a status is shown."""
    one = Status(status)
    return Tag(str(one.label), _STATUS[one])


def standing_tag(standing: str) -> Tag:
    """Return how the standing of a recommendation is shown."""
    one = Standing(standing)
    return Tag(str(one.label), _STANDING[one])


def scale_tag(scale: str) -> Tag:
    """Return how a step of the scale of disruptions is shown."""
    one = Scale(scale)
    return Tag(str(one.label), _SCALE[one])


def late_words(about: Action, day: date) -> list[str]:
    """Return a sentence for each date of an action that is past."""
    words = []
    if is_overdue(about, day):
        words.append(_("Overdue since %(day)s") % {"day": day_in_words(about.due_on)})
    if is_review_late(about, day):
        words.append(_("Review late since %(day)s") % {"day": day_in_words(about.review_on)})
    return words
