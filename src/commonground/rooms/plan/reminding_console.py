"""Writing to owners by a command on the machine that holds the plan, such as every morning."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from commonground.errors import BadInput
from commonground.rooms.audit.recording import SYSTEM
from commonground.rooms.people.models import Partnership
from commonground.rooms.plan.letters import remind
from commonground.rooms.plan.models import AskingRules, Letter
from commonground.rooms.plan.reminding import asking_on, counted, without_address
from commonground.rooms.plan.reminding_actions import Envelope, would_send
from commonground.sentences import say


@dataclass(frozen=True, slots=True)
class Told:
    """What a run did, or would do, for one partnership, for a terminal."""

    partnership: str
    asked: int
    review_soon: int
    due_soon: int
    escalated: int
    digests: int
    emails: int = 0
    sent: int = 0
    failed: int = 0
    without_address: int = 0
    would_go: tuple[str, ...] = ()
    """What a dry run would send, one line for each e-mail."""


def remind_all(partnership: str, day: date | None, *, dry_run: bool) -> list[Told]:
    """Write to the owners of every partnership that asks for it, or of one; say what was done.

    BadInput where there is no such partnership, and for a day to come unless nothing is sent.
    """
    today = timezone.localdate()
    if day and day > today and not dry_run:
        raise BadInput(
            say("%(day)s is to come: only --dry-run can say what would go then.",
                day=day.isoformat())
        )  # fmt: skip
    run = _looked if dry_run else _done
    return [run(rules, day or today) for rules in _rules(partnership)]


def _rules(partnership: str) -> QuerySet[AskingRules]:
    found = AskingRules.objects.filter(is_on=True).select_related("partnership")
    if partnership:
        found = found.filter(partnership=_found(partnership))
    return found.order_by("partnership__name", "pk")


def _found(partnership: str) -> Partnership:
    try:
        return Partnership.objects.get(pk=UUID(partnership))
    except (ValueError, Partnership.DoesNotExist):
        raise BadInput(say("There is no partnership with the ID %(id)s.", id=partnership)) from None


def _done(rules: AskingRules, day: date) -> Told:
    done = remind(by=SYSTEM, partnership=rules.partnership, day=day)
    told = _told(rules, done.due)
    return replace(
        told, emails=done.sent + done.failed, sent=done.sent, failed=done.failed,
        without_address=done.unreachable,
    )  # fmt: skip


def _looked(rules: AskingRules, day: date) -> Told:
    asking = asking_on(rules, day)
    found = would_send(asking)
    told = _told(rules, counted(due for one in found for due in one.due))
    return replace(
        told, emails=len(found), without_address=without_address(asking),
        would_go=tuple(_lines(found)),
    )  # fmt: skip


def _told(rules: AskingRules, due: Mapping[Letter, int]) -> Told:
    return Told(
        rules.partnership.name, asked=due[Letter.ASK], review_soon=due[Letter.REVIEW_SOON],
        due_soon=due[Letter.DUE_SOON], escalated=due[Letter.ESCALATION],
        digests=due[Letter.DIGEST],
    )  # fmt: skip


def _lines(found: Iterable[Envelope]) -> Iterator[str]:
    for one in found:
        said = (
            f"{each.letter.label} {each.action.ref if each.action else ''}".strip()
            for each in one.due
        )
        yield f"{one.member.person.name}: {', '.join(said)}"
