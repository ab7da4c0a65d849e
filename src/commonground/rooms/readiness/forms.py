"""The forms of this room. What they hold is passed to an action by name."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import set_choices
from commonground.rooms.readiness.judging.engine import Settings, asked
from commonground.rooms.readiness.judging.rulebook import LARGEST_THRESHOLD, Rule
from commonground.rooms.readiness.models import Stage
from commonground.rooms.visible import LineField

DAY = _("For example, 31/3/2027")
WHO_LENGTH, TEXT_LENGTH, ROLE_LENGTH, URL_LENGTH = 200, 4_000, 150, 1_000
Choices = Iterable[tuple[str, str]]


class AnswerForm(forms.Form):
    """An answer for what a rule finds wrong."""

    reason = forms.CharField(
        label=_("Reason"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why it is right as it is, or what is being done. An inspector reads this."),
    )  # fmt: skip
    given_by = LineField(
        label=_("Who says so"), max_length=WHO_LENGTH,
        help_text=_("A person, or a board and the date of its meeting"),
    )  # fmt: skip
    review_on = forms.DateField(label=_("Look at it again on"), help_text=DAY)


class TakeBackForm(forms.Form):
    """Taking an answer back."""

    given_by = LineField(label=_("Who says so"), max_length=WHO_LENGTH)


class RuleForm(forms.Form):
    """The thresholds of one rule, and whether it is judged at all."""

    off_reason = forms.CharField(
        label=_("Why this rule is turned off"), required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave it empty to keep the rule on."),
    )  # fmt: skip
    set_by = LineField(
        label=_("Who decided it"), max_length=WHO_LENGTH,
        help_text=_("A person, or a board and the date of its meeting"),
    )  # fmt: skip

    def __init__(self, *args: Any, rule: Rule, settings: Settings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        held = asked(rule, settings)
        numbers = {
            one.id: forms.IntegerField(
                label=_("%(label)s (%(unit)s)") % {
                    "label": _(one.label), "unit": _(one.unit)
                }, min_value=1,
                max_value=LARGEST_THRESHOLD, initial=held[one.id],
                help_text=_("As shipped: %(value)s") % {"value": one.value},
            )
            for one in rule.thresholds
        }  # fmt: skip
        self.fields["off_reason"].initial = settings.off.get(rule.id, "")
        self.fields = {**numbers, **self.fields}

    @property
    def values(self) -> dict[str, int]:
        """The thresholds as they were sent."""
        return {one.id: self.cleaned_data[one.id] for one in self.rule.thresholds}


class InspectionForm(forms.Form):
    """A recommendation of an inspection."""

    body = LineField(
        label=_("Who inspected"), max_length=WHO_LENGTH,
        help_text=_("An inspectorate, a peer review or a scrutiny committee"),
    )  # fmt: skip
    held_on = forms.DateField(label=_("Date of the report"), help_text=DAY)
    text = forms.CharField(
        label=_("Recommendation"), max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    received_on = forms.DateField(label=_("Received"), help_text=DAY)
    due_on = forms.DateField(label=_("Due"), help_text=DAY, required=False)
    owner_agency = forms.ChoiceField(label=_("Agency that answers for it"), required=False)
    owner_role = LineField(
        label=_("Role that answers for it"), max_length=ROLE_LENGTH, required=False
    )
    actions = forms.CharField(
        label=_("Actions that answer it"), max_length=500, required=False,
        help_text=_("Their numbers in the action plan, such as A12, A15"),
    )  # fmt: skip
    repeats = forms.ChoiceField(
        label=_("Came back from"), required=False,
        help_text=_("Where an earlier inspection asked for the same, choose what it asked then."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agencies: Choices, earlier: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, [("", _("Nobody yet")), *agencies], "owner_agency")
        set_choices(self, [("", _("Asked for the first time")), *earlier], "repeats")

    def clean_actions(self) -> list[int]:
        """Return the numbers of the actions, however they are parted."""
        words = re.split(r"[\s,;]+", self.cleaned_data["actions"].strip())
        found = [re.fullmatch(r"[Aa]?(\d{1,6})", one) for one in words if one]
        if not all(found):
            raise forms.ValidationError(
                _("Enter the numbers of actions with commas between, such as A12, A15.")
            )
        return [int(one[1]) for one in found if one]


class StepForm(forms.Form):
    """How far a recommendation of an inspection has come."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Since"), help_text=DAY, initial=date.today)
    note = forms.CharField(
        label=_("What happened"), max_length=TEXT_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("What shows that it is done"), max_length=TEXT_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("To close it, this is needed."),
    )  # fmt: skip
    evidence_url = forms.URLField(
        label=_("Link to it"), max_length=URL_LENGTH, required=False, assume_scheme="https"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
