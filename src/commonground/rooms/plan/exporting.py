"""Takes a plan away: built for whoever reads it, written as a file, and recorded."""

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.builds import Audience, Build
from commonground.documents.plan.builds import built as build_of
from commonground.rooms.assessment.exporting import FileKind, Taken, own_template, written
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.composing import plan_of
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.rules import Verb, check_may_do


def built(about: Plan, audience: Audience) -> Build:
    """Return a plan as one audience may read it today."""
    return build_of(plan_of(about, timezone.localdate()), audience)


@action
def take_away(*, by: Seat, about: Plan, audience: Audience, kind: FileKind) -> Taken:
    """Return a build of a plan as a file. That it was taken is recorded, by its digest."""
    check_may_do(by.roles, Verb.EXPORT)
    build = built(about, audience)
    made = written(build.document, kind, own_template(about.partnership_id))
    name = f"action-plan-{audience}-{build.document.marking}.{kind.name}"
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after={"file": name, **made.told, "left_out": len(build.left_out)},
    )  # fmt: skip
    return Taken(name, kind.type, made.held)
