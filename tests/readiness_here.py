"""Runs of the rules whose outcome is known, kept for a partnership, for tests."""

from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.readiness import access
from commonground.rooms.readiness.checking_actions import Checked, keep_verdicts
from commonground.rooms.readiness.judging.engine import Standing, judged
from commonground.rooms.readiness.judging.evidence import Evidence
from commonground.rooms.readiness.judging.rulebook import Rule, rulebook
from commonground.rooms.readiness.models import FindingRow


@action
def checked(by: Seat, found: Evidence) -> Checked:
    """Keep what the rules find in this evidence, as a check of the partnership would."""
    settings = access.settings(by.partnership)
    verdicts = judged(rulebook(), found, settings)
    return keep_verdicts(
        partnership=by.partnership, actor=by.actor, person=by.person, verdicts=verdicts,
        settings=settings,
    )  # fmt: skip


def rule_of(rule_id: str) -> Rule:
    """Return a rule that ships."""
    found = rulebook().rule(rule_id)
    assert found is not None
    return found


def stands(by: Seat, done: Checked, rule_id: str) -> Standing:
    """Return how a rule stands after a run, with the answers that hold on its day."""
    held = access.answers(by.partnership, done.run.at.date())
    [finding] = [one for one in access.findings([done.run]) if one.rule == rule_id]
    return access.standing(finding, access.counts(by.partnership, held).get(rule_id))


def rows_of(by: Seat, rule_id: str) -> list[FindingRow]:
    """Return what a rule finds wrong as of the latest run."""
    return list(access.open_rows(by.partnership).filter(rule=rule_id))
