"""Every figure, table and chart that a document can ask for by name, and what each of them is."""

from dataclasses import dataclass
from enum import StrEnum, auto

from commonground.documents.contents import FigureKind
from commonground.sentences import Sentence, say

_COUNT, _TALLY, _RANK, _SHARE, _SCORE, _WORDS = FigureKind


class About(StrEnum):
    """What a figure is about: the whole, or one thing that its reference names."""

    ALL = auto()
    ISSUE = auto()
    THEME = auto()


class Origin(StrEnum):
    """Which frozen source something is read from."""

    RANKING = auto()
    DECISIONS = auto()
    LAST_CYCLE = auto()
    CLOSING = auto()
    THEMES = auto()
    SELF_REVIEW = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the catalogue."""

    name: str
    """As it is written before what it is about: `rank of` in `rank of Burglary`."""
    words: Sentence
    """What it says, for those who choose."""
    origin: Origin
    about: About = About.ALL
    kind: FigureKind = _WORDS
    unit: str = ""

    @property
    def pattern(self) -> str:
        """How it is written, with what it is about in capitals."""
        return self.name if self.about is About.ALL else f"{self.name} {self.about.upper()}"


_RANKING, _DECISIONS, _LAST, _CLOSING, _THEMES, _SELF_REVIEW = Origin
_ALL, _ISSUE, _THEME = About

FIGURES = (
    Entry("rank of", say("Where the issue stands on the ranked list; = where it shares the rank"),
          _RANKING, _ISSUE, _RANK),
    Entry("interval of", say("The range of ranks that the issue could as well have had"),
          _RANKING, _ISSUE),
    Entry("chance of", say("The chance that the issue is on the shortlist, out of 100"),
          _RANKING, _ISSUE, _SHARE),
    Entry("state of", say("In, Contested or Out: how sure it is that the issue is on the list"),
          _RANKING, _ISSUE),
    Entry("risk of", say("The first figure that the method ranks by"),
          _RANKING, _ISSUE, _SCORE),
    Entry("graded risk of", say("The figure in whose order the list stands"),
          _RANKING, _ISSUE, _SCORE),
    Entry("disagreement over", say("On how many criteria the agencies differ over the issue"),
          _RANKING, _ISSUE),
    Entry("agencies that scored", say("How many agencies scored the issue"),
          _RANKING, _ISSUE, _COUNT, "agencies"),
    Entry("people who scored", say("How many people scored the issue"),
          _RANKING, _ISSUE, _COUNT, "people"),
    Entry("heading of", say("The heading that the issue stands under on the long list"),
          _RANKING, _ISSUE),
    Entry("decision on", say("Whether the issue is on the shortlist, and why: its rank or the "
          "board’s reason"), _DECISIONS, _ISSUE),
    Entry("last rank of", say("Where the issue stood in the cycle before"),
          _LAST, _ISSUE, _RANK),
    Entry("issues ranked", say("How many issues are on the ranked list"),
          _RANKING, _ALL, _TALLY, "issues"),
    Entry("issues not ranked", say("How many issues nobody scored in full"),
          _RANKING, _ALL, _TALLY, "issues"),
    Entry("issues in", say("How many issues are surely on the shortlist"),
          _RANKING, _ALL, _TALLY, "issues"),
    Entry("issues contested", say("How many issues could be on either side of the line"),
          _RANKING, _ALL, _TALLY, "issues"),
    Entry("expected changes", say("How many of the shortlist another such consultation would be "
          "expected to change"), _RANKING, _ALL, _SCORE, "issues"),
    Entry("scoring method", say("The title of the scoring method"), _RANKING),
    Entry("issues on the shortlist", say("How many issues are on the shortlist after the board’s "
          "decisions"), _DECISIONS, _ALL, _TALLY, "issues"),
    Entry("issues taken in", say("How many issues the board took in against their rank"),
          _DECISIONS, _ALL, _TALLY, "issues"),
    Entry("issues taken out", say("How many issues the board took out against their rank"),
          _DECISIONS, _ALL, _TALLY, "issues"),
    Entry("last cycle", say("The name of the cycle before"), _LAST),
    Entry("people who took part", say("How many people scored at least one issue"),
          _CLOSING, _ALL, _COUNT, "people"),
    Entry("agencies that took part", say("How many agencies had somebody who scored"),
          _CLOSING, _ALL, _COUNT, "agencies"),
    Entry("people in meetings", say("How many people took part in meetings"),
          _CLOSING, _ALL, _COUNT, "people"),
    Entry("people who took part remotely", say("How many people took part from elsewhere"),
          _CLOSING, _ALL, _COUNT, "people"),
    Entry("people invited", say("How many people were asked to take part"),
          _CLOSING, _ALL, _COUNT, "people"),
    Entry("agencies invited", say("How many agencies were asked to take part"),
          _CLOSING, _ALL, _COUNT, "agencies"),
    Entry("share who took part", say("How many of those who were asked took part, in per cent"),
          _CLOSING, _ALL, _SHARE),
    Entry("scores given", say("How many single scores were given"),
          _CLOSING, _ALL, _COUNT, "scores"),
    Entry("name of the round", say("What the round of consultation is called"), _CLOSING),
    Entry("closing date", say("The day on which the round closed"), _CLOSING),
    Entry("golden themes", say("How many golden themes cut across the issues"),
          _THEMES, _ALL, _TALLY, "themes"),
    Entry("stand-alone areas", say("How many golden themes stand alone"),
          _THEMES, _ALL, _TALLY, "areas"),
    Entry("remarks behind the themes", say("How many remarks the golden themes stand on"),
          _THEMES, _ALL, _COUNT, "remarks"),
    Entry("remarks in", say("How many remarks the golden theme stands on"),
          _THEMES, _THEME, _COUNT, "remarks"),
    Entry("agencies behind", say("How many agencies spoke of the golden theme"),
          _THEMES, _THEME, _COUNT, "agencies"),
    Entry("issues of", say("How many issues the golden theme was spoken of with"),
          # the least that was said of it: a count of remarks in other words
          _THEMES, _THEME, _COUNT, "issues"),
    Entry("reason for", say("Why the golden theme stands, as it was written"),
          _THEMES, _THEME),
)  # fmt: skip
"""Figures that stand in a sentence, each written `[[name]]`, or `[[name ISSUE]]`."""

TABLES = (
    Entry("ranked issues", say("Every issue with its rank, range of ranks, chance and state"),
          _RANKING),
    Entry("issue", say("All that is known of one issue"), _DECISIONS, _ISSUE),
    Entry("shortlist", say("The shortlist as the board left it, and why each issue is on it"),
          _DECISIONS),
    Entry("decisions of the board", say("Each decision about the line, with its reason"),
          _DECISIONS),
    Entry("who took part", say("People by agency and way, and what they scored"), _CLOSING),
    Entry("agreement", say("How far those who scored agree, by criterion"), _CLOSING),
    Entry("golden themes", say("Each golden theme with its remarks, agencies and issues"),
          _THEMES),
    Entry("theme by issue", say("How many remarks speak of each golden theme, by issue"),
          _THEMES),
    Entry("theme by agency", say("How many remarks speak of each golden theme, by agency"),
          _THEMES),
    Entry("remarks", say("The remarks behind a golden theme, by agency and never by person"),
          _THEMES, _THEME),
    Entry("method", say("The method and the rules, and what the partnership set itself"),
          _RANKING),
    Entry("self-review", say("What each agency answered to the five closing questions"),
          _SELF_REVIEW),
    Entry("data sources", say("Every frozen source, with its date and digest"), _RANKING),
)  # fmt: skip

CHARTS = (
    Entry("ranks with intervals", say("The shortlist and its nearest rivals, with the range of "
          "ranks of each"), _RANKING),
    Entry("who took part", say("How many people took part, by agency and way"), _CLOSING),
    Entry("themes by issue", say("How many remarks speak of each golden theme"), _THEMES),
)  # fmt: skip
