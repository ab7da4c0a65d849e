"""Who may see which scores, and when: every door to scores asks here and nowhere else.

Until an issue is revealed in the room, or the stage closes, a score is seen by whoever gave it and
by nobody else: not by the analyst, not in an export, not as a count of how many gave which score.
How many have scored is progress, which is never hidden.
"""

from enum import StrEnum

from commonground.rooms.consultation.models import Anonymity, ScoredInRoom


class Viewer(StrEnum):
    """Who looks, as far as blindness is concerned."""

    SELF = "the assessor who gave the score"
    ASSESSOR = "another assessor"
    ANALYST = "the analyst"
    BOARD = "the chair, a board member or an overseer"


class Moment(StrEnum):
    """How far the scores of an issue in a stage have come."""

    BLIND = "open"
    REVEALED = "revealed in the room"
    CLOSED = "the stage is closed"


def may_see_scores(viewer: Viewer, moment: Moment) -> bool:
    """Return whether somebody may see scores by agency, or anything counted from their values."""
    return viewer is Viewer.SELF or moment is not Moment.BLIND


def may_see_who_scored(viewer: Viewer, moment: Moment, anonymity: Anonymity) -> bool:
    """Return whether somebody may see which person gave which score."""
    if viewer is Viewer.SELF:
        return True
    is_told = anonymity == Anonymity.ANALYST and viewer is Viewer.ANALYST
    return is_told and moment is Moment.CLOSED


def may_score(*, is_round_open: bool, moment: Moment, is_withdrawn: bool) -> bool:
    """Return whether an assessor may give or change a score: never after it has been shown."""
    return is_round_open and moment is Moment.BLIND and not is_withdrawn


def may_be_asked_in_room(rule: ScoredInRoom, *, may_score: bool) -> bool:
    """Return whether somebody in the room may score an issue that they were not asked about."""
    return rule is ScoredInRoom.ALL and may_score
