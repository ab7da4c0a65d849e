"""Actions as the rules look at them, with their measures and what their logs say of them."""

from collections import Counter, defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery
from django.utils.timezone import localdate

from commonground.rooms.people.models import Partnership
from commonground.rooms.plan.models import (
    Action,
    Better,
    Change,
    Entry,
    Evidence,
    Kind,
    Measure,
    Reading,
    Status,
)
from commonground.rooms.plan.owning import Owner, owners_on
from commonground.rooms.readiness.judging import evidence

Serves = Action.recommendations.through


def actions_of(partnership: Partnership, day: date) -> tuple[evidence.Action, ...]:
    """Return every action of a partnership, by number, in eight queries."""
    found = list(
        Action.objects.filter(partnership=partnership)
        .select_related("lead_agency", "lead_person__person").order_by("number")
    )  # fmt: skip
    about = _About(partnership)
    owners = owners_on(partnership, found, day)
    return tuple(_action(one, owners[one.pk], about) for one in found)


class _About:
    """What is known of the actions beside their own columns, by their ids."""

    def __init__(self, partnership: Partnership) -> None:
        of_these = {"action__partnership": partnership}
        self.recommendations: dict[UUID, set[UUID]] = defaultdict(set)
        for action, recommendation in Serves.objects.filter(**of_these).values_list(
            "action_id", "recommendation_id"
        ):
            self.recommendations[action].add(recommendation)
        self.measures = _measures(partnership)
        self.shown = set(
            Evidence.objects.filter(**of_these).values_list("action_id", flat=True).distinct()
        )
        reviews = Entry.objects.filter(kind=Kind.REVIEW, **of_these).order_by()
        self.reviewed = dict(
            reviews.values("action_id").annotate(last=Max("reviewed_on"))
            .values_list("action_id", "last")
        )  # fmt: skip
        moves = Change.objects.filter(entry__action__partnership=partnership, field="due_on")
        self.moves = Counter(
            moves.exclude(before="").exclude(after="").values_list("entry__action_id", flat=True)
        )


def _measures(partnership: Partnership) -> dict[UUID, list[evidence.Measure]]:
    last = Reading.objects.filter(measure=OuterRef("pk")).order_by("-on", "-number")
    found = Measure.objects.filter(action__partnership=partnership, is_removed=False)
    held: dict[UUID, list[evidence.Measure]] = defaultdict(list)
    for one in found.annotate(latest=Subquery(last.values("value")[:1])).order_by("name", "pk"):
        held[one.action_id].append(
            evidence.Measure(
                name=one.name, kind=one.kind, has_baseline=one.baseline is not None,
                has_target=one.target is not None, has_source=bool(one.source),
                reached=_reached(one),
            )
        )  # fmt: skip
    return held


def _reached(one: Measure) -> bool:
    latest = getattr(one, "latest", None)
    if latest is None or one.target is None:
        return False
    return bool(latest >= one.target if one.better == Better.HIGHER else latest <= one.target)


def _action(one: Action, owner: Owner, about: _About) -> evidence.Action:
    is_shown = bool(one.completion.strip()) or one.pk in about.shown
    return evidence.Action(
        id=one.pk,
        ref=one.ref,
        text=one.text,
        recommendations=frozenset(about.recommendations[one.pk]),
        status=Status(one.status).value,
        is_live=one.is_live,
        began_on=one.starts_on or localdate(one.made_at),
        told_on=localdate(one.told_at),
        lead_agency=one.lead_agency_id,
        lead_role=one.lead_role.strip(),
        held_by=owner.member.person.name if owner.member else "",
        left=owner.left.person.name if owner.left else "",
        due_on=one.due_on,
        review_on=one.review_on,
        review_months=one.review_every_months,
        reviewed_on=about.reviewed.get(one.pk),
        moves=about.moves[one.pk],
        is_shown_done=is_shown,
        learning=one.learning.strip(),
        equality_note=one.equality_note.strip(),
        resource=one.resource.strip(),
        marking=one.marking,
        measures=tuple(about.measures[one.pk]),
    )
