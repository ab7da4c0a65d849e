"""What the invented partnership has written so far in its strategic assessment.

Every sentence is invented and says so. Numbers stand in double brackets and are read from what was
frozen; nothing else here counts anything.
"""

from dataclasses import dataclass

TITLE = "Strategic assessment of Larkenmere (invented)"
AUTHOR = "The community safety analyst of the demonstration"
INVENTED = "*Everything in this document is invented, to show how one is made.*"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for a section of the template, by the section's id."""

    section: str
    text: str


GOVERNANCE = """
The community safety board of the invented partnership asked for this document. \
[[agencies that took part]] of [[agencies invited]] agencies took part, and \
[[people who took part]] of [[people invited]] people; those who did not are in the table under \
Method."""
DRAFTS = (
    Draft("levels_and_patterns", f"""
{INVENTED}

Larkenmere is a market town with a harbour, two estates and eleven villages. The partnership has \
no figures of its own for them yet, so this part rests on what people said:

- harm behind closed doors is told of more often than harm in the street
- the harbour and the bus station are named again and again
- villages speak of **being far from help**, not of more crime"""),
    Draft("changes", """
This is the first cycle that was scored, so there is no earlier rank to set beside these. What \
agencies say has changed is in their remarks (invented)."""),
    Draft("community", """
People were asked through the agencies that serve them. What they said came together in \
[[golden themes]] golden themes. Of youth alone there are [[remarks in Youth]] remarks, from \
[[agencies behind Youth]] agencies.

> We are asked once a year and hear nothing back.

The words of the quotation are invented."""),
    Draft("ranked_issues", """
Of [[issues ranked]] issues, [[issues in]] are surely on the shortlist and [[issues contested]] \
are contested. The board took [[issues taken in]] in and [[issues taken out]] out, each with a \
reason that stands below.

1. Read the range before the rank: where two ranges overlap, the order of the two is not known.
2. Ask about a contested issue before anything is cut because of its place."""),
    Draft("golden_themes", """
[[remarks behind the themes]] remarks stand behind [[golden themes]] golden themes and \
[[stand-alone areas]] stand-alone area.

Mental health runs through [[issues of Mental health]] of the issues, and most of what is said of \
it is about **waiting** (invented). Counter terrorism stands alone, with \
[[remarks in Counter terrorism]] remarks: few issues touch it, and those who know it say that it \
must not be lost among them."""),
    Draft("places", """
The harbour, from the fish quay to the bus station, is the first location: it is named by most \
agencies, and two premises there are known to them. The boundary is invented, as is everything \
else here, and would not be published."""),
    Draft("governance", GOVERNANCE),
    Draft("measures", """
- **Youth**: how many children who were told of are seen again within five working days
- **Mental health**: the middle wait from a call to a first appointment
- **Being heard**: how many remarks of this round were answered in writing

Each still wants its baseline, its target and its source (invented)."""),
)  # fmt: skip
"""What was written, a section after another."""

AGAIN = Draft(
    "governance",
    f"""
{GOVERNANCE.strip()}

The chair has asked for the next draft before the board meets in spring (invented).""",
)
"""A second look at one of them."""

OF_A_PRIORITY = """

What partners see that police data do not: the same few addresses, told of by [[agencies that \
scored {issue}]] agencies over years (invented). What is missing is one person who holds the case.

**Recommended:** name a lead before the summer, and look again at the next meeting."""
"""What is added under the first priorities; `{issue}` stands for the issue."""
DRAFTED_PRIORITIES = 3

SETTLED = "Does the harbour need a part of its own? (An invented question.)"
ANSWER = "No: it is named under each issue that speaks of it. (An invented answer.)"
OPEN = "The villages should read this before the board does. (An invented comment.)"
"""What was said about the first of these texts."""
