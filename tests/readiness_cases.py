"""A partnership in which every rule of readiness passes, and how each of them comes to fail."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from commonground.rooms.readiness.judging.evidence import (
    Action,
    Assessment,
    Build,
    DataSet,
    Disruption,
    Evidence,
    Gap,
    Inspected,
    Judgement,
    Measure,
    Meeting,
    Named,
    People,
    Plan,
    Profile,
    ProfileSection,
    RankedIssue,
    Ranking,
    Recommendation,
)

DAY = date(2026, 6, 15)
SPACE = UUID(int=6)


def named(name: str) -> UUID:
    """Return an id that is the same for the same name."""
    return uuid5(SPACE, name)


COUNCIL, POLICE, HEALTH, FIRE = map(named, ("council", "police", "health", "fire"))
FIRST, SECOND = named("first issue"), named("second issue")
PLAN = named("plan")
STRANDS = {"pursue": "Pursue", "prevent": "Prevent", "protect": "Protect", "prepare": "Prepare"}
MEASURE = Measure("Offences a month", "outcome", True, True, True, False)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def ahead(days: int) -> date:
    return DAY + timedelta(days=days)


def recommendation(strand: str) -> Recommendation:
    number = list(STRANDS).index(strand) + 1
    return Recommendation(
        named(strand), PLAN, f"R{number}", f"Do more to {strand}", strand,
        frozenset({FIRST, SECOND}), True, "OFFICIAL",
    )  # fmt: skip


def action(number: int, strand: str, lead: UUID) -> Action:
    """Return a live action that nothing is wrong with."""
    return Action(
        id=named(f"action {number}"), ref=f"A{number}", text=f"Work under {strand}",
        recommendations=frozenset({named(strand)}), status="on_track", is_live=True,
        began_on=ago(100), told_on=ago(10), lead_agency=lead, lead_role="Head of service",
        held_by="Invented Holder", due_on=ahead(100), review_on=ahead(30), review_months=3,
        reviewed_on=ago(30), equality_note="Read in two languages", resource="Ten staff days",
        marking="OFFICIAL", measures=(MEASURE,),
    )  # fmt: skip


def ended(number: int) -> Action:
    """Return an action that was completed as it should be."""
    return replace(
        action(number, "prevent", HEALTH), status="complete", is_live=False, is_shown_done=True,
        learning="Begin earlier",
    )  # fmt: skip


def issue(which: UUID, rank: int) -> RankedIssue:
    return RankedIssue(which, f"Issue {rank}", rank, True, True, 0.2)


def disruption(number: int, scale: str) -> Disruption:
    return Disruption(
        named(f"disruption {number}"), f"D{number}", "A phone line", ago(40), "pursue", scale,
        "Seen by two agencies", True, "OFFICIAL",
    )  # fmt: skip


def meeting(number: int, days: int, *came: UUID) -> Meeting:
    """Return a meeting to which two agencies were asked, and these came."""
    lines = tuple((agency, agency in came) for agency in (COUNCIL, POLICE))
    return Meeting(named(f"meeting {number}"), f"Meeting {number}", ago(days), lines)


def data_set(number: int, agency: UUID) -> DataSet:
    """Return a data set that nothing is wrong with."""
    return DataSet(
        named(f"data set {number}"), f"Data set {number}", agency, "Performance team",
        "The whole area", True, True, True, "Agreement 7", ahead(100),
    )  # fmt: skip


PROFILE = Profile(
    id=named("profile"), title="Profile 2026", marking="OFFICIAL", data_until=ago(200), dpia="D7",
    approved_on=ago(100), edition=2, sections=(ProfileSection("context", "Context", 30),),
    tells_progress=True,
    judgements=(Judgement(named("judgement"), "It grows", True, True, True, "OFFICIAL"),),
    gaps=(Gap(named("gap"), "Who buys it", True, "OFFICIAL"),),
    vulnerable=frozenset({"people", "place", "system", "cohort"}), has_locations=True,
    builds=(Build(named("build"), "Public summary", 2),),
    read_by=frozenset({COUNCIL, POLICE, HEALTH}),
)  # fmt: skip


SOUND = Evidence(
    day=DAY,
    people=People(
        {COUNCIL: "Council", POLICE: "Police", HEALTH: "Health"},
        frozenset({COUNCIL, POLICE, HEALTH}), True, True, 1, POLICE,
    ),
    ranking=Ranking(
        named("round"), "Autumn", (issue(FIRST, 1), issue(SECOND, 2)),
        frozenset({FIRST, SECOND}), (),
    ),
    meetings=(meeting(1, 200, COUNCIL), meeting(2, 30, COUNCIL, POLICE)),
    last_survey_on=ago(100),
    assessments=(Assessment(named("assessment"), "Assessment 2026", ago(60), True),),
    plans=(Plan(PLAN, "The plan", "four-ps", STRANDS, "OFFICIAL"),),
    recommendations=tuple(map(recommendation, STRANDS)),
    actions=(
        action(1, "pursue", POLICE), action(2, "prevent", COUNCIL), action(3, "protect", HEALTH),
        action(4, "prepare", COUNCIL), action(5, "prevent", HEALTH), ended(6),
    ),
    disruptions=(disruption(1, "major"), disruption(2, "none")),
    inspected=(Inspected(named("inspected"), "I1", "Name an owner", False, 1),),
    data_sets=(data_set(1, COUNCIL), data_set(2, HEALTH), data_set(3, FIRE), data_set(4, POLICE)),
    profile=PROFILE,
)  # fmt: skip
"""A partnership that is ready."""


@dataclass(frozen=True)
class Case:
    """How a rule comes to fail: what is changed, and the end of what it says of it."""

    rule: str
    change: Callable[[Evidence], Evidence]
    says: str
    severity: str = "fail"
    thresholds: dict[str, int] = field(default_factory=dict)

    @property
    def evidence(self) -> Evidence:
        return self.change(SOUND)


def first(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the first action."""

    def change(found: Evidence) -> Evidence:
        one, *others = found.actions
        return replace(found, actions=(replace(one, **fields), *others))  # type: ignore[arg-type]

    return change


