"""The forms by which owners answer: evidence, another date, and what the board says to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.plan.action_fields import BY_LENGTH
from commonground.rooms.plan.evidence_files import KeptFile, checked
from commonground.rooms.plan.fields import DayField, LongField, VersionField
from commonground.rooms.plan.models import NAME_LENGTH, TEXT_LENGTH, ProposedField
from commonground.rooms.visible import LineField


class EvidenceForm(forms.Form):
    """What shows that something was done."""

    name = LineField(
        label=_("What it shows"), max_length=NAME_LENGTH,
        help_text=_("Such as: minutes of the first meeting, 3 May"),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Link"), required=False, max_length=1000,
        help_text=_("Where the partnership can open it. Leave it empty if you send a file."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("A pdf, docx, xlsx, csv, txt, png or jpg of at most 5 MB. Send nothing that "
                    "names victims or suspects."),
    )  # fmt: skip

    @property
    def told(self) -> dict[str, Any]:
        """What the form holds, as an action takes it; BadInput for a file that cannot be kept."""
        upload = self.cleaned_data["file"]
        kept: KeptFile | None = checked(upload.name, upload.read()) if upload else None
        return {
            "name": self.cleaned_data["name"], "url": self.cleaned_data["url"], "file": kept,
        }  # fmt: skip


class ProposeDateForm(forms.Form):
    """Another date for an action."""

    field = forms.ChoiceField(
        label=_("Which date should move?"), choices=ProposedField.choices,
        initial=ProposedField.DUE, widget=forms.RadioSelect,
    )  # fmt: skip
    proposed = DayField(label=_("To which day?"))
    reason = LongField(
        label=_("Why?"), max_length=TEXT_LENGTH,
        help_text=_("The board reads this. The date stays as it is until they have decided."),
    )  # fmt: skip


class DecideDateForm(forms.Form):
    """What the board said to it."""

    is_accepted = forms.TypedChoiceField(
        label=_("What was decided?"), choices=[("yes", _("The date moves")), ("no", _("It stays"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    decided_by = LineField(
        label=_("Decided by"), max_length=BY_LENGTH,
        help_text=_("A board with its date, such as: community safety board of 3 May 2027"),
    )  # fmt: skip
    answer = LongField(
        label=_("What was said"), required=False, max_length=TEXT_LENGTH,
        help_text=_("Needed where the date stays. Who proposed it reads this."),
    )  # fmt: skip
    version = VersionField()
