"""The forms of how owners are asked, and of what was sent to them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.plan.asking_access import LetterState
from commonground.rooms.plan.asking_actions import MOST_DAYS, RulesFields
from commonground.rooms.plan.fields import VersionField
from commonground.rooms.plan.models import Letter, Rhythm

STATES = {
    LetterState.SENT: _("Sent"),
    LetterState.FAILED: _("Not sent"),
    LetterState.WAITING: _("Waiting to be sent"),
    LetterState.NEEDLESS: _("Not needed any more"),
}


class AskingForm(forms.Form):
    """How owners are asked."""

    is_on = forms.TypedChoiceField(
        label=_("E-mails about the plan"), choices=[("on", _("On")), ("off", _("Off"))],
        coerce=lambda one: one == "on", widget=forms.RadioSelect,
        help_text=_("They go out when the server’s timer runs, or when you send them."),
    )  # fmt: skip
    every_months = forms.TypedChoiceField(
        label=_("Ask each owner how their actions go"), choices=Rhythm.choices,
        coerce=lambda one: Rhythm(int(one)), widget=forms.RadioSelect,
    )  # fmt: skip
    days_before = forms.IntegerField(
        label=_("Remind them so many days before a review or due date"),
        min_value=0, max_value=MOST_DAYS,
    )  # fmt: skip
    days_after = forms.IntegerField(
        label=_("Tell the chair so many days after one that was missed"),
        min_value=0, max_value=MOST_DAYS,
    )  # fmt: skip
    version = VersionField()

    @property
    def told(self) -> RulesFields:
        """What the form holds, as an action takes it."""
        held = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return RulesFields(**held)


class LettersForm(forms.Form):
    """Which letters of the log are shown."""

    letter = forms.TypedChoiceField(
        label=_("Letter"), choices=[("", _("All")), *Letter.choices], coerce=Letter,
        empty_value=None, required=False,
    )  # fmt: skip
    state = forms.TypedChoiceField(
        label=_("Now"), choices=[("", _("All")), *((one.value, STATES[one]) for one in STATES)],
        coerce=LetterState, empty_value=None, required=False,
    )  # fmt: skip
