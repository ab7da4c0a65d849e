"""What stands in the way of opening a round, and what is thin about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.rooms.consultation.access import Plan, voice, voice_of
from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules

NAMED_AT_MOST = 10
"""How many issues a fault lists by name; of more it tells how many they are."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Sentences: what must be mended before a round can open, and what should be known."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...]


def readiness(method: Method, rules: Rules, plan: Plan) -> Readiness:
    """Return what is to be said before a round with this plan opens."""
    return Readiness(tuple(_faults(method, plan)), tuple(_warnings(rules, plan)))


def _faults(method: Method, plan: Plan) -> Iterator[str]:
    if method.lookup is not None and method.lookup.gaps:
        totals = ", ".join(map(str, method.lookup.gaps))
        yield _("Set your own factors where the method leaves them unknown, at %(totals)s.") % {
            "totals": totals
        }
    if not plan.issues:
        yield _("Choose the issues.")
    if not plan.assessors:
        yield _("Choose the assessors.")
    for one in plan.issues:
        if not one.issue.is_live:
            yield _("%(name)s is no longer on the list: choose the issues again.") % {
                "name": one.issue.name
            }
    if plan.issues and plan.assessors and not plan.load:
        yield _("Share the issues out.")
    elif plan.assessors:
        yield from _without(plan)
    yield from _alike({voice(one) for one in plan.assessors})


def _without(plan: Plan) -> Iterator[str]:
    nobody = [str(one) for one in plan.issues if not plan.covered[one.pk].assessors]
    if len(nobody) > NAMED_AT_MOST:
        yield ngettext(
            "Nobody is asked about %(count)d of %(all)d issue.",
            "Nobody is asked about %(count)d of %(all)d issues.", len(plan.issues),
        ) % {"count": len(nobody), "all": len(plan.issues)}  # fmt: skip
    elif nobody:
        yield _("Nobody is asked about: %(names)s.") % {"names": ", ".join(nobody)}
    if idle := [one for one in plan.assessors if not plan.load[one.pk]]:
        yield ngettext(
            "%(count)d assessor is asked about nothing.",
            "%(count)d assessors are asked about nothing.",
            len(idle),
        ) % {"count": len(idle)}
    for one in plan.assessors:
        if not voice_of(one.membership):
            yield _("%(name)s has no agency to speak for.") % {"name": one.membership.person.name}


def _alike(names: set[str]) -> Iterator[str]:
    """Yield names of agencies that no reader of the scores could tell apart."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        first = seen.setdefault(same_but_for_case_and_spaces(name), name)
        if first != name:
            yield _("%(one)s and %(other)s differ by spaces alone: rename one of them.") % {
                "one": first, "other": name,
            }  # fmt: skip


def _warnings(rules: Rules, plan: Plan) -> Iterator[str]:
    least = rules.fewest_agencies_per_issue
    if plan.load and (short := plan.short(least)):
        yield ngettext(
            "%(count)d issue is put to fewer than %(least)d agencies.",
            "%(count)d issues are put to fewer than %(least)d agencies.",
            len(short),
        ) % {"count": len(short), "least": least}
    if plan.issues and not any(one.is_linking for one in plan.issues):
        yield _("No issue is scored by everybody: strict people cannot be told from mild ones.")
    agencies = len({voice(one) for one in plan.assessors})
    if 0 < agencies < rules.fewest_agencies:
        yield _(
            "With %(found)d agencies the ranking gives no probabilities: that takes %(least)d."
        ) % {"found": agencies, "least": rules.fewest_agencies}
