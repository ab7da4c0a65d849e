"""The only door to meetings: 404 to an outsider, 403 to a reader.

What a phone in the room opens by its link is in `room_access`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Assessor, Round, RoundIssue
from commonground.rooms.meetings.models import Attendance, Invited, Joined, Meeting, Note
from commonground.rooms.meetings.rules import Verb, check_may_do
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import HeldRole, Membership, Person
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb as PeopleVerb

BOARD = (Role.CHAIR, Role.MEMBER)
Kind = TypeVar("Kind", bound=Model)


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def round_(here: Seat, round_id: UUID) -> Round:
    """Return the round that meetings are of; Http404 where the partnership has none of that id."""
    return consultation_access.round_(here, round_id)


def meetings(here: Seat, about: Round) -> QuerySet[Meeting]:
    """Return a round's meetings, those with a date in its order and the others after."""
    check_may_do(here.roles, Verb.SEE_MEETINGS)
    came = Q(invited__attendance__in=(Attendance.PRESENT, Attendance.STOOD_IN))
    return (
        Meeting.objects.filter(round=about, round__partnership=here.partnership)
        .annotate(
            invited_count=Count("invited"),
            came_count=Count("invited", filter=came),
        )
        .order_by("starts_at", "made_at", "pk")
    )


def meeting(here: Seat, meeting_id: UUID) -> Meeting:
    """Return one meeting of the partnership; Http404 where it has none of that id."""
    check_may_do(here.roles, Verb.SEE_MEETINGS)
    found = Meeting.objects.filter(round__partnership=here.partnership)
    found = found.select_related("round", "chair__person", "present_issue__issue")
    return _one(found, meeting_id)


def register(about: Meeting) -> list[Invited]:
    """Return who is invited, by agency and name."""
    found = Invited.objects.filter(meeting=about)
    found = found.select_related("membership__person", "membership__agency")
    return list(
        found.order_by("membership__agency__name", "membership__person__name", "membership_id")
    )


def can_be_invited(here: Seat, about: Meeting) -> list[Membership]:
    """Return the round's assessors and the board, whoever may be invited, by agency and name."""
    assessors = Assessor.objects.filter(round=about.round, withdrawn_because="")
    today = HeldRole.objects.on(timezone.localdate())
    board = today.filter(membership__partnership=here.partnership, role__in=BOARD)
    found = people_access.memberships(here).filter(
        Q(pk__in=assessors.values("membership_id")) | Q(pk__in=board.values("membership_id"))
    )
    return list(found.prefetch_related(None).order_by("agency__name", "person__name", "pk"))


def chairs(here: Seat) -> QuerySet[Membership]:
    """Return who may be named as a meeting's chair: the members, by name."""
    return people_access.memberships(here).prefetch_related(None)


def in_the_room(about: Meeting) -> list[Joined]:
    """Return who has joined, by agency and name."""
    found = Joined.objects.filter(meeting=about).select_related("assessor__membership__person")
    return list(found.order_by("assessor__counts_as", "assessor__membership__person__name", "pk"))


def joined(about: Meeting, joined_id: UUID) -> Joined:
    """Return one who has joined; Http404 where nobody of that id has."""
    return _one(Joined.objects.filter(meeting=about).select_related("link"), joined_id)


def notes(about: Meeting) -> list[Note]:
    """Return what was noted in a meeting, in order, its issue at hand."""
    found = Note.objects.filter(meeting=about).select_related("round_issue__issue")
    return list(found.order_by("round_issue__position", "at", "pk"))


def notes_of_issue(about: Meeting) -> list[Note]:
    """Return what was noted about the issue that is before a meeting, in order."""
    found = Note.objects.filter(meeting=about, round_issue=about.present_issue_id)
    return list(found.order_by("at", "pk")) if about.present_issue_id else []


def notes_on(here: Seat, about: RoundIssue, until: datetime) -> list[Note]:
    """Return what meetings noted about an issue of a round up to a moment, in order."""
    check_may_do(here.roles, Verb.SEE_MEETINGS)
    found = Note.objects.filter(
        round_issue=about, meeting__round__partnership=here.partnership, at__lte=until
    )
    return list(found.select_related("meeting").order_by("at", "pk"))


def notes_of_round(here: Seat, about: Round) -> list[Note]:
    """Return what was noted in all meetings of a closed round; BadInput before it closes."""
    check_may_do(here.roles, Verb.SEE_MEETINGS)
    if not about.is_closed:
        raise BadInput(_("The notes of a round are not gathered before it closes."))
    found = Note.objects.filter(meeting__round=about, meeting__round__partnership=here.partnership)
    found = found.select_related("round_issue")
    return list(found.order_by("round_issue__position", "at", "pk"))


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own meetings that have these ids."""
    found = Meeting.objects.filter(round__partnership=here.partnership, pk__in=ids)
    return [found.values_list("pk", "name")]


def _one(found: QuerySet[Kind], public_id: UUID) -> Kind:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
