"""The form by which the actions of somebody who left are given on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.choices import Choices
from commonground.rooms.plan.fields import IdField, IdsField, LongField
from commonground.rooms.plan.models import TEXT_LENGTH


class HandOverForm(forms.Form):
    """Who leads which of them from now on."""

    actions = IdsField(label=_("Actions to hand over"))
    to = IdField(
        label=_("Lead person from now on"), required=True,
        help_text=_("The lead agency and the lead role stay as they are."),
    )  # fmt: skip
    note = LongField(
        label=_("Why it changes"), required=False, max_length=TEXT_LENGTH,
        help_text=_("It is kept in the log of each action."),
    )  # fmt: skip

    def __init__(self, *args: Any, actions: Choices, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, actions, "actions")
        self.fields["actions"].required = True
        set_choices(self, [("", _("Choose somebody")), *members], "to")
