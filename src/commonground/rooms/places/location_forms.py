"""The forms of priority locations: one, its links, its end, and a suggestion set aside."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.choosing import set_choices
from commonground.rooms.places.location_actions import LocationSaid
from commonground.rooms.places.models import Confidence
from commonground.rooms.places.models.areas import NAME_LENGTH
from commonground.rooms.places.models.locations import TEXT_LENGTH
from commonground.rooms.plan.fields import IdsField, LongField, VersionField
from commonground.rooms.visible import LineField

_MOST_UNKNOWN = 5


class LocationForm(forms.Form):
    """What is said of a priority location. Areas are lines: a name or a code each."""

    name = LineField(
        label=_("Name"), max_length=NAME_LENGTH,
        help_text=_("What people call the place. Name no person and no address."),
    )  # fmt: skip
    areas = forms.CharField(
        label=_("Areas"), required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A line for each: its name, such as “Birmingham 138A”, or its code"),
    )  # fmt: skip
    shape = forms.CharField(
        label=_("Shape"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "A polygon as GeoJSON, if the place is not made of whole areas. Where the map is "
            "shown, it can be drawn there."
        ),
    )  # fmt: skip
    reason = LongField(
        label=_("Reason"), max_length=TEXT_LENGTH,
        help_text=_("Why the partnership makes it a priority: what a board will be asked."),
    )  # fmt: skip
    evidence = LongField(
        label=_("Evidence"), required=False, max_length=TEXT_LENGTH,
        help_text=_("What it rests on, with figures and where they come from."),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=_("Confidence"), choices=Confidence.choices, widget=forms.RadioSelect
    )
    marking = forms.ChoiceField(
        label=_("Marking"), choices=[(one, one) for one in MARKINGS], initial=OFFICIAL
    )
    version = VersionField()

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = known

    def clean_areas(self) -> dict[str, str]:
        """Return the name of each area that is meant, by its code, each once."""
        by_name = {name.casefold(): code for code, name in self._known.items()}
        found: dict[str, str] = {}
        unknown = []
        for line in self.cleaned_data["areas"].splitlines():
            text = " ".join(line.split())
            code = text if text in self._known else by_name.get(text.casefold(), "")
            if code:
                found[code] = self._known[code]
            elif text:
                unknown.append(text)
        if unknown:
            said = ngettext(
                "This is no part of the area: %(names)s.",
                "These are no parts of the area: %(names)s.",
                len(unknown),
            )  # fmt: skip
            raise forms.ValidationError(said % {"names": ", ".join(unknown[:_MOST_UNKNOWN])})
        return found

    @property
    def told(self) -> LocationSaid:
        """What the form holds, as an action takes it."""
        held = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return LocationSaid(**held)


class LinksForm(forms.Form):
    """With which issues and actions a location hangs together."""

    issues = IdsField(label=_("Issues"))
    actions = IdsField(label=_("Actions"))

    def __init__(
        self, *args: Any, issues: Sequence[tuple[str, str]], actions: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        set_choices(self, issues, "issues")
        set_choices(self, actions, "actions")


class ReasonForm(forms.Form):
    """Why a location is closed, or a suggestion set aside."""

    reason = LongField(
        label=_("Reason"), max_length=TEXT_LENGTH,
        help_text=_("It stands beside it, with your name and the date"),
    )  # fmt: skip
    version = VersionField()
