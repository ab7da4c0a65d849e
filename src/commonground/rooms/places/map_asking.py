"""Which map somebody asks for; it stands in the address, so that a link shows the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonground.errors import BadInput
from commonground.geography.cube_facts import CubeFacts
from commonground.geography.looking import ASB, Period, last_months, period_of
from commonground.geography.map_figures import Measure
from commonground.rooms.choosing import set_choices
from commonground.rooms.places.category_words import category_told
from commonground.rooms.places.month_words import month_choice

Choices = Sequence[tuple[str, str]]
USUAL_MONTHS = 12
MEASURES = {
    Measure.INCIDENTS: _("Incidents"),
    Measure.RATE: _("Rate for residents"),
    Measure.SHRUNK: _("Rate for residents, shrunk"),
    Measure.SPOTS: _("Hot and cold spots"),
    Measure.PATTERNS: _("Hot spots over time"),
    Measure.CHANGE: _("Change against an earlier period"),
}
VULNERABILITY = "vulnerability"
LAYER = "layer-"
"""Before the id of a layer's measure."""


class Asb(StrEnum):
    """Whether anti-social behaviour is counted in."""

    WITHOUT = ""
    WITH = "with"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The map that is asked for. show: a Measure, VULNERABILITY, or LAYER and an id.

    earlier: the months to compare with; None where they are to be found. area: the one chosen.
    """

    show: str
    period: Period
    categories: tuple[str, ...]
    earlier: tuple[str, str] | None = None
    area: str = ""


class MapForm(forms.Form):
    """What is shown on the map."""

    show = forms.ChoiceField(label=_("Show"), required=False)
    first = forms.ChoiceField(label=_("From"), required=False)
    last = forms.ChoiceField(label=_("To"), required=False)
    asb = forms.ChoiceField(
        label=_("Anti-social behaviour"), required=False,
        choices=[
            (Asb.WITHOUT.value, _("Without")), (Asb.WITH.value, _("With")),
            (Asb.ALONE.value, _("Alone")),
        ],
    )  # fmt: skip
    category = forms.MultipleChoiceField(
        label=_("Crimes"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("All where none is ticked."),
    )  # fmt: skip
    earlier_first = forms.ChoiceField(label=_("Compare with: from"), required=False)
    earlier_last = forms.ChoiceField(label=_("Compare with: to"), required=False)

    def __init__(self, data: QueryDict, facts: CubeFacts, more: Choices) -> None:
        """Offer what a cube has; more: what else can be shown."""
        usual = usual_period(facts)
        at_first = usual and {
            "show": Measure.INCIDENTS.value,
            "first": usual.first,
            "last": usual.last,
        }
        super().__init__(_filled(data, at_first or {}), initial=at_first or None)
        self._facts = facts
        months = [month_choice(one) for one in facts.presence()]
        set_choices(self, [*((one.value, text) for one, text in MEASURES.items()), *more], "show")
        set_choices(self, months, "first", "last")
        before = [("", _("A year before, or just before")), *months]
        set_choices(self, before, "earlier_first", "earlier_last")
        crimes = [(one, category_told(one)) for one in facts.categories if one != ASB]
        set_choices(self, crimes, "category")

    def clean(self) -> dict[str, Any]:
        held = self.cleaned_data
        for first, last in (("first", "last"), ("earlier_first", "earlier_last")):
            if held.get(first) and held.get(last) and held[last] < held[first]:
                self.add_error(last, _("The last month comes before the first."))
        return held

    def wanted(self, area: str) -> Wanted | None:
        """Return what is asked for; what is usual where the address asks for what there is not.

        None where no month of all is whole, of which nothing can be said.
        """
        usual = usual_period(self._facts)
        if usual is None:
            return None
        held = self.cleaned_data if self.is_valid() else {}
        period = self._period(held, usual)
        earlier = (held.get("earlier_first", ""), held.get("earlier_last", ""))
        return Wanted(
            show=held.get("show") or Measure.INCIDENTS.value,
            period=period,
            categories=_categories(self._facts, held),
            earlier=earlier if all(earlier) else None,
            area=area,
        )

    def _period(self, held: Mapping[str, Any], usual: Period) -> Period:
        first, last = held.get("first") or usual.first, held.get("last") or usual.last
        try:
            return period_of(self._facts, first, max(first, last))
        except BadInput as refused:
            self.add_error("first", refused.faults[0])
            return usual


def _filled(data: QueryDict, at_first: Mapping[str, str]) -> QueryDict | None:
    """Return what an address asks for, with what is usual where it says nothing."""
    if not data:
        return None
    made = data.copy()
    for name, value in at_first.items():
        if not made.get(name):
            made[name] = value
    return made


def usual_period(facts: CubeFacts) -> Period | None:
    """Return the latest months that something can be said of; None where no month is whole."""
    if not facts.whole_months():
        return None
    for count in (USUAL_MONTHS, len(facts.months)):
        try:
            return last_months(facts, count)
        except BadInput:
            continue
    return None


def _categories(facts: CubeFacts, held: Mapping[str, Any]) -> tuple[str, ...]:
    asb = held.get("asb", "")
    there = [ASB] if ASB in facts.categories else []
    crimes = [one for one in facts.categories if one != ASB]
    if asb == Asb.ALONE and there:
        return (ASB,)
    chosen = held.get("category") or crimes
    return (*chosen, *(there if asb == Asb.WITH or not chosen else []))
