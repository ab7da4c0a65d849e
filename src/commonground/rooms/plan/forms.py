"""The forms of plans and recommendations. What they hold is passed to an action as one value."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import OFFICIAL
from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.choices import OF_MARKINGS, Choices, RestsOn, none_or
from commonground.rooms.plan.fields import DayField, IdField, IdsField, LongField, VersionField
from commonground.rooms.plan.models import NAME_LENGTH, TEXT_LENGTH, Standing
from commonground.rooms.plan.plan_actions import RecommendationFields
from commonground.rooms.visible import LineField


class PlanForm(forms.Form):
    """What is said of a plan."""

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    strand_set = forms.ChoiceField(label=_("Strands"), widget=forms.RadioSelect)
    starts_on = DayField(label=_("Starts on"))
    ends_on = DayField(label=_("Ends on"), required=False)
    ranking = IdField(
        label=_("The ranking whose shortlist it answers"), required=False,
        help_text=_("Its issues are offered first, and gaps are looked for under each strand."),
    )  # fmt: skip
    board = IdField(label=_("Reported to"), required=False)
    new_board = LineField(
        label=_("Or to a board that is not in the list yet"), max_length=NAME_LENGTH,
        required=False,
    )  # fmt: skip
    marking = forms.ChoiceField(label=_("Marking"), choices=OF_MARKINGS, initial=OFFICIAL)
    version = VersionField()

    def __init__(
        self, *args: Any, sets: Choices, boards: Choices, rankings: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, sets, "strand_set")
        set_choices(self, none_or(_("None"), boards), "board")
        set_choices(self, none_or(_("None"), rankings), "ranking")


class RecommendationForm(forms.Form):
    """What is said of a recommendation, and what it rests on."""

    strand = forms.ChoiceField(label=_("Strand"), widget=forms.RadioSelect)
    text = LongField(label=_("Recommendation"), max_length=TEXT_LENGTH)
    priority = forms.IntegerField(
        label=_("Priority"), required=False, min_value=1, max_value=999,
        help_text=_("1 is the first"),
    )  # fmt: skip
    shortlisted = IdsField(label=_("Issues on the shortlist that it answers"))
    others = IdsField(label=_("Other issues that it answers"))
    golden_themes = IdsField(label=_("Golden themes that it rests on"))
    judgement = LongField(
        label=_("Judgement or evidence"), required=False, max_length=TEXT_LENGTH,
        help_text=_("What is known that makes this worth doing, and where it stands."),
    )  # fmt: skip
    marking = forms.ChoiceField(label=_("Marking"), choices=OF_MARKINGS, initial=OFFICIAL)
    version = VersionField()

    def __init__(self, *args: Any, strands: Choices, rests_on: RestsOn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, strands, "strand")
        for name, some in (
            ("shortlisted", rests_on.shortlisted), ("others", rests_on.others),
            ("golden_themes", rests_on.themes),
        ):  # fmt: skip
            if some:
                set_choices(self, some, name)
            else:
                del self.fields[name]

    @property
    def told(self) -> RecommendationFields:
        """What the form holds, as an action takes it."""
        held = self.cleaned_data
        return RecommendationFields(
            strand=held["strand"], text=held["text"], priority=held["priority"],
            issues=frozenset([*held.get("shortlisted", ()), *held.get("others", ())]),
            golden_themes=frozenset(held.get("golden_themes", ())),
            judgement=held["judgement"], marking=held["marking"],
        )  # fmt: skip


class StandingForm(forms.Form):
    """Whether a recommendation still stands, and why not."""

    standing = forms.ChoiceField(
        label=_("Standing"), choices=Standing.choices, widget=forms.RadioSelect
    )
    reason = LongField(
        label=_("Reason"), required=False, max_length=TEXT_LENGTH,
        help_text=_("Why it no longer stands. It is printed with the plan."),
    )  # fmt: skip
    version = VersionField()
