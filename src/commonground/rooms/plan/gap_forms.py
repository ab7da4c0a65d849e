"""The form of a reason for a gap."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.plan.action_fields import BY_LENGTH
from commonground.rooms.plan.fields import LongField, VersionField
from commonground.rooms.plan.models import TEXT_LENGTH
from commonground.rooms.visible import LineField


class GapForm(forms.Form):
    """Why nothing is done, and who decided that."""

    reason = LongField(
        label=_("Reason"), max_length=TEXT_LENGTH,
        help_text=_("Such as what others do already, or what would have to change first."),
    )  # fmt: skip
    decided_by = LineField(
        label=_("Decided by"), max_length=BY_LENGTH, help_text=_("A person, or a board.")
    )
    version = VersionField(initial=0)

    def clean_version(self) -> int:
        """Return the number of the last reason that was seen; 0 for none."""
        return self.cleaned_data["version"] or 0
