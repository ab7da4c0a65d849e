"""Opens a round, which freezes what it rests on, and closes it, which freezes what was said.

Scores and closings of a partnership wait for each other at its record's chain, so that no score is
taken after the digest of the scores was.
"""

from random import SystemRandom

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.errors import refuse
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import action
from commonground.rooms.consultation import access
from commonground.rooms.consultation.actions import locked, record_round, round_facts
from commonground.rooms.consultation.closed_scores import held_scores
from commonground.rooms.consultation.closing_record import closing_text
from commonground.rooms.consultation.describing import descriptors_digest, own_descriptors
from commonground.rooms.consultation.methods import method_file, rules_file, rules_of
from commonground.rooms.consultation.models import Assessor, Closing, Round, RoundIssue, Status
from commonground.rooms.consultation.readiness import readiness
from commonground.rooms.consultation.rules import Step, Verb, after, check_may_do
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.people.access import Seat
from commonground.scoring.digests import text_digest


@action
def open_round(*, by: Seat, about: Round) -> Round:
    """Open a round for scores; BadInput with a sentence for all that is still missing.

    Opening one that is open already does nothing.
    """
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    current = locked(by, about)
    if current.is_open:
        return current
    status = after(Status(current.status), Step.OPEN)
    plan = access.plan(current)
    refuse(readiness(access.method(current), rules_of(current), plan).faults)
    before = round_facts(current)
    method, rules = method_file(current), rules_file(current)
    current.method_text, current.method_sha256 = method.text, method.sha256
    current.rules_text, current.rules_sha256 = rules.text, rules.sha256
    current.status, current.opened_at = status, timezone.now()
    current.version += 1
    current.save()
    _freeze_names(plan)
    told = {"descriptors_sha256": descriptors_digest(own_descriptors(current))}
    record_round(by, _noop("opened"), current, before, told)
    return current


def _freeze_names(plan: access.Plan) -> None:
    """Freeze what issues and agencies are called, and number the assessors.

    The numbers are drawn by lot: neither names nor ids, which links may show, lead to them.
    """
    for issue in plan.issues:
        theme = issue.issue.theme
        issue.name, issue.theme = issue.issue.name, theme.name if theme else ""
    RoundIssue.objects.bulk_update(plan.issues, ["name", "theme"], batch_size=500)
    drawn = SystemRandom().sample(plan.assessors, len(plan.assessors))
    for number, one in enumerate(drawn, start=1):
        agency = one.membership.agency
        if agency is not None:
            one.agency, one.counts_as = agency.name, agency.speaks_as.name
        one.code = one.code or f"A{number:03d}"
    Assessor.objects.bulk_update(plan.assessors, ["agency", "counts_as", "code"], batch_size=500)


@action
def close_round(*, by: Seat, about: Round) -> Round:
    """Close a round: no score is taken after, and what was said is frozen with its digests.

    Closing one that is closed already does nothing.
    """
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    current = locked(by, about)
    if current.is_closed:
        return current
    before = round_facts(current)
    current.status, current.closed_at = after(Status(current.status), Step.CLOSE), timezone.now()
    current.version += 1
    current.save()
    held = held_scores(current, Viewer.ANALYST)
    scores_sha256 = held.cube.digest()
    text = closing_text(current, access.method(current), access.plan(current), held, scores_sha256)
    made = Closing.objects.create(
        round=current, stage=current.stage, at=current.closed_at,
        scores_sha256=scores_sha256, record=text, record_sha256=text_digest(text),
    )  # fmt: skip
    told = {"scores_sha256": made.scores_sha256, "record_sha256": made.record_sha256}
    record_round(by, _noop("closed"), current, before, told)
    return current
