"""The forms of disruptions: one, its moderation, and which of them a list shows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import OFFICIAL
from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.choices import OF_MARKINGS, Choices, none_or
from commonground.rooms.plan.disruption_access import Moderation, Wanted
from commonground.rooms.plan.disruption_actions import DisruptionFields
from commonground.rooms.plan.fields import DayField, IdField, LongField, VersionField
from commonground.rooms.plan.models import NAME_LENGTH, TEXT_LENGTH, Scale
from commonground.rooms.visible import LineField


def scale_choices(meanings: Mapping[Scale, str]) -> Choices:
    """Return each step of the scale with what it means here."""
    return [(one.value, f"{one.label}: {meanings[one]}") for one in Scale]


class DisruptionForm(forms.Form):
    """What is said of a disruption."""

    on = DayField(label=_("Date"))
    subject = LineField(
        label=_("What was disrupted"), max_length=NAME_LENGTH,
        help_text=_("A group, a line, a market or a place. Name no person."),
    )  # fmt: skip
    strand = forms.ChoiceField(label=_("Strand"))
    scale = forms.ChoiceField(label=_("Scale"), widget=forms.RadioSelect)
    rationale = LongField(
        label=_("Why this scale"), max_length=TEXT_LENGTH,
        help_text=_("What was seen to change, and how it is known."),
    )  # fmt: skip
    agency = IdField(label=_("Agency"))
    action = IdField(label=_("Action that it came of"), required=False)
    marking = forms.ChoiceField(label=_("Marking"), choices=OF_MARKINGS, initial=OFFICIAL)
    version = VersionField()

    def __init__(
        self, *args: Any, strands: Choices, agencies: Choices, actions: Choices,
        meanings: Mapping[Scale, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        set_choices(self, strands, "strand")
        set_choices(self, scale_choices(meanings), "scale")
        set_choices(self, none_or(_("Choose"), agencies), "agency")
        set_choices(self, none_or(_("None"), actions), "action")

    @property
    def told(self) -> DisruptionFields:
        """What the form holds, as an action takes it."""
        held = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        held["strand_set"], held["strand"] = held["strand"].split(":")
        return DisruptionFields(**{**held, "scale": Scale(held["scale"])})


class ModerateForm(forms.Form):
    """On which step a second person puts it, and why."""

    scale = forms.ChoiceField(label=_("Scale"), widget=forms.RadioSelect)
    reason = LongField(
        label=_("Reason"), max_length=TEXT_LENGTH,
        help_text=_("Why the scale stays or changes."),
    )  # fmt: skip
    version = VersionField(required=True)

    def __init__(self, *args: Any, meanings: Mapping[Scale, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, scale_choices(meanings), "scale")


class MeaningForm(forms.Form):
    """What a step of the scale means here."""

    meaning = LongField(
        label=_("Meaning"), max_length=TEXT_LENGTH, required=False,
        help_text=_("Leave it empty to go by the words that it comes with."),
    )  # fmt: skip
    version = VersionField(initial=0)

    def clean_version(self) -> int:
        """Return the version of the meaning that was seen; 0 where there was none."""
        return self.cleaned_data["version"] or 0


class WantedForm(forms.Form):
    """Which disruptions of the list are shown."""

    plan = IdField(label=_("Action plan"), required=False)
    scale = forms.TypedChoiceField(
        label=_("Scale"), choices=[("", _("All")), *Scale.choices], coerce=Scale,
        empty_value=None, required=False,
    )  # fmt: skip
    agency = IdField(label=_("Agency"), required=False)
    moderation = forms.TypedChoiceField(
        label=_("Moderation"), coerce=Moderation, empty_value=None, required=False,
        choices=[
            ("", _("All")), (Moderation.DONE.value, _("Moderated")),
            (Moderation.WAITING.value, _("Waiting for moderation")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, plans: Choices, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, none_or(_("All"), plans), "plan")
        set_choices(self, none_or(_("All"), agencies), "agency")

    @property
    def wanted(self) -> Wanted:
        """What is asked for; everything where the address asks for what there is not."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()
