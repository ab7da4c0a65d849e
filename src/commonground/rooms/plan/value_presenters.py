"""What the page of value for money shows: sums, over how many they are, and what is not known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.models import Scale
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.plan.value_reading import Recommended, Valued
from commonground.rooms.plan.value_sums import Move, Spent, Sum, days_by_agency, summed
from commonground.scoring.arithmetic import plain

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of sums: a strand, or a recommendation with its page."""

    name: str
    href: str
    actions: int
    cost: str
    days: str
    measures: str
    disruptions: str


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What somebody assumes an action to bring."""

    name: str
    href: str
    effect: str
    said_by: str


@dataclass(frozen=True, slots=True)
class ValuePage:
    """A plan beside what it costs."""

    facts: list[Pair]
    notes: list[str]
    agencies: list[tuple[str, str, int]]
    strands: list[SumRow]
    recommendations: list[SumRow]


def value_page(here: Seat, found: Valued) -> ValuePage:
    """Return the page of what a plan costs and what is seen of it."""
    whole = summed(found.actions)
    return ValuePage(
        facts=[
            (_("Issues that its recommendations answer"), str(found.issues)),
            (_("Actions"), str(whole.actions)),
            (_("Cost"), _cost(whole)), (_("Staff days"), _days(whole)),
            (_("Measures"), _measures(whole)), (_("Disruptions"), _disruptions(whole)),
        ],
        notes=_notes(found, whole),
        agencies=[
            (agency, plain(days), actions)
            for agency, days, actions in days_by_agency(found.actions)
        ],
        strands=_strands(found),
        recommendations=[_recommendation(here, found, one) for one in found.recommendations],
    )  # fmt: skip


def effect_rows(here: Seat, found: Iterable[Spent]) -> list[EffectRow]:
    """Return what is assumed of each action of which anything is."""
    return [
        EffectRow(f"{one.ref}: {one.text}", address("action", here, one.id), one.effect,
                  one.effect_by)
        for one in found
    ]  # fmt: skip


def _strands(found: Valued) -> list[SumRow]:
    labels = strand_set(found.plan.strand_set).labels
    of = {
        key: [one.id for one in found.recommendations if one.strand == key] for key in labels
    }  # fmt: skip
    return [_row(_(label), "", found.under(of[key])) for key, label in labels.items()]


def _recommendation(here: Seat, found: Valued, one: Recommended) -> SumRow:
    href = address("recommendation", here, found.plan.pk, one.id)
    return _row(f"{one.ref}: {one.text}", href, found.under([one.id]))


def _row(name: str, href: str, some: Sequence[Spent]) -> SumRow:
    told = summed(some)
    return SumRow(
        name, href, told.actions, _cost(told), _days(told), _measures(told), _disruptions(told)
    )


def _notes(found: Valued, whole: Sum) -> list[str]:
    notes = []
    several = sum(len(one.recommendations) > 1 for one in found.actions)
    if several:
        told = ngettext(
            "%(count)d action serves more than one recommendation and counts in full under each, so"
            " the parts can add up to more than the plan.",
            "%(count)d actions serve more than one recommendation and count in full under each, so"
            " the parts can add up to more than the plan.",
            several,
        )
        notes.append(told % {"count": several})
    if whole.with_cost < whole.actions:
        notes.append(_("The cost is a floor: what has none stated is left out of it."))
    notes.append(
        _("Staff days are not turned into money: no rate is known that is right for every agency.")
    )
    notes.append(_("A measure may have moved for other reasons than the action."))
    return notes


def _cost(told: Sum) -> str:
    if not told.actions:
        return _("No action")
    if not told.with_cost:
        return _("Not known")
    return _known(f"£{told.cost:,.2f}", told.with_cost, told.actions)


def _days(told: Sum) -> str:
    if not told.actions:
        return _("No action")
    if not told.with_days:
        return _("Not known")
    return _known(plain(told.days), told.with_days, told.actions)


def _known(figure: str, some: int, actions: int) -> str:
    if some == actions:
        return figure
    missing = actions - some
    told = ngettext(
        "%(figure)s; not known of %(missing)d action of %(actions)d",
        "%(figure)s; not known of %(missing)d actions of %(actions)d",
        missing,
    )
    return told % {"figure": figure, "missing": missing, "actions": actions}


def _measures(told: Sum) -> str:
    if not told.measures:
        return _("None")
    words = {
        Move.BETTER: _("%(count)d better than the baseline"),
        Move.SAME: _("%(count)d as at the baseline"),
        Move.WORSE: _("%(count)d worse than the baseline"),
        Move.UNKNOWN: _("%(count)d not known"),
    }
    return ", ".join(
        said % {"count": told.moves[move]} for move, said in words.items() if told.moves[move]
    )


def _disruptions(told: Sum) -> str:
    words = [
        f"{told.moderated[one]} {str(one.label).lower()}" for one in Scale if told.moderated[one]
    ]
    if told.waiting:
        words.append(_("%(count)d waiting for moderation") % {"count": told.waiting})
    return ", ".join(words) or _("None")
