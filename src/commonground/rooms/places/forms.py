"""The forms of this room. What they hold is passed to an action by name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.places.models import AreaKind, Level
from commonground.rooms.places.models.areas import NAME_LENGTH
from commonground.rooms.searching import MOST_CHARACTERS
from commonground.rooms.visible import LineField

OPEN_GOVERNMENT_LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Contains "
    "OS data © Crown copyright and database right. Source: Office for National Statistics."
)
"""What the publisher of the usual boundaries asks to be printed; as it is, in English."""


class SearchAreaForm(forms.Form):
    """What is looked for in the look-ups."""

    kind = forms.ChoiceField(
        label=_("What to look for"),
        choices=[
            (AreaKind.CSP.value, _("The area of a community safety partnership")),
            (AreaKind.DISTRICT.value, _("A district")),
            (AreaKind.WARDS.value, _("Wards of a district")),
        ],
        widget=forms.RadioSelect, initial=AreaKind.CSP.value,
    )  # fmt: skip
    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=MOST_CHARACTERS,
        widget=forms.SearchInput,
        help_text=_("A part of the name is enough; nothing lists them all"),
    )  # fmt: skip


class NameAreaForm(forms.Form):
    """What an area is called here."""

    name = LineField(
        label=_("What it is called here"), max_length=NAME_LENGTH,
        help_text=_("It stands over every map and table"),
    )  # fmt: skip


class BoundariesForm(forms.Form):
    """A file of boundaries."""

    level = forms.ChoiceField(
        label=_("Of what the boundaries are"), choices=Level.choices, initial=Level.LSOA.value,
        widget=forms.RadioSelect,
    )  # fmt: skip
    file = forms.FileField(
        label=_("Boundary file"),
        help_text=_("GeoJSON (.geojson, .json) or GeoPackage (.gpkg), at most 60 MB"),
    )
    licence = forms.CharField(
        label=_("Licence, as it is printed under each map"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), initial=OPEN_GOVERNMENT_LICENCE,
    )  # fmt: skip


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, at least one."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return each file that was sent, as a list."""
        sent = (data if isinstance(data, list | tuple) else [data]) or [None]
        one = super().clean
        return [one(each, initial) for each in sent]


class ImportForm(forms.Form):
    """Files of data.police.uk, or a cube that was made of them."""

    file = FilesField(
        label=_("Files"),
        widget=_SeveralFiles(attrs={"multiple": True}),
        help_text=_(
            "Street files of data.police.uk as csv, or in a zip as it was downloaded, of every "
            "force that polices the area; or a cube (.cube). At most 200 MB together"
        ),
    )  # fmt: skip


class ShowImportForm(forms.Form):
    """Why an earlier import is shown again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands beside the import, with your name and the date"),
    )  # fmt: skip
