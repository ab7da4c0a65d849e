"""How chances, ranks and bands are said, in whatever language the page is in."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.utils.translation import pgettext

from commonground.rooms.ranking.models import Band
from commonground.scoring.results import Certainty

COLOURS = {"In": "green", "Contested": "yellow", "Out": "grey", "Unknown": "grey"}
AVERAGES = (_noop("Pooled mean"), _noop("Pooled median"), _noop("One agency one vote"))
"""What the other averages are called in a result, for the catalogue of translations."""


def band_label(band: str) -> str:
    """Return what a band is called."""
    return str(Band(band).label)


def chance(probability: float | None) -> str:
    """Return a chance as so many in 100, never as certain and never as impossible."""
    if probability is None:
        return ""
    if probability > 0.99:
        return _("over 99 in 100")
    if probability < 0.01:
        return _("under 1 in 100")
    return _("%(number)d in 100") % {"number": round(100 * probability)}


def span(low: int | None, high: int | None) -> str:
    """Return a range of ranks."""
    if low is None or high is None:
        return _("cannot be said")
    return str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}


def likely_ranks(sure: Certainty) -> str:
    """Return the range of ranks that an issue could as well have had."""
    return span(sure.rank_low, sure.rank_high)


def figure(exact: Decimal) -> str:
    """Return a figure with two decimals; the result holds all of it."""
    return f"{exact:.2f}"


def listed(names: Iterable[str]) -> str:
    """Return names one after the other; nothing is said of which comes last."""
    return pgettext("between names", ", ").join(names)
