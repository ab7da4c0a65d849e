"""What the analyst is told of a plan each month or quarter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.lateness import is_overdue, is_review_late
from commonground.rooms.plan.letter_lines import (
    action_words,
    dates_words,
    leader_words,
    owner_words,
)
from commonground.rooms.plan.models import (
    Action,
    Change,
    DateProposal,
    Letter,
    Posted,
    ProposedField,
)
from commonground.rooms.plan.owning import OwnerState
from commonground.rooms.plan.reminding import Asking, period_start

MOST_LISTED = 25
"""How many lines of one kind an e-mail holds; the rest stands on the pages."""
_UNOWNED = (OwnerState.VACANT, OwnerState.NOBODY)


@dataclass(frozen=True, slots=True)
class Listed:
    """Some lines of one kind, the first of them, and how many more there are."""

    title: str
    lines: Sequence[str]
    more: int
    none: str


def digest(asking: Asking) -> list[Listed]:
    """Return what moved since the period before, what is late, who is silent, what is awaited.

    It takes three queries, however long the plan is.
    """
    since = period_start(asking.began - timedelta(days=1), asking.rules.every_months)
    late = [one for one in asking.live if _is_late(one, asking.day)]
    unowned = [one for one in asking.live if asking.owners[one.pk].state in _UNOWNED]
    return [
        listed(
            _("Moved since %(day)s") % {"day": day_in_words(since)}, _moved(asking, since),
            _("No status changed."),
        ),
        listed(
            _("Late"),
            [
                f"{action_words(one)} {dates_words(one, asking.day)} "
                f"{owner_words(asking.owners[one.pk])}"
                for one in late
            ],
            _("Nothing is late."),
        ),
        listed(
            _("Led by nobody"),
            [f"{action_words(one)} {leader_words(asking.owners[one.pk])}" for one in unowned],
            _("Every action has somebody who leads it."),
        ),
        listed(_("Asked, and silent since"), _silent(asking, since), _("Nobody.")),
        listed(_("Awaiting the board"), _awaited(asking), _("No date waits for a decision.")),
        listed(
            _("Without an e-mail address"), _unreachable(asking),
            _("Nobody."),
        ),
    ]  # fmt: skip


def listed(title: str, lines: Iterable[str], none: str = "") -> Listed:
    """Return lines, cut to what an e-mail holds."""
    some = list(lines)
    return Listed(title, some[:MOST_LISTED], max(0, len(some) - MOST_LISTED), none)


def _is_late(one: Action, day: date) -> bool:
    return is_overdue(one, day) or is_review_late(one, day)


def _moved(asking: Asking, since: date) -> Iterable[str]:
    found = Change.objects.filter(
        entry__action__partnership=asking.partnership, entry__at__date__gte=since, field="status"
    )
    first: dict[Action, str] = {}
    last: dict[Action, str] = {}
    for one in found.select_related("entry__action").order_by("entry__at", "pk"):
        first.setdefault(one.entry.action, one.before)
        last[one.entry.action] = one.after
    return [
        _("%(action)s From %(before)s to %(after)s.")
        % {"action": action_words(one), "before": first[one], "after": last[one]}
        for one in sorted(last, key=lambda one: one.number)
        if first[one] != last[one]
    ]


def _silent(asking: Asking, since: date) -> Iterable[str]:
    """Yield who was asked in the period before, and of none of whose actions a word was said."""
    asked = Posted.objects.filter(
        Q(day__gte=since, day__lt=asking.began), partnership=asking.partnership, letter=Letter.ASK,
        sent_at__isnull=False,
    )  # fmt: skip
    for letter in asked.select_related("member__person").order_by("member__person__name", "pk"):
        theirs = asking.owned.get(letter.member_id, ())
        asked_at = letter.sent_at
        if asked_at and theirs and all(one.told_at < asked_at for one in theirs):
            yield f"{letter.member.person.name}: {', '.join(one.ref for one in theirs)}"


def _awaited(asking: Asking) -> Iterable[str]:
    found = DateProposal.objects.filter(
        action__partnership=asking.partnership, is_accepted__isnull=True
    )
    for one in found.select_related("action").order_by("at", "pk"):
        yield _("%(action)s %(field)s: %(day)s is proposed.") % {
            "action": action_words(one.action), "field": ProposedField(one.field).label,
            "day": day_in_words(one.proposed),
        }  # fmt: skip


def _unreachable(asking: Asking) -> Iterable[str]:
    found = {
        owner.member.pk: owner.member.person
        for owner in asking.owners.values() if owner.member
    }  # fmt: skip
    return sorted(one.name for one in found.values() if not one.email)
