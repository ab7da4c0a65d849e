"""The form by which a board says since when it looks."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonground.rooms.plan.fields import DayField


class SinceForm(forms.Form):
    """Since which day to show what moved."""

    since = DayField(label=_("What moved since"), required=False)

    def clean_since(self) -> date | None:
        day: date | None = self.cleaned_data["since"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_now("Enter a day that is not after today."))
        return day

    @property
    def asked_day(self) -> date | None:
        """The day that is asked for; None where the address asks for none."""
        return self.cleaned_data["since"] if self.is_valid() else None
