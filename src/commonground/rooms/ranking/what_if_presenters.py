"""What would change a list: one score, an agency, another average or method, or no weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.ranking.kept import Kept
from commonground.rooms.ranking.words import chance, listed
from commonground.scoring.arithmetic import plain
from commonground.scoring.results import Band, RankedIssue
from commonground.scoring.sensitivity import Variant
from commonground.scoring.whatif import Flip

MOST_WORTH_SCORING_AGAIN = 5
"""As many as a board can scan."""
Href = Callable[[str], str]
"""The address of the page about an issue, by its name in the ranking."""


@dataclass(frozen=True, slots=True)
class WorthRow:
    """An issue that is most worth scoring again."""

    name: str
    href: str
    told: str


@dataclass(frozen=True, slots=True)
class FlipRow:
    """One score that, a level higher or lower, would carry its issue across the line."""

    name: str
    href: str
    criterion: str
    change: str
    score: str
    rank: str
    effect: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """Another reading of the same scores, held against the shortlist."""

    label: str
    same: str
    leaves: str
    enters: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change the list."""

    worth: list[WorthRow]
    flips: list[FlipRow]
    weights: str
    always_in: list[str]
    never_in: list[str]
    without: list[OtherRow]
    averages: list[OtherRow]
    switches: list[OtherRow]


def what_if(kept: Kept, href: Href) -> WhatIf:
    """Return everything that would change a ranking's list."""
    computed = kept.computed
    always_in = [one.issue for one in computed.issues if _is_always_in(kept, one)]
    never_in = [one.issue for one in computed.issues if _is_never_in(kept, one)]
    without = sorted(computed.without_each_agency, key=lambda one: (one.same, one.id))
    return WhatIf(
        worth=_worth(kept, href),
        flips=[flip_row(kept, one, href) for one in computed.flips],
        weights=_weights(kept, len(always_in), len(never_in)),
        always_in=always_in,
        never_in=never_in,
        without=[_other(kept, one, one.id) for one in without],
        averages=[_other(kept, one, _(one.label)) for one in computed.other_averages],
        switches=[_other(kept, one, _(one.label)) for one in computed.other_methods],
    )


def _worth(kept: Kept, href: Href) -> list[WorthRow]:
    """Return the contested issues whose chances are nearest to even, the nearest first."""
    contested = [
        one
        for one in kept.computed.issues
        if one.certainty.band is Band.CONTESTED and one.certainty.worth_rescoring
    ]
    contested.sort(key=lambda one: -(one.certainty.worth_rescoring or 0))
    return [
        WorthRow(
            one.issue,
            href(one.issue),
            _("rank %(rank)d, %(chance)s to be on the shortlist")
            % {"rank": one.rank, "chance": chance(one.certainty.probability_in_top)},
        )
        for one in contested[:MOST_WORTH_SCORING_AGAIN]
    ]


def flip_row(kept: Kept, flip: Flip, href: Href) -> FlipRow:
    """Return one score that would carry its issue across the line, in words."""
    comes_on = flip.rank_if <= kept.computed.inputs.top
    return FlipRow(
        name=flip.issue,
        href=href(flip.issue),
        criterion=_(kept.method.label_of(flip.criterion)),
        change=_("One level higher") if flip.levels > 0 else _("One level lower"),
        score=_("%(now)s to %(then)s") % {"now": plain(flip.score), "then": plain(flip.score_if)},
        rank=_("%(now)s to %(then)s") % {"now": flip.rank, "then": flip.rank_if},
        effect=_("Comes on to the shortlist") if comes_on else _("Drops off the shortlist"),
    )


def _other(kept: Kept, variant: Variant, label: str) -> OtherRow:
    """Return another reading, with the issues that would go and come."""
    return OtherRow(
        label=label,
        same=_("%(same)d of %(all)d the same")
        % {"same": variant.same, "all": kept.computed.shortlist_length},
        leaves=listed(variant.leaves) or _("none"),
        enters=listed(variant.enters) or _("none"),
    )


def _is_never_in(kept: Kept, one: RankedIssue) -> bool:
    """Return whether so many are above it on everything that no weights lift it on to the list."""
    return one.dominated_by is not None and one.dominated_by >= kept.computed.inputs.top


def _is_always_in(kept: Kept, one: RankedIssue) -> bool:
    """Return whether too few others could ever pass it for it to lose its place."""
    others = len(kept.computed.issues) - 1
    return one.dominates is not None and others - one.dominates < kept.computed.inputs.top


def _weights(kept: Kept, always_in: int, never_in: int) -> str:
    if any(one.dominated_by is None for one in kept.computed.issues):
        return _("Not known for this method: it subtracts, so a higher score may rank lower.")
    if not always_in and not never_in:
        return _("No issue can be shown to keep its side whatever the weights.")
    stay = ngettext(
        "%(count)d issue stays on the shortlist however much each criterion counts",
        "%(count)d issues stay on the shortlist however much each criterion counts",
        always_in,
    ) % {"count": always_in}
    out = ngettext(
        "%(count)d can be lifted on to it by no weights.",
        "%(count)d can be lifted on to it by no weights.",
        never_in,
    ) % {"count": never_in}
    return f"{stay}; {out}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Where one issue would stand by another reading of the same scores."""

    label: str
    rank: str
    side: str


def readings(kept: Kept, issue: str) -> list[Reading]:
    """Return where one issue would stand by each other average and each switch of the method."""
    others: Sequence[Variant] = (*kept.computed.other_averages, *kept.computed.other_methods)
    return [_reading(kept, one, issue, _(one.label)) for one in others]


def moved_without(kept: Kept, issue: str) -> list[Reading]:
    """Return where one issue would stand without each agency that puts it on its present side."""
    return [
        _reading(kept, one, issue, _("Without %(agency)s") % {"agency": one.id})
        for one in kept.computed.without_each_agency
        if issue in one.enters or issue in one.leaves
    ]


def _reading(kept: Kept, variant: Variant, issue: str, label: str) -> Reading:
    # a variant holds its ranks in the order of names, as the cube that it was made of
    at = sorted(one.issue for one in kept.computed.issues).index(issue)
    rank = variant.ranks[at]
    if rank is None:
        return Reading(label, _("cannot be ranked"), "")
    on = rank <= kept.computed.inputs.top
    return Reading(label, str(rank), _("On the shortlist") if on else _("Off the shortlist"))
