"""The forms of what is entered in a profile, one for each kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.documents.profile.yardstick import yardstick
from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.fields import DayField, IdField, LongField, VersionField
from commonground.rooms.plan.models import TEXT_LENGTH
from commonground.rooms.profile.models import (
    NAME_LENGTH,
    ROLE_LENGTH,
    Change,
    Confidence,
    Found,
    VulnerabilitySort,
)
from commonground.rooms.visible import LineField

Pairs = Iterable[tuple[str, str]]
_ANY = [("", _("None"))]
_ONE = [("", _("Choose one"))]


class EntryForm(forms.Form):
    """What every kind of entry has: its threat, its marking and its version."""

    threat = forms.ChoiceField(label=_("Threat"), required=False)
    marking = forms.ChoiceField(
        label=_("Marking"), choices=[(one, one) for one in MARKINGS], initial=OFFICIAL,
        help_text=_("Nothing above OFFICIAL-SENSITIVE may be kept here."),
    )  # fmt: skip
    version = VersionField()
    first: tuple[str, ...] = ()
    """The fields that stand before the threat and the marking."""

    def __init__(self, *args: Any, choices: Mapping[str, Pairs], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("threat", "agency", "judgement", "strand"):
            if name in self.fields:
                empty = _ANY if not self.fields[name].required else _ONE
                set_choices(self, [*empty, *choices[name]], name)
        self.order_fields([*self.first, "threat", "marking", "version"])

    @property
    def values(self) -> dict[str, Any]:
        """What is said, by the names of the model's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class JudgementForm(EntryForm):
    """A key judgement."""

    first = ("statement", "likelihood", "confidence", "evidence", "change")
    statement = LongField(
        label=_("Judgement"), max_length=TEXT_LENGTH,
        help_text=_("One sentence that says what is likely, where and why."),
    )  # fmt: skip
    likelihood = LineField(
        label=_("Likelihood"), max_length=60, required=False,
        help_text=_("A word of the yardstick: %(words)s. Another word is kept, with a warning."),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=_("Confidence"), choices=[*_ANY, *Confidence.choices], required=False,
        help_text=_("By the quality of what it rests on, not by how likely it is."),
    )  # fmt: skip
    evidence = LongField(
        label=_("Evidence"), max_length=TEXT_LENGTH, required=False,
        help_text=_("Which data, of which agency and period; where it can be looked up."),
    )  # fmt: skip
    change = forms.ChoiceField(
        label=_("Change since the last profile"), choices=[*_ANY, *Change.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["likelihood"]
        words = ", ".join(one.told for one in yardstick())
        field.help_text = str(field.help_text) % {"words": words}


class FindingForm(EntryForm):
    """What the profile found of a threat."""

    first = ("threat", "found", "reason", "groups")
    threat = forms.ChoiceField(label=_("Threat"))
    found = forms.ChoiceField(label=_("Finding"), choices=Found.choices, widget=forms.RadioSelect)
    reason = LongField(
        label=_("Reason"), max_length=TEXT_LENGTH, required=False,
        help_text=_("How you know, where it is not present; why nothing is known, where it is a "
                    "gap."),
    )  # fmt: skip
    groups = forms.IntegerField(
        label=_("Organised crime groups known"), min_value=0, max_value=10_000, required=False,
        help_text=_("It stands in the partners’ build alone."),
    )  # fmt: skip


class VulnerabilityForm(EntryForm):
    """A vulnerability."""

    first = ("sort", "name", "why")
    sort = forms.ChoiceField(
        label=_("Of what"), choices=VulnerabilitySort.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=_("Name"), max_length=NAME_LENGTH,
        help_text=_("A cohort, a kind of place, business or system. Name no person."),
    )  # fmt: skip
    why = LongField(label=_("Why, and how it shows"), max_length=TEXT_LENGTH)


class GapForm(EntryForm):
    """An intelligence gap."""

    first = ("what", "agency", "owner_role", "method", "due_on")
    what = LongField(label=_("What is not known"), max_length=TEXT_LENGTH)
    agency = IdField(label=_("Owner"), required=False)
    owner_role = LineField(
        label=_("Role"), max_length=ROLE_LENGTH, required=False,
        help_text=_("A role or a team, so that it survives a leaver."),
    )  # fmt: skip
    method = LongField(label=_("How it will be found out"), max_length=TEXT_LENGTH, required=False)
    due_on = DayField(label=_("By when"), required=False)


class ResponseForm(EntryForm):
    """What is done now."""

    first = ("strand", "what", "agency", "capacity", "capability")
    strand = forms.ChoiceField(label=_("Strand"))
    what = LongField(label=_("What is done"), max_length=TEXT_LENGTH)
    agency = IdField(label=_("Led by"), required=False)
    capacity = LongField(
        label=_("Capacity"), max_length=TEXT_LENGTH, required=False,
        help_text=_("How many people, how much time and money there is for it."),
    )  # fmt: skip
    capability = LongField(
        label=_("Capability"), max_length=TEXT_LENGTH, required=False,
        help_text=_("Whether those who do it have the skills, the powers and the tools."),
    )  # fmt: skip


class AdviceForm(EntryForm):
    """A recommendation."""

    first = ("strand", "what", "judgement")
    strand = forms.ChoiceField(label=_("Strand"))
    what = LongField(label=_("Recommendation"), max_length=TEXT_LENGTH)
    judgement = IdField(label=_("Judgement"), required=False)


FORMS: Mapping[str, type[EntryForm]] = {
    "judgements": JudgementForm,
    "findings": FindingForm,
    "vulnerabilities": VulnerabilityForm,
    "responses": ResponseForm,
    "gaps": GapForm,
    "recommendations": AdviceForm,
}
"""The form of each kind of entry, by its id."""


class PlanForm(forms.Form):
    """Which plan a recommendation is taken into."""

    plan = IdField(label=_("Action plan"))

    def __init__(self, *args: Any, plans: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, [("", _("Choose a plan")), *plans], "plan")
