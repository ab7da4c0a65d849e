"""How each figure of the catalogue comes about, in words, for whoever asks where it is from."""

from collections.abc import Mapping

from commonground.sentences import Sentence, say

_BY_BOARD = say(
    "Every issue that its rank puts on the list, and those that the board took in, without those "
    "that it took out; of several decisions on one issue the latest stands."
)
_MOVED = say(
    "The issues whose latest decision puts them on the other side of the line than their rank."
)
_TOOK_PART = say("The record of the closing counts those who scored, by agency; these are added.")
_ASKED = say("The record of the closing counts those who were asked, by agency and way.")
_THEME = say(
    "Remarks are counted once each by the codes they carried in the snapshot, gathered into this "
    "theme. An agency or issue that was not recorded is not counted."
)

HOW: Mapping[str, Sentence] = {
    "rank of": say(
        "Issues stand in order of the last figure that the method ranks by, highest first, each "
        "computed exactly from the published cells. Equal figures share a rank."
    ),
    "interval of": say(
        "From the lowest to the highest rank that the issue held in the middle share of the "
        "redrawn consultations that the rules name; where few agencies scored, with each left out."
    ),
    "chance of": say(
        "The share of redrawn consultations in which the issue was on the shortlist. It is never "
        "said as certain and never as impossible."
    ),
    "state of": say("The chance, or each agency left out in turn, held against the rules' limits."),
    "risk of": say("The first of the figures that the method ranks by, rounded to two decimals."),
    "graded risk of": say(
        "The last of the figures that the method ranks by, rounded to two decimals: the order of "
        "the list is by the exact figure."
    ),
    "disagreement over": say(
        "The criteria on which the agencies do not meet the rules' declared consensus, and those "
        "on which they stand in two camps."
    ),
    "agencies that scored": say("Agencies with at least one score on the issue."),
    "people who scored": say("People with at least one score on the issue."),
    "heading of": say("As the issue stood on the list when the round opened."),
    "decision on": _BY_BOARD,
    "last rank of": say(
        "Its rank in the last ranking of another round that closed before. An issue that was "
        "merged or split since has none."
    ),
    "issues ranked": say("The issues of the frozen result that every criterion was scored for."),
    "issues not ranked": say("Issues of the frozen result of which a criterion was not scored."),
    "issues in": say("The issues whose state is In."),
    "issues contested": say("The issues whose state is Contested."),
    "expected changes": say(
        "The chances of the issues on the shortlist, each taken from one, added together."
    ),
    "scoring method": say("The title that the method's own file gives, kept with the result."),
    "issues on the shortlist": _BY_BOARD,
    "issues taken in": _MOVED,
    "issues taken out": _MOVED,
    "last cycle": say("The last round, other than this one, that closed before and was ranked."),
    "people who took part": _TOOK_PART,
    "agencies that took part": _TOOK_PART,
    "people in meetings": _TOOK_PART,
    "people who took part remotely": _TOOK_PART,
    "people invited": _ASKED,
    "agencies invited": _ASKED,
    "share who took part": say("Those who took part, divided by those who were asked."),
    "scores given": say("The scores that the record of the closing counts, by agency, added."),
    "name of the round": say("As the round was called when it closed."),
    "closing date": say("The day that the record of the closing names."),
    "golden themes": say("The golden themes of the snapshot that cut across the issues."),
    "stand-alone areas": say("The golden themes of the snapshot that stand alone."),
    "remarks behind the themes": say("Remarks in any golden theme of the snapshot, once each."),
    "remarks in": _THEME,
    "agencies behind": _THEME,
    "issues of": _THEME,
    "reason for": say("As it was written when the snapshot was taken."),
}
"""By the name of the entry."""
