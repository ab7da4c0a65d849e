"""Fields that the forms of this room share: days, figures, choices by their ids."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = _("For example, 31/3/2027")


class IdField(forms.TypedChoiceField):
    """A choice of one object by its id, or of none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, **kwargs)


class IdsField(forms.TypedMultipleChoiceField):
    """A choice of some objects by their ids."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=UUID, empty_value=[], required=False, widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )  # fmt: skip


class DayField(forms.DateField):
    """A day, typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DAY)
        super().__init__(**kwargs)


class FigureField(forms.DecimalField):
    """A figure, typed as text: some phones' keyboards for whole numbers have no point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})


class LongField(forms.CharField):
    """Text of several lines."""

    widget = forms.Textarea(attrs={"rows": 4})


class VersionField(forms.IntegerField):
    """The version of the thing that a form was opened on."""

    widget = forms.HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})
