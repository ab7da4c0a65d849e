"""The words of the demo's action plan. All of it is invented."""

from dataclasses import dataclass

NAME = "4P plan of Larkenmere (invented)"
BOARD = "Community safety board (invented)"
REVIEWED_BY = "The invented board of the demonstration"
FOUND = "Two of three steps are done, and the third has a date (invented)."
PROGRESS = "The first visits were made, and nobody was missed (invented)."
REASON = "One post is vacant until the summer (invented)."
STOPPED = "Another force does it for the whole region (invented)."
COUNTED = "Counted by the lead agency (invented)"
EVIDENCE = "Minutes of the invented board, item 4."
SHOWN = "Minutes of the meeting that agreed the list (invented)"
SHOWN_AT = "https://example.org/minutes"
LEARNT = "Partners come when the day is set a quarter ahead (invented)."
GAP_STRAND = "prepare"
GAP_REASON = "The safeguarding board practises this each year under its own plan (invented)."
EFFECT = "Fewer people are visited twice (invented)."
EFFECT_BY = "The invented analyst"


@dataclass(frozen=True, slots=True)
class Planned:
    """A recommendation under a strand, with the action that carries it out.

    Days count from the day on which the demo is made; `issue` is a place on the shortlist.
    """

    strand: str
    text: str
    action: str
    milestone: str
    issue: int
    status: str = "on_track"
    due_in: int | None = 120
    review_in: int | None = 40
    lead_role: str = "Head of service"
    measure: str = ""
    is_led: bool = False
    """Whether somebody is named who leads it, beside their agency and role."""
    proposed_in: int = 0
    """In how many days its lead would rather have it due; 0 where nobody asks."""


PLANNED = (
    Planned(
        "pursue",
        "Share one list of addresses where somebody else has taken over the home",
        "Visit each address on the list within two days",
        "The list is agreed by four agencies",
        0,
        measure="Addresses visited within two days",
        is_led=True,
    ),
    Planned(
        "pursue",
        "Take every case with two or more agencies in it to one weekly meeting",
        "Hold a case meeting each week",
        "First meeting held",
        1,
        "at_risk",
        60,
        20,
        is_led=True,
        proposed_in=120,
    ),
    Planned(
        "prevent",
        "Reach young people before those who would use them do",
        "Place a mentor in each of the four schools that were named",
        "Two mentors are in post",
        2,
        measure="Young people with a mentor",
    ),
    Planned(
        "prevent",
        "Offer a way out at the moment of arrest",
        "Train custody staff to offer support at once",
        "All shifts are trained",
        3,
        "off_track",
        -20,
        -10,
    ),
    Planned(
        "protect",
        "Tell small shops and older residents what the new frauds look like",
        "Send one page to every parish newsletter each quarter",
        "First page is printed",
        4,
        "complete",
        -30,
        None,
        measure="Parishes that printed the page",
    ),
    Planned(
        "protect",
        "Make the bus station safer after dark",
        "Light the two footpaths and have staff there until the last bus",
        "Lights are switched on",
        5,
        "not_started",
        200,
        90,
    ),
    Planned(
        "protect",
        "Stop the same home from being burgled twice",
        "Fit locks within a week of a burglary",
        "Contract is signed",
        6,
        "on_track",
        None,
        None,
        lead_role="",
    ),
    Planned(
        "prepare",
        "Know who helps victims, and how soon",
        "Write down each agency’s part in the first 48 hours",
        "Draft is with the agencies",
        7,
        "stopped",
        30,
        None,
    ),
    Planned(
        "prepare",
        "Practise what is done when a victim of trafficking is found",
        "Hold one exercise a year with every agency",
        "Date is set",
        8,
        "mainstreamed",
        -200,
        None,
    ),
)
