"""The form by which somebody says which actions of a plan to show; it stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.choices import Choices, none_or
from commonground.rooms.plan.fields import DayField, IdField
from commonground.rooms.plan.models import Status
from commonground.rooms.plan.viewing import Lack, Wanted

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Between which years a plan is looked at."""
_LACKS = [
    ("", _("All")),
    (Lack.OWNER.value, _("Nobody leads it")),
    (Lack.MEASURE.value, _("Nothing measures it")),
    (Lack.REVIEW.value, _("It has no date of review")),
]


class WantedActionsForm(forms.Form):
    """Which actions of a plan are shown."""

    strand = forms.ChoiceField(label=_("Strand"), required=False)
    priority = forms.IntegerField(
        label=_("Priority"), required=False, min_value=1, max_value=32_767,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    status = forms.TypedChoiceField(
        label=_("Status"), choices=[("", _("All")), *Status.choices], coerce=Status,
        empty_value=None, required=False,
    )  # fmt: skip
    agency = IdField(label=_("Agency that leads or supports"), required=False)
    late = forms.ChoiceField(
        label=_("Dates"), choices=[("", _("All")), ("late", _("Late only"))], required=False
    )
    lack = forms.TypedChoiceField(
        label=_("What is missing"), choices=_LACKS, coerce=Lack, empty_value=None, required=False
    )
    since = DayField(label=_("Due or reviewed from"), required=False)
    until = DayField(label=_("Due or reviewed until"), required=False)

    def __init__(self, *args: Any, strands: Choices, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, none_or(_("All"), strands), "strand")
        set_choices(self, none_or(_("All"), agencies), "agency")

    def clean(self) -> dict[str, Any]:
        held = self.cleaned_data
        for name in ("since", "until"):
            if held.get(name) and not FIRST_YEAR <= held[name].year <= LAST_YEAR:
                years = {"first": FIRST_YEAR, "last": LAST_YEAR}
                self.add_error(name, _now("Enter a year from %(first)s to %(last)s.") % years)
        since, until = held.get("since"), held.get("until")
        if since and until and until < since:
            told = {"until": day_in_words(until), "since": day_in_words(since)}
            self.add_error(
                "until", _now("The last day, %(until)s, comes before the first, %(since)s.") % told
            )
        return held

    @property
    def wanted(self) -> Wanted:
        """What is asked for; everything where the address asks for what there is not."""
        if not self.is_valid():
            return Wanted()
        held = dict(self.cleaned_data)
        return Wanted(is_late=bool(held.pop("late")), **held)

    @property
    def is_part(self) -> bool:
        """Whether the address asks for some of the actions alone."""
        return any(self.data.get(name) for name in self.fields)
