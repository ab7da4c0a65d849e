"""The forms of the register. What they hold is passed to an action by name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.fields import DayField, IdField, LongField, VersionField
from commonground.rooms.plan.models import TEXT_LENGTH
from commonground.rooms.profile.models import NAME_LENGTH, ROLE_LENGTH, Cadence, Gateway
from commonground.rooms.visible import LineField


class DataSetForm(forms.Form):
    """A data set of the register."""

    agency = IdField(label=_("Agency"))
    name = LineField(
        label=_("Data set"), max_length=NAME_LENGTH,
        help_text=_("Such as “Ambulance call-outs to assaults”"),
    )  # fmt: skip
    owner_role = LineField(
        label=_("Who answers for it at the agency"), max_length=ROLE_LENGTH, required=False,
        help_text=_("A role or a team, not a person"),
    )  # fmt: skip
    gateway = forms.ChoiceField(
        label=_("Legal gateway"), choices=Gateway.choices, required=False,
        help_text=_("The sections are of the Crime and Disorder Act 1998."),
    )  # fmt: skip
    gateway_words = LongField(
        label=_("The gateway in words"), max_length=TEXT_LENGTH, required=False,
        help_text=_("Needed for another gateway; otherwise what there is to add"),
    )  # fmt: skip
    agreement = LineField(
        label=_("Sharing agreement"), max_length=NAME_LENGTH, required=False,
        help_text=_("Its name or number. Open data need none."),
    )  # fmt: skip
    agreement_review_on = DayField(label=_("Review of the agreement"), required=False)
    cadence = forms.ChoiceField(label=_("How often it is supplied"), choices=Cadence.choices)
    coverage = LongField(
        label=_("Coverage"), max_length=TEXT_LENGTH, required=False,
        help_text=_("What area and people it is about, and what of them it misses"),
    )  # fmt: skip
    caveats = LongField(
        label=_("Caveats"), max_length=TEXT_LENGTH, required=False,
        help_text=_("What somebody must know before they draw a conclusion from it"),
    )  # fmt: skip
    onward = LongField(
        label=_("Rule for passing it on"), max_length=TEXT_LENGTH, required=False,
        help_text=_("What its originator asks of whoever shows it to others"),
    )  # fmt: skip
    is_ended = forms.BooleanField(label=_("It is not supplied any more"), required=False)
    version = VersionField()

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, [("", _("Choose an agency")), *agencies], "agency")


class SupplyForm(forms.Form):
    """That a data set came."""

    period_from = DayField(label=_("First day that it is about"))
    period_to = DayField(label=_("Last day that it is about"))
    received_on = DayField(label=_("Received"), initial=date.today)
    note = LongField(
        label=_("Note"), max_length=TEXT_LENGTH, required=False,
        help_text=_("Such as what was missing in it, or that it replaces an earlier one"),
    )  # fmt: skip


class RequestForm(forms.Form):
    """That an agency was asked for a data set."""

    asked_on = DayField(label=_("Asked"), initial=date.today)
    due_on = DayField(label=_("To be here by"))
    how = LongField(
        label=_("Whom you asked, and how"), max_length=TEXT_LENGTH, required=False,
        help_text=_("A role and a way, such as “performance team, by phone”"),
    )  # fmt: skip
    to = IdField(
        label=_("Send it by e-mail now"), required=False,
        help_text=_("To somebody who is here for the agency. Your address is where they answer."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, [("", _("No, it was asked for another way")), *people], "to")
