"""The forms of this room. What they hold is passed to an action by name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonground.rooms.meetings.actions import Plan
from commonground.rooms.people.models import Membership

DAY = _("For example, 31/3/2027")
TIME = _("For example, 14:30")


class MeetingForm(forms.Form):
    """What a meeting is. Its day may wait until people have said which suits them."""

    name = forms.CharField(
        label=_("Name of the meeting"), help_text=_("For example, Violence, first meeting"),
        max_length=150,
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place"), help_text=_("A room, or where to dial in"), max_length=200,
        required=False,
    )  # fmt: skip
    day = forms.DateField(label=_("Day"), help_text=DAY, required=False)
    time = forms.TimeField(
        label=_("Starts at"), help_text=TIME, required=False,
        widget=forms.TimeInput(format="%H:%M"),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=5, max_value=24 * 60, initial=120
    )
    chair = forms.TypedChoiceField(label=_("Chair"), required=False)
    notes = forms.CharField(
        label=_("Notes"), widget=forms.Textarea, required=False,
        help_text=_("For yourself and the other leaders: the agenda, or what to bring"),
    )  # fmt: skip

    def __init__(self, *args: Any, chairs: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._chairs = {str(one.pk): one for one in chairs}
        field = self.fields["chair"]
        if isinstance(field, forms.ChoiceField):
            named = [(key, one.person.name) for key, one in self._chairs.items()]
            field.choices = [("", _("Nobody yet")), *named]

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if bool(held.get("day")) != bool(held.get("time")) and not self.errors:
            self.add_error(
                "time" if held.get("day") else "day",
                _now("Enter both the day and the time, or neither."),
            )
        return held

    def plan(self) -> Plan:
        """Return what the form holds, as an action takes it."""
        held = self.cleaned_data
        return Plan(
            name=held["name"],
            place=held["place"],
            starts_at=moment(held),
            minutes=held["minutes"],
            chair=self._chairs.get(held["chair"]),
            notes=held["notes"],
        )


class ChangeMeetingForm(MeetingForm):
    """A meeting that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def moment(held: dict[str, Any]) -> datetime | None:
    """Return the day and time of a form as one, where they are told here."""
    if not held["day"]:
        return None
    return timezone.make_aware(datetime.combine(held["day"], held["time"]))


class DateForm(forms.Form):
    """A date that a meeting could be held on."""

    day = forms.DateField(label=_("Day"), help_text=DAY)
    time = forms.TimeField(
        label=_("Starts at"), help_text=TIME, widget=forms.TimeInput(format="%H:%M")
    )

    def starts_at(self) -> datetime:
        """Return the day and time as one, where they are told here."""
        held = self.cleaned_data
        return timezone.make_aware(datetime.combine(held["day"], held["time"]))
