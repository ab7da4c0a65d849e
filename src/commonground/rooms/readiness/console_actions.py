"""Checking a partnership by a command on the machine that holds it, such as every night."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from commonground.errors import BadInput
from commonground.rooms.audit.recording import SYSTEM
from commonground.rooms.people.models import Partnership
from commonground.rooms.readiness import access
from commonground.rooms.readiness.checking_actions import keep_run
from commonground.sentences import say


@dataclass(frozen=True, slots=True)
class Told:
    """How one rule stands, for a terminal."""

    rule: str
    heading: str
    title: str
    stands: str
    rows: int
    answered: int
    why: str
    """Why it was not judged; empty where it was."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to."""

    partnership: str
    number: int
    sha256: str
    rules: tuple[Told, ...]


def check(partnership: str) -> Checked:
    """Check a partnership by its id or name, and keep what came out; BadInput without one."""
    about = _found(partnership)
    done = keep_run(partnership=about, actor=SYSTEM, person=None)
    held = access.answers(about, timezone.localdate())
    counts = access.counts(about, held)
    findings = {one.rule: one for one in access.findings([done.run])}
    rules = tuple(
        Told(
            rule=one.rule.id, heading=one.rule.heading, title=one.rule.title,
            stands=access.standing(findings[one.rule.id], counts.get(one.rule.id)).value,
            rows=len(one.rows), answered=findings[one.rule.id].answered, why=str(one.why),
        )
        for one in done.verdicts
    )  # fmt: skip
    return Checked(about.name, done.run.number, done.run.sha256, rules)


def _found(partnership: str) -> Partnership:
    try:
        one = Partnership.objects.filter(pk=UUID(partnership)).first()
        some = [one] if one else []
    except ValueError:
        some = list(Partnership.objects.filter(name__iexact=partnership.strip())[:2])
    if len(some) == 1:
        return some[0]
    names = Partnership.objects.order_by("name", "pk").values_list("pk", "name")
    raise BadInput(
        (
            say("There is no one partnership %(name)s. Name one of these by its ID:",
                name=partnership),
            *(f"{pk}  {name}" for pk, name in names),
        )
    )  # fmt: skip
