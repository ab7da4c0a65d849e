"""The API of rounds: what prepares, opens, follows and closes them, by the pages' own verbs."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Query, Router, Status

from commonground.rooms.answers import REFUSALS, Listed, Paging, changed_meanwhile, listed
from commonground.rooms.consultation import access, actions, running_actions, shapes
from commonground.rooms.consultation.actions import FactorSet
from commonground.rooms.consultation.methods import USUAL_RULES, rules_of
from commonground.rooms.consultation.models import Round
from commonground.rooms.consultation.readiness import readiness
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.issues import access as issues_access
from commonground.rooms.people import token_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.api import HERE
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.people.models import Membership
from commonground.rooms.refusals import ChangedMeanwhile

router = Router(tags=["Rounds"])
ROUNDS = HERE + "/rounds"
ONE = ROUNDS + "/{uuid:round_id}"


def seat_of(request: AskedByProgram, partnership_id: UUID, verb: Verb) -> Seat:
    """Return the seat of whom a token acts for; Http404 and NotAllowed as on a page."""
    return access.seat(token_access.person_for(request.auth, partnership_id), partnership_id, verb)


@router.get(ROUNDS, response={200: Listed[shapes.RoundOut], **REFUSALS})
def list_rounds(
    request: AskedByProgram, partnership_id: UUID, asked: Query[Paging]
) -> Listed[shapes.RoundOut]:
    """List the rounds, the latest first."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return listed(access.rounds(seat), asked, shapes.rounds_out)


@router.post(ROUNDS, response={201: shapes.RoundOut, **REFUSALS})
def make_round(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.RoundNew
) -> Status[shapes.RoundOut]:
    """Make a round to be prepared. While another of its name is, it is refused with 422."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ROUNDS)
    made = actions.make_round(by=seat, rules_id=USUAL_RULES, **sent.model_dump())
    return Status(201, shapes.round_out(made))


@router.get(ONE, response={200: shapes.RoundOut, **REFUSALS})
def read_round(request: AskedByProgram, partnership_id: UUID, round_id: UUID) -> shapes.RoundOut:
    """Read a round."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return shapes.round_out(access.round_(seat, round_id))


@router.put(ONE, response={200: shapes.RoundOut, 409: shapes.RoundConflict, **REFUSALS})
def change_round(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.RoundIn
) -> shapes.RoundOut | Status[shapes.RoundConflict]:
    """Change what a round is, before it opens. Another method drops the own factors."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    try:
        changed = actions.change_round(
            by=seat, about=found, rules_id=found.rules_id, **sent.model_dump()
        )
    except ChangedMeanwhile:
        now = shapes.round_out(access.round_(seat, round_id))
        return Status(
            409, shapes.RoundConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return shapes.round_out(changed)


@router.get(ONE + "/factors", response={200: list[shapes.FactorOut], **REFUSALS})
def list_factors(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[shapes.FactorOut]:
    """List the factors that the partnership set where the method leaves them unknown."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return shapes.factors_out(access.own_factors(access.round_(seat, round_id)))


@router.put(ONE + "/factors", response={200: list[shapes.FactorOut], **REFUSALS})
def set_factors(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.FactorsIn
) -> list[shapes.FactorOut]:
    """Set all own factors, before the round opens, with who set them and when."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    chosen = {one.total: one.factor for one in sent.factors}
    actions.set_factors(by=seat, about=found, chosen=FactorSet(chosen, sent.set_by, sent.set_on))
    return shapes.factors_out(access.own_factors(found))


@router.get(ONE + "/issues", response={200: list[shapes.RoundIssueOut], **REFUSALS})
def list_round_issues(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[shapes.RoundIssueOut]:
    """List the issues of a round in their order."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return shapes.round_issues_out(access.round_issues(access.round_(seat, round_id)))


@router.put(ONE + "/issues", response={200: list[shapes.RoundIssueOut], **REFUSALS})
def choose_issues(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.IssuesIn
) -> list[shapes.RoundIssueOut]:
    """Choose the issues of a round, before it opens. Who is asked about those that stay is kept."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    chosen = {one.pk: one for one in issues_access.chosen(seat, map(str, sent.issue_ids))}
    actions.choose_issues(
        by=seat, about=found, issues=[chosen[one] for one in sent.issue_ids],
        linking=frozenset(sent.linking_ids),
    )  # fmt: skip
    return shapes.round_issues_out(access.round_issues(found))


@router.get(ONE + "/assessors", response={200: list[shapes.AssessorOut], **REFUSALS})
def list_assessors(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[shapes.AssessorOut]:
    """List who scores in a round, by agency and name."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return shapes.assessors_out(access.assessors(access.round_(seat, round_id)))


@router.put(ONE + "/assessors", response={200: list[shapes.AssessorOut], **REFUSALS})
def choose_assessors(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.AssessorsIn
) -> list[shapes.AssessorOut]:
    """Choose who scores, of those who hold the role of assessor, before the round opens."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    actions.choose_assessors(by=seat, about=found, members=_members(seat, sent.member_ids))
    return shapes.assessors_out(access.assessors(found))


def _members(seat: Seat, ids: Collection[UUID]) -> list[Membership]:
    """Return the members with these ids; Http404 where one of them may not be asked to score."""
    wanted = set(ids)
    found = list(access.can_assess(seat).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Http404
    return found


@router.post(ONE + "/assign", response={200: shapes.CoverageOut, **REFUSALS})
def assign(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.Share
) -> shapes.CoverageOut:
    """Share the issues out, so many to everybody, in place of how they were shared before."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    actions.assign(by=seat, about=found, each=sent.each)
    return _coverage(found)


@router.get(ONE + "/coverage", response={200: shapes.CoverageOut, **REFUSALS})
def read_coverage(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> shapes.CoverageOut:
    """Read how many agencies and people are asked about each issue, and what is still missing."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return _coverage(access.round_(seat, round_id))


def _coverage(found: Round) -> shapes.CoverageOut:
    plan = access.plan(found)
    ready = readiness(access.method(found), rules_of(found), plan) if found.is_draft else None
    return shapes.coverage_out(plan, ready)


@router.post(ONE + "/open", response={200: shapes.RoundOut, **REFUSALS})
def open_round(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.AskedFor
) -> shapes.RoundOut:
    """Open a round for scores, which freezes what it rests on. An open one stays as it is."""
    seat = seat_of(request, partnership_id, Verb.RUN_ROUNDS)
    return shapes.round_out(
        running_actions.open_round(by=seat, about=access.round_(seat, round_id))
    )


@router.get(ONE + "/progress", response={200: shapes.ProgressOut, **REFUSALS})
def read_progress(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> shapes.ProgressOut:
    """Read how many pages of scores are complete, by agency; never what they hold."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    found = access.round_(seat, round_id)
    return shapes.progress_out(access.progress(found, len(access.method(found).criteria)))


@router.post(ONE + "/close", response={200: shapes.RoundOut, **REFUSALS})
def close_round(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: shapes.AskedFor
) -> shapes.RoundOut:
    """Close a round, which freezes what was said. One that is closed stays as it is."""
    seat = seat_of(request, partnership_id, Verb.RUN_ROUNDS)
    return shapes.round_out(
        running_actions.close_round(by=seat, about=access.round_(seat, round_id))
    )


@router.get(ONE + "/closing", response=REFUSALS, openapi_extra=shapes.NO_RESULT)
def read_closing(request: AskedByProgram, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    """Read the record of the latest closing, byte for byte as it was frozen."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    closing = access.closing(access.round_(seat, round_id))
    if closing is None:
        raise Http404
    return HttpResponse(closing.record.encode(), content_type="application/json")
