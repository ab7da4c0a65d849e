"""How vulnerable the parts of an area are, and what that is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.geography.vintages import area_name
from commonground.geography.vulnerability import Composite, Scale, Used, Worse
from commonground.rooms.places.layer_access import Laid
from commonground.rooms.places.models import LayerKind
from commonground.rooms.places.presenters import whole

SCALES = {
    Scale.RANKS: gettext_lazy("by ranks: an extreme figure counts no more than its place"),
    Scale.STANDARD: gettext_lazy("by standard scores: an extreme figure counts as far as it is"),
}


@dataclass(frozen=True, slots=True)
class CompositeRow:
    """One area: its rank among those that can be compared, its score, and what each adds to it."""

    rank: str
    name: str
    score: str
    parts: list[str]


@dataclass(frozen=True, slots=True)
class CompositePage:
    """The areas, the most vulnerable first, with what they were compared by."""

    rows: list[CompositeRow]
    used: list[tuple[str, str, str, str, str, str]]
    """Of each indicator: name, source, of when, which end is worse, share, areas without it."""
    labels: list[str]
    notes: list[str]
    licences: list[str]


def composite_page(areas: Sequence[str], made: Composite, laid: Sequence[Laid]) -> CompositePage:
    """Return the page of a composite."""
    known = np.flatnonzero(~np.isnan(made.rank)).tolist()
    order: list[int] = sorted(known, key=lambda at: (made.rank[at], areas[at]))
    rows = [
        CompositeRow(
            rank=f"{made.rank[at]:g}",
            name=area_name(areas[at]),
            score=f"{made.score[at]:.2f}",
            parts=[f"{one:.2f}" for one in made.parts[:, at]],
        )
        for at in order
    ]
    return CompositePage(
        rows=rows,
        used=[_used(one) for one in made.used],
        labels=[one.name for one in made.used],
        notes=_notes(made, len(areas) - len(rows)),
        licences=list(
            dict.fromkeys(one.layer.licence for one in laid if one.measure.label in _names(made))
        ),
    )


def marking_of(laid: Sequence[Laid]) -> str:
    """Return the highest marking of the layers that a composite may be made of."""
    return highest(
        [
            OFFICIAL,
            *(one.layer.marking for one in laid if one.layer.kind == LayerKind.INDICATORS),
        ]
    )


def _names(made: Composite) -> set[str]:
    return {one.name for one in made.used}


def _used(one: Used) -> tuple[str, str, str, str, str, str]:
    end = _("a higher figure") if one.worse is Worse.HIGHER else _("a lower figure, as of a rank")
    return one.name, one.source, one.vintage, end, f"{one.share:.0%}", whole(one.without)


def _notes(made: Composite, without: int) -> list[str]:
    notes = [
        _("Areas are compared with each other, and with nothing else: a score says nothing of "
          "areas elsewhere, and the first of a list need not be badly off."),
    ]  # fmt: skip
    if len(made.vintages) > 1:
        notes.append(
            _("The indicators are not of one time: %(vintages)s.")
            % {"vintages": ", ".join(made.vintages)}
        )
    if crime := [one.name for one in made.used if "crime" in one.name.casefold()]:
        notes.append(
            _("%(indicators)s is made of the police’s own counts: beside a map of these it says "
              "the same again.") % {"indicators": ", ".join(crime)}
        )  # fmt: skip
    if without:
        notes.append(
            ngettext(
                "%(count)s area has not all indicators, and so no score.",
                "%(count)s areas have not all indicators, and so no score.",
                without,
            )
            % {"count": whole(without)}
        )
    return notes
