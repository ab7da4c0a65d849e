"""A layer as csv that can be brought in again: a row for each area and period."""

from collections.abc import Iterator

import numpy as np

from commonground.documents.flat import csv_text, flat
from commonground.documents.markings import OFFICIAL
from commonground.geography.kept_layers import Layer
from commonground.geography.levels import Level as AreaLevel
from commonground.geography.levels import area_names
from commonground.rooms.places.models import SuppliedLayer

_AREA, _NAME, _PERIOD = "area", "area_name", "period"


def layer_csv(about: SuppliedLayer, figures: Layer) -> bytes:
    """Return the figures of a layer, empty where nobody knows them, with where they come from."""
    return csv_text(flat(_records(about, figures))).encode("utf-8-sig")


def file_name(about: SuppliedLayer) -> str:
    """Return what the file of a layer is called: an OFFICIAL-SENSITIVE one says so."""
    stem = "-".join("".join(one if one.isalnum() else " " for one in about.name).split())
    return f"{stem[:60] or about.kind}-{about.marking or OFFICIAL}.csv"


def _records(about: SuppliedLayer, figures: Layer) -> Iterator[dict[str, object]]:
    names = area_names(figures.codes, AreaLevel(about.level))
    labels = [_unlike_ours(label) for label in figures.measures]
    for code, by_period in zip(figures.codes, figures.values, strict=True):
        for at, row in enumerate(by_period):
            period = {_PERIOD: str(figures.periods[at].said)} if figures.periods else {}
            yield {
                _AREA: code,
                _NAME: names[code],
                **period,
                **{
                    label: "" if np.isnan(one) else f"{one:.15g}"
                    for label, one in zip(labels, row, strict=True)
                },
                # together, so that a year by itself is taken for no figure when it comes back
                "source": f"{about.source}, {about.vintage}",
                "licence": about.licence,
                "marking": about.marking,
            }


_OURS = (_AREA, _NAME, _PERIOD, "source", "licence", "marking")


def _unlike_ours(label: str) -> str:
    return f"{label} in the file" if label in _OURS else label
