"""The form that starts a check by two coders."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import set_choices
from commonground.rooms.people.models import Person


class StartCheckForm(forms.Form):
    """Who the two coders are."""

    first = forms.ChoiceField(label=_("Coder A"))
    second = forms.ChoiceField(label=_("Coder B"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        named = [(pk, one.name) for pk, one in self._people.items()]
        set_choices(self, [("", _("Choose somebody")), *named], "first", "second")

    def clean_first(self) -> Person:
        return self._people[self.cleaned_data["first"]]

    def clean_second(self) -> Person:
        second = self._people[self.cleaned_data["second"]]
        if second == self.cleaned_data.get("first"):
            raise ValidationError(_("Choose two different people."))
        return second
