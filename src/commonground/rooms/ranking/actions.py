"""Every write to rankings: keeping one, and the board's decisions about the line."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.consultation.models import Closing, RoundIssue
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access
from commonground.rooms.ranking.models import Decision, Direction, Ranking
from commonground.rooms.ranking.rules import Verb, check_may_do


@action
def keep_ranking(*, by: Seat, closing: Closing, result: str) -> Ranking:
    """Keep the ranking that was computed of a closed round; the one that is there stays.

    It is computed before, so that nobody who scores elsewhere waits for the seconds it takes.
    """
    check_may_do(by.roles, Verb.MAKE_RANKING)
    current = Closing.objects.select_for_update().get(
        pk=closing.pk, round__partnership=by.partnership
    )
    held = access.ranking(current)
    if held is not None:
        return held
    content = json.loads(result)
    if content["inputs"]["scores_sha256"] != current.scores_sha256:
        raise BadInput(_("The scores are not those that the round closed with."))
    made = Ranking.objects.create(closing=current, result=result, sha256=content["sha256"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("ranked"), about=current.round,
        after={"scores_sha256": current.scores_sha256, "ranking_sha256": made.sha256},
    )  # fmt: skip
    return made


@action
def decide(
    *,
    by: Seat,
    ranking: Ranking,
    about: RoundIssue,
    direction: Direction,
    reason: str,
    decided_by: str,
) -> Decision:
    """Take an issue in or out of the shortlist, with the reason and who decided it.

    The rank and band that it had are kept with it. BadInput without a reason or a decider, where
    the issue was not ranked, or where it stands on that side of the line already.
    """
    check_may_do(by.roles, Verb.MOVE_LINE)
    current = Ranking.objects.select_for_update().get(
        pk=ranking.pk, closing__round__partnership=by.partnership
    )
    if not reason.strip():
        raise BadInput(_("Enter the reason: it is what the board will be asked for."))
    if not decided_by.strip():
        raise BadInput(_("Enter who decided it, and when."))
    ranked = {one["issue"]: one for one in json.loads(current.result)["issues"]}
    found = ranked.get(about.name)
    if found is None:
        raise BadInput(_("%(name)s was not ranked.") % {"name": about.name})
    made = access.decisions(current)
    stands = access.standing(made).get(about.pk)
    is_in = stands.direction == Direction.IN if stands else found["in_shortlist"]
    if is_in == (direction == Direction.IN):
        said = _("%(name)s is on the shortlist already.") if is_in else _("%(name)s is not on it.")
        raise BadInput(said % {"name": about.name})
    decision = Decision.objects.create(
        ranking=current, round_issue=about, number=len(made) + 1, direction=direction,
        rank=found["rank"], band=found["certainty"]["band"],
        reason=reason.strip(), decided_by=decided_by.strip(),
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("decided"), about=decision,
        after=facts(decision),
    )  # fmt: skip
    return decision
