"""The form by which the board moves the line."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Why an issue is taken in or out, and who decided it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("As it should read to an inspector in a year"),
        widget=forms.Textarea,
    )
    decided_by = forms.CharField(
        label=_("Who decided it, and when"),
        help_text=_("For example, the board, 3 March 2027"),
        max_length=200,
    )
