"""Layers as a map shows them: a measure of one, or the vulnerability that several make."""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules
from commonground.geography.classing import Classing, classes
from commonground.geography.map_figures import Column, Figure, plain_figure
from commonground.geography.vulnerability import Scale, composite
from commonground.rooms.places import layer_access
from commonground.rooms.places.layer_access import Laid
from commonground.rooms.places.map_asking import LAYER, VULNERABILITY, Wanted
from commonground.rooms.places.models import LayerKind
from commonground.scoring.arrays import Array
from commonground.sentences import say


def layer_titles(laid: Sequence[Laid]) -> list[tuple[str, str]]:
    """Return what there is of layers to be shown, as something to choose."""
    titles = [(f"{LAYER}{one.measure.pk}", _title(one)) for one in laid]
    if len(layer_access.indicators(laid)) > 1:
        titles.append((VULNERABILITY, _("Vulnerability, of all indicators together")))
    return titles


def layer_figure(
    laid: Sequence[Laid], wanted: Wanted, rules: AnalysisRules
) -> tuple[Figure, str, str]:
    """Return the figure of what is asked for, its licence, and its marking.

    BadInput where there is none of it, or not in the period.
    """
    if wanted.show == VULNERABILITY:
        return _vulnerability(laid, rules)
    for one in laid:
        if f"{LAYER}{one.measure.pk}" == wanted.show:
            figure = _counts(one, wanted, rules) if _is_counts(one) else _indicator(one, rules)
            return figure, one.layer.licence, one.layer.marking
    raise BadInput(say("That layer is used no more."))


def _vulnerability(laid: Sequence[Laid], rules: AnalysisRules) -> tuple[Figure, str, str]:
    made = composite(layer_access.indicators(laid), Scale.RANKS)
    words = say("Vulnerability, compared within this area")
    parts = tuple(
        Column(used.name, part, 2) for used, part in zip(made.used, made.parts, strict=True)
    )
    used = "; ".join(
        f"{one.name} ({one.source}, {one.vintage}): {one.share:.0%}" for one in made.used
    )
    of = [one.layer for one in laid if one.layer.kind == LayerKind.INDICATORS]
    figure = Figure(
        words,
        made.score,
        classes(made.score, rules.map_classes, Classing.QUANTILE),
        (Column(words, made.score, 2), Column(say("Rank"), made.rank), *parts),
        (
            say("Made of %(used)s. Each as its rank among these areas, from 0 to 1.", used=used),
            say("An area without one of them has no figure."),
        ),
    )
    licences = dict.fromkeys(one.licence for one in of)
    return figure, " ".join(licences), max((one.marking for one in of), key=MARKINGS.index,
                                           default=OFFICIAL)  # fmt: skip


def _indicator(one: Laid, rules: AnalysisRules) -> Figure:
    known = one.on.values[~np.isnan(one.on.values)]
    places = 0 if bool((known == np.floor(known)).all()) else 2
    made = plain_figure(_title(one), one.on.values, rules, places)
    return Figure(made.words, made.values, made.found, made.columns, _said(one))


def _counts(one: Laid, wanted: Wanted, rules: AnalysisRules) -> Figure:
    span = wanted.period.first, wanted.period.last
    within = [
        at for at, each in enumerate(one.figures.periods)
        if span[0] <= each.first and each.last <= span[1]
    ]  # fmt: skip
    if not within:
        raise BadInput(
            say("%(layer)s has no figures from %(first)s to %(last)s.", layer=_title(one),
                first=span[0], last=span[1])
        )  # fmt: skip
    values: Array = one.on.values[:, within].sum(axis=1)
    made = plain_figure(_title(one), values, rules, 0)
    said = say(
        "Counted from %(first)s to %(last)s, all periods of the layer within the months chosen.",
        first=one.figures.periods[within[0]].first, last=one.figures.periods[within[-1]].last,
    )  # fmt: skip
    return Figure(made.words, made.values, made.found, made.columns, (said, *_said(one)))


def _said(one: Laid) -> tuple[str, ...]:
    source = say(
        "Source: %(source)s, %(vintage)s.", source=one.layer.source, vintage=one.layer.vintage
    )
    return (source, *one.on.notes())


def _is_counts(one: Laid) -> bool:
    return one.layer.kind == LayerKind.COUNTS


def _title(one: Laid) -> str:
    return f"{one.layer.name}: {one.measure.label}"
