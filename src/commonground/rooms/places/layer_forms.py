"""The forms of layers. What they hold is passed to an action by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import OFFICIAL
from commonground.documents.reading.files.texts import same_name
from commonground.documents.reading.partner_counts import (
    AREA,
    COUNT,
    MEASURE,
    PERIOD,
    CountColumn,
    CountMapping,
)
from commonground.errors import BadInput, refuse
from commonground.geography.periods import YearStarts
from commonground.rooms.places.layer_reading import MeasureAsked
from commonground.rooms.places.models import WorseEnd, YearBegins
from commonground.rooms.places.models.areas import NAME_LENGTH
from commonground.rooms.places.models.layers import Marking
from commonground.rooms.visible import LineField

_MOST_WEIGHT = 100


class IndicatorsForm(forms.Form):
    """A file of indicators."""

    file = forms.FileField(
        label=_("Table of figures by area"),
        help_text=_("csv or xlsx, at most 10 MB, with a column of codes such as E01008881"),
    )


class CountsForm(forms.Form):
    """A partner's file."""

    name = LineField(
        label=_("What the counts are"), max_length=NAME_LENGTH,
        help_text=_("Such as “Deliberate fires”. The same name as last year takes the place of "
                    "last year’s, and needs nobody to say what the columns are"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File of counts"),
        help_text=_("csv or xlsx, at most 10 MB: a row for each area and period"),
    )


class LayerForm(forms.Form):
    """What is printed with a layer."""

    name = LineField(
        label=_("What the layer is called"), max_length=NAME_LENGTH,
        help_text=_("One of the same name takes its place, and stays"),
    )  # fmt: skip
    source = LineField(label=_("Who published or counted it"), max_length=NAME_LENGTH)
    vintage = LineField(
        label=_("Of when the figures are"), max_length=NAME_LENGTH,
        help_text=_("A year or a date, such as 2025"),
    )  # fmt: skip
    licence = forms.CharField(
        label=_("Licence, or who may use it for what"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is printed wherever the figures are shown"),
    )  # fmt: skip
    marking = forms.ChoiceField(
        label=_("Marking"), choices=Marking, widget=forms.RadioSelect, initial=OFFICIAL,
        help_text=_("Figures that are small or of few people are often OFFICIAL-SENSITIVE"),
    )  # fmt: skip


def measures_asked(sent: QueryDict, known: Sequence[MeasureAsked]) -> list[MeasureAsked]:
    """Return what somebody asks for of the columns of a file of indicators, as it was sent."""
    return [
        MeasureAsked(
            label=one.label,
            worse=WorseEnd.LOWER if sent.get(f"worse-{at}") == WorseEnd.LOWER else WorseEnd.HIGHER,
            weight=sent.get(f"weight-{at}", "").strip() or "1",
            is_residents=one.is_residents,
            is_kept=f"keep-{at}" in sent,
        )
        for at, one in enumerate(known)
    ]


def check_measures(asked: Sequence[MeasureAsked]) -> None:
    """Raise BadInput where no column is asked for, or a weight is none."""
    if not any(one.is_kept for one in asked):
        raise BadInput(_now("Tick at least one column."))
    refuse(
        _now("%(label)s: the weight is a number from 0 to %(most)d, such as 1 or 0.5.")
        % {"label": one.label, "most": _MOST_WEIGHT}
        for one in asked
        if one.is_kept and not _is_weight(one.weight)
    )


def _is_weight(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    exponent = number.as_tuple().exponent
    return 0 <= number <= _MOST_WEIGHT and isinstance(exponent, int) and exponent >= -2


@dataclass(frozen=True, slots=True)
class ColumnsSent:
    """What somebody says the columns of a partner's file are: a part for each, by its place."""

    parts: tuple[str, ...]
    year_begins: YearBegins


NO_PART = ""


def columns_sent(sent: QueryDict, columns: Sequence[CountColumn]) -> ColumnsSent:
    """Return what was sent of the columns; the guesses where nothing was."""
    known = (AREA, PERIOD, COUNT, MEASURE, NO_PART)
    parts = tuple(
        part if (part := sent.get(f"part-{at}", one.guess)) in known else NO_PART
        for at, one in enumerate(columns)
    )
    is_april = sent.get("year_begins") == str(YearBegins.APRIL.value)
    return ColumnsSent(parts, YearBegins.APRIL if is_april else YearBegins.JANUARY)


def columns_of(mapping: CountMapping, columns: Sequence[CountColumn]) -> ColumnsSent:
    """Return the same of a mapping that was said before."""
    said = {mapping.area: AREA, mapping.period: PERIOD, mapping.measure: MEASURE}
    said |= dict.fromkeys(mapping.counts, COUNT)
    of = {same_name(label): part for label, part in said.items() if label}
    parts = tuple(of.get(same_name(one.label), NO_PART) for one in columns)
    return ColumnsSent(parts, YearBegins(mapping.year_starts.value))


def mapping_sent(said: ColumnsSent, columns: Sequence[CountColumn]) -> CountMapping:
    """Return the mapping that parts make; BadInput where one lacks or is there twice."""
    by_part: dict[str, list[str]] = {AREA: [], PERIOD: [], COUNT: [], MEASURE: [], NO_PART: []}
    for part, one in zip(said.parts, columns, strict=True):
        by_part[part].append(one.label)
    refuse(
        fault
        for is_wrong, fault in (
            (len(by_part[AREA]) != 1, _now("Choose one column for the code of the area.")),
            (len(by_part[PERIOD]) != 1, _now("Choose one column for the month, quarter or year.")),
            (not by_part[COUNT], _now("Choose at least one column of counts.")),
            (len(by_part[MEASURE]) > 1, _now("Choose one column alone for what is counted.")),
        )
        if is_wrong
    )
    return CountMapping(
        by_part[AREA][0], by_part[PERIOD][0], tuple(by_part[COUNT]),
        by_part[MEASURE][0] if by_part[MEASURE] else "", YearStarts(said.year_begins.value),
    )  # fmt: skip
