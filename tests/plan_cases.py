"""An action plan as values, with the deck's two example rows in it, for tests."""

from datetime import date

from commonground.documents.plan.plans import (
    Action,
    Measure,
    Milestone,
    Plan,
    Recommendation,
    Standing,
    Strand,
)

OFFICIAL, SENSITIVE = "OFFICIAL", "OFFICIAL-SENSITIVE"
AS_OF = date(2016, 2, 1)
REVIEW = date(2016, 4, 30)

PREVENT_ROW = (
    "Social services and addiction agencies to highlight those at risk of being drawn into SOC due"
    " to drug use",
    "Briefing to partnership in March 2016",
    "Social Services, Addaction, Bristol Drugs Project",
    "April 2016",
)
PROTECT_ROW = (
    "Ensure awareness is raised with all stakeholders so that individuals, businesses and local"
    " infrastructures are not undermined by cyber threats",
    "Arrange local media coverage of the threat posed to people and businesses",
    "Local authority and private sector",
    "April 2016",
)
"""The deck's examples, as they stand under its headings."""


def action(ref: str, text: str, owners: str, *milestones: Milestone, **more: object) -> Action:
    """Make an action of these owners, parted by commas."""
    given: dict[str, object] = {
        "lead_role": "Head of service",
        "status": "On track",
        "is_live": True,
        "marking": OFFICIAL,
        "review_on": REVIEW,
        **more,
    }
    made = tuple(owners.split(", "))
    return Action(ref, text, made, milestones=milestones, **given)  # type: ignore[arg-type]


def deck_recommendations() -> tuple[Recommendation, Recommendation]:
    """Return the deck's two rows as the product keeps them."""
    briefing = Milestone(PREVENT_ROW[1], due_on=date(2016, 3, 31))
    coverage = Milestone(PROTECT_ROW[1])
    return (
        Recommendation(
            "R1", PREVENT_ROW[0], OFFICIAL,
            (action("A1", PREVENT_ROW[1], PREVENT_ROW[2], briefing),),
        ),
        Recommendation(
            "R2", PROTECT_ROW[0], OFFICIAL,
            (action("A2", PROTECT_ROW[1], PROTECT_ROW[2], coverage),),
        ),
    )  # fmt: skip


def plan(*more: Recommendation, marking: str = OFFICIAL) -> Plan:
    """Return a plan with the deck's rows, and whatever else under Pursue."""
    prevent, protect = deck_recommendations()
    strands = (
        Strand("Pursue", "Prosecuting and disrupting people engaged in it.", more),
        Strand("Prevent", "Preventing people from engaging in it.", (prevent,)),
        Strand("Protect", "Increasing protection against it.", (protect,)),
        Strand("Prepare", "Reducing its impact when it takes place."),
    )
    return Plan(
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "Plan 2016", "Example Partnership",
        "Example Partnership", AS_OF, marking, "en-GB", strands,
    )  # fmt: skip


def full_plan() -> Plan:
    """Return a plan with everything that one can hold, long words and long texts among it."""
    long = "Bring every agency that meets people who buy stolen goods together, " * 3
    disrupt = action(
        "A3", "Visit scrap yards with trading standards", "Police, Trading Standards",
        Milestone("List of yards", date(2016, 2, 10), date(2016, 2, 9)),
        Milestone("Every yard has been visited", date(2016, 6, 30)),
        status="At risk", reason="Two officers were moved to another team.",
        due_on=date(2016, 7, 31),
        measures=(Measure("Metal thefts", "Outcome", "offences a month", "41", "20", "33"),),
    )  # fmt: skip
    done = action(
        "A10", long.strip(), "Police", status="Complete", is_live=False, review_on=None,
        lead_role="",
    )  # fmt: skip
    secret = action("A4", "Watch a named yard", "Police", marking=SENSITIVE)
    return plan(
        Recommendation("R3", long.strip(), OFFICIAL, (disrupt, done, secret)),
        Recommendation("R4", "Tell the county what was learnt", OFFICIAL),
        Recommendation(
            "R5", "Close the unlicensed market", OFFICIAL, (), Standing.CLOSED,
            "It was closed in January.",
        ),
        Recommendation("R6", "Watch a group", SENSITIVE),
    )  # fmt: skip
