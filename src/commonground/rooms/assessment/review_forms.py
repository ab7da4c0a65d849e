"""The form of this room: one answer to each closing question."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commonground.documents.assessment.answers import self_review


class ReviewForm(forms.Form):
    """What an agency answers; nothing has to be answered."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self_review().questions:
            self.fields[one.id] = forms.CharField(
                label=_(one.label), required=False, widget=forms.Textarea(attrs={"rows": 4})
            )

    @property
    def words(self) -> dict[str, str]:
        """The answers by the ids of the questions."""
        return {one.id: self.cleaned_data[one.id] for one in self_review().questions}