def all_live(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes every live action."""

    def change(found: Evidence) -> Evidence:
        changed = (replace(one, **fields) if one.is_live else one for one in found.actions)  # type: ignore[arg-type]
        return replace(found, actions=tuple(changed))

    return change


def with_(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what puts other evidence in place of what there is."""
    return lambda found: replace(found, **fields)  # type: ignore[arg-type]


def ranking(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the latest ranking."""

    def change(found: Evidence) -> Evidence:
        assert found.ranking is not None
        changed = replace(found.ranking, **fields)  # type: ignore[arg-type]
        return replace(found, ranking=changed)

    return change


def first_issue(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the issue that ranks first."""

    def change(found: Evidence) -> Evidence:
        assert found.ranking is not None
        one, *others = found.ranking.issues
        issues = (replace(one, **fields), *others)  # type: ignore[arg-type]
        return replace(found, ranking=replace(found.ranking, issues=issues))

    return change


def people(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes who is here."""
    return lambda found: replace(found, people=replace(found.people, **fields))  # type: ignore[arg-type]


def ended_action(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the action that was completed."""

    def change(found: Evidence) -> Evidence:
        *others, one = found.actions
        return replace(found, actions=(*others, replace(one, **fields)))  # type: ignore[arg-type]

    return change


def measured(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the measure of the first action."""
    return first(measures=(replace(MEASURE, **fields),))  # type: ignore[arg-type]


def first_set(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the first data set."""

    def change(found: Evidence) -> Evidence:
        one, *others = found.data_sets
        return replace(found, data_sets=(replace(one, **fields), *others))  # type: ignore[arg-type]

    return change


def profile(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the local profile."""
    return with_(profile=replace(PROFILE, **fields))  # type: ignore[arg-type]


def judgement(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes its key judgement."""
    return profile(judgements=(replace(PROFILE.judgements[0], **fields),))  # type: ignore[arg-type]


def build(**fields: object) -> Callable[[Evidence], Evidence]:
    """Return what changes the build of it that was released."""
    return profile(builds=(replace(PROFILE.builds[0], **fields),))  # type: ignore[arg-type]


UNDERSTANDING = (
    Case("A1", with_(profile=None), "No local profile has been approved here."),
    Case("A1", profile(approved_on=None), "No local profile has been approved here."),
    Case("A1", profile(approved_on=date(2025, 8, 14)), "It was approved on 2025-08-14.", "warn"),
    Case("A1", profile(approved_on=date(2025, 6, 14)), "It was approved on 2025-06-14."),
    Case("A1", profile(approved_on=date(2024, 6, 14)), "It was approved on 2024-06-14.",
         "critical"),
    Case("A2", profile(data_until=date(2025, 9, 1)),
         "Its data end on 2025-09-01, long before it was approved.", "warn"),
    Case("A2", first_set(is_quarterly=True, last_until=date(2025, 12, 14)),
         "It comes each quarter, and the last of it ends on 2025-12-14.", "warn"),
    Case("A3", profile(sections=(ProfileSection("context", "Context", 29),)),
         "Context has 29 words."),
    Case("A4", profile(unfound={"guns": "Firearms"}), "It says nothing of this threat: Firearms."),
    Case("A7", judgement(has_evidence=False), "It names no evidence.", "warn"),
    Case("A7", judgement(has_confidence=False), "It does not say how sure it is.", "warn"),
    Case("A7", judgement(is_on_the_yardstick=False),
         "Its likelihood is no word of the yardstick.", "warn"),
    Case("A8", profile(gaps=(Gap(named("gap"), "Who buys it", False, "OFFICIAL"),)),
         "It lacks an owner, a role, a way to close it or a date."),
    Case("A8", profile(unlisted_gaps={"guns": "Firearms"}),
         "It is found to be a gap, and none is listed for this threat: Firearms."),
    Case("A9", profile(vulnerable=frozenset({"place", "system"})),
         "It names no people who are harmed.", "warn"),
    Case("A9", profile(vulnerable=frozenset({"people", "system"})),
         "It describes no vulnerable place.", "warn"),
    Case("A9", profile(vulnerable=frozenset({"people", "place"})),
         "It describes no vulnerable system.", "warn"),
    Case("A9", profile(has_locations=False),
         "No priority location is chosen, with its boundary and a reason.", "warn"),
    Case("A10", profile(vulnerable=frozenset({"people"})),
         "It describes no cohort at risk of being drawn in.", "warn"),
    Case("A11", profile(tells_progress=False), "Its section on progress is empty.", "warn"),
    Case("A16", profile(read_by=frozenset({COUNCIL, POLICE})),
         "2 of 3 agencies said that they read it."),
    Case("A5", first_set(has_period=False),
         "Agencies other than the police that supplied data: 2 of 3."),
    Case("A5", people(police=COUNCIL),
         "Agencies other than the police that supplied data: 3 of 4.", thresholds={"agencies": 4}),
    Case("A5", with_(data_sets=()),
         "Agencies other than the police that supplied data: 0 of 3."),
    Case("A6", first_set(owner_role=""), "Nobody is named who answers for it.", "warn"),
    Case("A6", first_set(has_period=False), "Nothing of it was received, for any period.", "warn"),
    Case("A6", first_set(coverage=""), "It does not say what it covers.", "warn"),
    Case("A13", first_issue(has_range=False), "No range of likely ranks could be given to it.",
         "warn"),
    Case("A13", first_issue(has_agreement=False), "no two of them scored it.", "warn"),
    Case("A13", ranking(moved_without_reason=(Named(FIRST, "Issue 1"),)),
         "The board moved it across the line without a reason.", "warn"),
    Case("A15", with_(last_survey_on=None), "No answers to a survey have been gathered here.",
         "warn"),
    Case("A15", with_(last_survey_on=date(2025, 6, 14)), "gathered on 2025-06-14.", "warn"),
)  # fmt: skip
"""How each rule on understanding that is on comes to fail."""


def _only(*strands: str) -> Callable[[Evidence], Evidence]:
    return lambda found: replace(found, actions=tuple(
        one for one in found.actions
        if one.recommendations <= {named(strand) for strand in strands}
    ))  # fmt: skip


TACKLING = (
    Case("B1", first(lead_role=""), "None of its actions has a lead agency and a lead role."),
    Case("B1", first(lead_agency=None), "None of its actions has a lead agency and a lead role."),
    Case("B1", first(status="stopped", is_live=False),
         "None of its actions has a lead agency and a lead role."),
    Case("B2", first(recommendations=frozenset()), "It has no action."),
    Case("B2", with_(recommendations=()),
         "It is on the shortlist, and no action is tied to it."),
    Case("B3", first(recommendations=frozenset({named("prevent")})),
         "The plan has no live action for it under Pursue, and no reason."),
    Case("B4", _only("pursue", "prepare"), "1 of its 2 live actions are under Pursue.", "warn",
         {"percent": 49}),
    Case("B4", _only("pursue", "prevent", "protect"),
         "None of its 4 live actions is under Prepare.", "warn"),
    Case("B5", first(due_on=None), "It has no due date."),
    Case("B5", first(review_on=None), "It has no next review."),
    Case("B5", first(due_on=None, review_on=None),
         "It has neither a due date nor a next review."),
    Case("B6", first(due_on=ago(1)), "It was due on 2026-06-14."),
    Case("B6", first(review_on=ago(1)),
         "Its review on 2026-06-14 was not held, or not written down."),
    Case("B7", first(review_months=4), "It is reviewed every 4 months; 3 are the most here.",
         "warn"),
    Case("B7", lambda found: first(review_months=7)(first_issue(rank=6)(replace(
        found, recommendations=tuple(
            replace(one, issues=frozenset({FIRST})) for one in found.recommendations
        )))), "It is reviewed every 7 months; 6 are the most here.", "warn"),
    Case("B7", first(review_months=None, review_on=ahead(100), reviewed_on=None),
         "Its next review is on 2026-09-23; 3 months between reviews are the most here.", "warn"),
    Case("B8", first(measures=()), "It has no measure."),
    Case("B8", measured(has_baseline=False), "Its measure “Offences a month” has no baseline.",
         "warn"),
    Case("B8", measured(has_target=False), "Its measure “Offences a month” has no target.",
         "warn"),
    Case("B8", measured(has_source=False), "Its measure “Offences a month” has no source.",
         "warn"),
    Case("B9", all_live(measures=(replace(MEASURE, kind="output"),)),
         "All its measures are of inputs and outputs, and none of an outcome.", "warn"),
    Case("B10", first(recommendations=frozenset()), "It serves no recommendation that is open.",
         "warn"),
    Case("B11", all_live(lead_agency=COUNCIL),
         "It leads 5 of the 5 live actions that have a lead agency.", "warn"),
    Case("B13", first(told_on=ago(91)), "Nothing was said of it since 2026-03-16.", "warn"),
    Case("B13", first(due_on=ago(1)), "It is said to be on track, and was due on 2026-06-14.",
         "warn"),
    Case("B13", first(moves=2), "Its due date was moved 2 times.", "warn"),
    Case("B13", ended_action(is_shown_done=False), "It is complete, and nothing shows it.",
         "warn"),
    Case("B16", ended_action(learning=""), "It does not say what was learnt.", "warn"),
    Case("B17", with_(disruptions=(replace(disruption(1, "none"), is_moderated=False),)),
         "Nobody has moderated it.", "warn"),
    Case("B17", with_(disruptions=(replace(disruption(1, "none"), rationale=""),)),
         "It lacks a strand, a scale or a rationale.", "warn"),
    Case("B17", with_(disruptions=(disruption(1, "major"), disruption(2, "minor"))),
         "Every one of the 2 disruptions since 2025-06-15 had an effect; none did nothing or harm.",
         "warn"),
    Case("B18", lambda found: first(began_on=date(2024, 6, 14))(measured(reached=True)(found)),
         "It began on 2024-06-14 and has reached its target. Offer it to be mainstreamed.",
         "warn"),
    Case("C9", with_(inspected=(Inspected(named("i"), "I1", "Name an owner", False, 0),)),
         "It is open and has no action."),
    Case("C9", with_(inspected=(Inspected(named("i"), "I2", "Name an owner", False, 1, "I1"),)),
         "It was closed as I1, and came back."),
)  # fmt: skip
"""How each rule on tackling that is on comes to fail."""

RESOURCES_AND_SKILLS = (
    Case("B12", first(left="Invented Leaver", held_by=""),
         "Invented Leaver has left, and nobody holds the lead role."),
    Case("B12", people(manned=frozenset({COUNCIL, HEALTH})),
         "Nobody is here for Police, which leads it."),
    Case("B14", all_live(held_by=""), "It ranks 1, and nobody leads a live action for it.",
         "warn"),
    Case("B15", lambda found: all_live(resource="")(first_issue(position=0.7)(found)),
         "Agencies gave their position 70% of its worst score, and no live action says what"
         " resources it takes.", "warn"),
    Case("C2", profile(signed_by_writers=("Invented Writer",)),
         "Invented Writer wrote in it, and signed it."),
    Case("C1", people(has_police_lead=False), "No senior police lead is named."),
    Case("C1", people(has_chair=False), "No chair is named."),
    Case("C1", people(overseers=0), "Nobody oversees, such as the PCC’s office."),
    Case("C3", with_(meetings=(meeting(1, 130, COUNCIL, POLICE),)),
         "The last meeting was held on 2026-02-05.", "warn"),
    Case("C3", with_(meetings=(meeting(1, 30, COUNCIL),)),
         "It came to 0 of the 1 meetings it was invited to in a year.", "warn"),
    Case("C8", with_(assessments=()), "No strategic assessment has been issued here.", "warn"),
    Case("C8", lambda found: replace(found, assessments=(
        replace(found.assessments[0], is_issued=False),
    )), "No strategic assessment has been issued here.", "warn"),
    Case("C8", lambda found: replace(found, assessments=(
        replace(found.assessments[0], figures_on=date(2025, 6, 14)),
    )), "The figures of the latest that was issued are of 2025-06-14.", "warn"),
    Case("C11", first(equality_note=""), "It has no equality note.", "warn"),
)  # fmt: skip
"""How each rule on resources and skills that is on comes to fail."""

HANDLING = (
    Case("C6", first_set(has_gateway=False), "It has no legal gateway."),
    Case("C6", first_set(agreement=""), "No sharing agreement is named."),
    Case("C6", first_set(agreement_review_on=ago(1)),
         "Its sharing agreement was to be reviewed by 2026-06-14."),
    Case("C5", build(gives_away=("Context",)),
         "The public build says what is withheld, under “Context”."),
    Case("C7", profile(dpia=" "), "It names no data protection impact assessment.", "warn"),
    Case("C10", build(edition=1),
         "The build “Public summary” is of edition 1; 2 was signed since.", "warn"),
    Case("C4", first(marking="OFFICIAL-SENSITIVE"),
         "It is marked OFFICIAL-SENSITIVE, and its plan OFFICIAL."),
    Case("C4", lambda found: replace(found, recommendations=(
        replace(found.recommendations[0], marking="OFFICIAL-SENSITIVE"),
        *found.recommendations[1:],
    )), "It is marked OFFICIAL-SENSITIVE, and its plan OFFICIAL."),
)  # fmt: skip
"""How each rule on handling that is on comes to fail."""

CASES = (*UNDERSTANDING, *TACKLING, *RESOURCES_AND_SKILLS, *HANDLING)
