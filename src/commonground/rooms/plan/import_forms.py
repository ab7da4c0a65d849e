"""What is sent to bring a plan's workbook back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.plan.importing import Prefer


class UploadWorkbookForm(forms.Form):
    """A workbook that was taken from this plan."""

    file = forms.FileField(
        label=_("The edited workbook"),
        help_text=_("An .xlsx file that was downloaded from this plan"),
    )


class ConfirmWorkbookForm(forms.Form):
    """A preview that somebody has looked at; what was read comes back with it, sealed."""

    read = forms.CharField(widget=forms.HiddenInput)


class DecideWorkbookForm(ConfirmWorkbookForm):
    """The same where something was changed in the file and here."""

    prefer = forms.ChoiceField(
        label=_("What holds where both were changed"),
        choices=[
            (Prefer.HERE.value, _("Keep what stands here")),
            (Prefer.FILE.value, _("Take what the file says")),
        ],
        widget=forms.RadioSelect,
    )
