"""The forms of the log of community tension."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL_SENSITIVE
from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.fields import DayField, IdField, LongField
from commonground.rooms.plan.models import TEXT_LENGTH
from commonground.rooms.profile.models import NAME_LENGTH
from commonground.rooms.profile.tension_steps import steps
from commonground.rooms.visible import LineField


class NoticedForm(forms.Form):
    """What was noticed of tension in a community."""

    on = DayField(label=_("When"), initial=date.today)
    where = LineField(
        label=_("Where"), max_length=NAME_LENGTH,
        help_text=_("A neighbourhood, a place or a community. Name no person."),
    )  # fmt: skip
    what = LongField(
        label=_("What was noticed"), max_length=TEXT_LENGTH,
        help_text=_("What was seen or heard, and by whom in general. Name no person."),
    )  # fmt: skip
    step = forms.ChoiceField(label=_("How far it has come"), widget=forms.RadioSelect)
    agency = IdField(label=_("Agency that noticed it"))
    response = LongField(label=_("What was done about it"), max_length=TEXT_LENGTH, required=False)
    marking = forms.ChoiceField(
        label=_("Marking"), choices=[(one, one) for one in MARKINGS], initial=OFFICIAL_SENSITIVE,
        help_text=_("Nothing above OFFICIAL-SENSITIVE may be kept here."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, [("", _("Choose an agency")), *agencies], "agency")
        told = [(one.id, f"{_now(one.label)}: {_now(one.meaning)}") for one in steps()]
        set_choices(self, told, "step")


class WithdrawForm(forms.Form):
    """Why an entry is withdrawn."""

    because = LongField(
        label=_("Why it is withdrawn"), max_length=TEXT_LENGTH,
        help_text=_("It stays in the log with this reason, and counts no more."),
    )  # fmt: skip
