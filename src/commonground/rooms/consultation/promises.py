"""What assessors are told before they score: who may know, and how long it takes."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.models import Anonymity, Round
from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules

SECONDS_A_CRITERION = 7
"""How long an answer takes, where a letter says "about": an estimate that decides nothing."""
_MINUTES_STEP = 5


def anonymity_words(about: Round) -> str:
    """Return what is promised about who may know, before anybody scores."""
    if about.anonymity == Anonymity.ANALYST:
        return _(
            "Nobody sees your scores before they are shown: in a meeting, or when the round "
            "closes. After it closes the analyst can see which scores are yours; everybody else "
            "sees them by agency alone."
        )
    return _(
        "Nobody sees your scores before they are shown: in a meeting, or when the round closes. "
        "They are shown by agency alone, and nobody is told which are yours."
    )


def minutes_for(method: Method, pages: int) -> int:
    """Return about how many minutes so many pages take, rounded up to five."""
    seconds = pages * len(method.criteria) * SECONDS_A_CRITERION
    return _MINUTES_STEP * max(1, math.ceil(seconds / 60 / _MINUTES_STEP))


def consensus_words(rules: Rules) -> str:
    """Return what counts as consensus, as it was declared before anybody scored."""
    rule = rules.consensus
    return _(
        "Agencies agree on an answer where at least %(share)d %% of them are within one level of "
        "the middle one, and the middle half spans at most %(range)s. What they do not agree on "
        "may be opened again, %(rounds)d rounds in all; after that, where people differ is "
        "reported."
    ) % {
        "share": round(100 * rule.min_share_within_one),
        "range": ngettext(
            "%(count)g level", "%(count)g levels", math.ceil(rule.max_interquartile_range)
        )
        % {"count": rule.max_interquartile_range},
        "rounds": rule.max_rounds,
    }
