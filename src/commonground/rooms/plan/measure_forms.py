"""The forms of measures and of what they read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.plan.action_fields import BY_LENGTH, MOST_MONTHS
from commonground.rooms.plan.fields import DayField, FigureField, VersionField
from commonground.rooms.plan.measure_actions import (
    NOTE_LENGTH,
    UNIT_LENGTH,
    MeasureFields,
    Read,
)
from commonground.rooms.plan.models import NAME_LENGTH, Better, MeasureKind
from commonground.rooms.visible import LineField


class MeasureForm(forms.Form):
    """What is said of a measure."""

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=MeasureKind.choices, widget=forms.RadioSelect,
        help_text=_("An input is effort, an output what was done, an outcome what changed."),
    )  # fmt: skip
    unit = LineField(
        label=_("Unit"), max_length=UNIT_LENGTH, required=False,
        help_text=_("What one is, such as offences a month. It is needed before it is read."),
    )  # fmt: skip
    better = forms.ChoiceField(
        label=_("Direction"), choices=Better.choices, widget=forms.RadioSelect
    )
    baseline = FigureField(label=_("Baseline"), max_digits=16, decimal_places=3, required=False)
    baseline_on = DayField(label=_("Date of the baseline"), required=False)
    target = FigureField(label=_("Target"), max_digits=16, decimal_places=3, required=False)
    target_on = DayField(label=_("Date of the target"), required=False)
    source = LineField(label=_("Source"), max_length=NAME_LENGTH, required=False)
    every_months = forms.IntegerField(
        label=_("Read every so many months"), required=False, min_value=1, max_value=MOST_MONTHS
    )
    version = VersionField()

    @property
    def told(self) -> MeasureFields:
        """What the form holds, as an action takes it."""
        held = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        kind, better = MeasureKind(held.pop("kind")), Better(held.pop("better"))
        return MeasureFields(kind=kind, better=better, **held)


class ReadingForm(forms.Form):
    """What a measure read on a day."""

    on = DayField(label=_("Date"))
    value = FigureField(label=_("Value"), max_digits=16, decimal_places=3)
    said_by = LineField(label=_("Who says so"), max_length=BY_LENGTH)
    note = LineField(label=_("Note"), max_length=NOTE_LENGTH, required=False)

    @property
    def read(self) -> Read:
        """What the form holds, as an action takes it."""
        return Read(**self.cleaned_data)
