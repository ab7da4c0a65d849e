"""The forms of this room. What they hold is passed to an action by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.consultation.allotting import Sharing
from commonground.rooms.consultation.methods import USUAL_RULES
from commonground.rooms.consultation.models import (
    OWN_WORDS_LENGTH,
    Anonymity,
    HeldBy,
    Round,
    ScoredInRoom,
)
from commonground.scoring.methods import Method

DAY = _("For example, 31/3/2027")
MOST_ISSUES = 1000
REASON_LENGTH = 500
Choices = list[tuple[str, str]]
"""What a field offers: what is sent, and what is read."""


class RoundForm(forms.Form):
    """What a round is."""

    name = forms.CharField(
        label=_("Name of the round"), help_text=_("For example, Autumn 2026"), max_length=150
    )
    method_id = forms.ChoiceField(label=_("Scoring method"), widget=forms.RadioSelect)
    held_by = forms.ChoiceField(
        label=_("How it is held"), choices=HeldBy.choices, widget=forms.RadioSelect
    )
    anonymity = forms.ChoiceField(
        label=_("Who may know who gave which score"),
        help_text=_(
            "Assessors are told before they score, and it cannot be changed after the round opens. "
            "The agency is always known: where one person speaks for it, so are they."
        ),
        choices=Anonymity.choices,
        widget=forms.RadioSelect,
    )
    scored_in_room = forms.ChoiceField(
        label=_("What somebody in a meeting may score"),
        help_text=_(
            "Where they may score every issue, those who come are heard more often; the closing "
            "tells how many were asked in the room."
        ),
        choices=ScoredInRoom.choices,
        widget=forms.RadioSelect,
        initial=ScoredInRoom.OWN,
    )
    opens_on = forms.DateField(
        label=_("Planned to open on"),
        help_text=_("For the plan alone: you open and close the round yourself"),
        required=False,
    )
    closes_on = forms.DateField(label=_("Scores are wanted by"), help_text=DAY)
    shortlist_length = forms.IntegerField(
        label=_("How many issues the shortlist takes"),
        help_text=_("Declared before anybody scores"),
        min_value=1,
        max_value=MOST_ISSUES,
        initial=30,
    )

    def __init__(self, *args: Any, methods: Iterable[Method], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["method_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.id, one.title) for one in methods]

    def given(self) -> dict[str, Any]:
        """Return what the form holds, as an action takes it."""
        held = self.cleaned_data
        return {
            **held,
            "held_by": HeldBy(held["held_by"]),
            "anonymity": Anonymity(held["anonymity"]),
            "scored_in_room": ScoredInRoom(held["scored_in_room"]),
            "rules_id": USUAL_RULES,
        }


class ChangeRoundForm(RoundForm):
    """A round that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FactorsForm(forms.Form):
    """The partnership's own factors, one for each total that the method leaves unknown."""

    set_by = forms.CharField(
        label=_("Who set them"),
        help_text=_("Such as the board. It is printed wherever the factors are."),
        max_length=200,
    )
    set_on = forms.DateField(label=_("When"), help_text=DAY)

    def __init__(self, *args: Any, totals: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.totals = tuple(totals)
        for total in self.totals:
            self.fields[f"at_{total}"] = forms.DecimalField(
                label=_("Factor at a total of %(total)d") % {"total": total},
                min_value=0,
                max_digits=8,
                decimal_places=4,
            )
        self.order_fields([f"at_{total}" for total in self.totals])


class ShareForm(forms.Form):
    """How many issues everybody is asked about."""

    each = forms.IntegerField(
        label=_("Issues for each assessor"),
        help_text=_("The issues that everybody scores are among them"),
        min_value=1,
        max_value=MOST_ISSUES,
    )
    sharing = forms.ChoiceField(
        label=_("How they are shared out"),
        help_text=_("Whoever is said to know no theme is asked about any issue"),
        choices=[
            (
                Sharing.EVENLY.value,
                _("Evenly, so that each issue hears as many agencies as can be"),
            ),
            (Sharing.OWN_THEMES.value, _("By theme: people are asked about what they know alone")),
            (
                Sharing.OWN_THEMES_FIRST.value,
                _("By theme first: what they know, and then what is heard least"),
            ),
        ],
        initial=Sharing.EVENLY.value,
        required=False,
        widget=forms.RadioSelect,
    )

    def given(self) -> dict[str, Any]:
        """Return what the form holds, as an action takes it."""
        held = self.cleaned_data
        return {"each": held["each"], "sharing": Sharing(held["sharing"] or Sharing.EVENLY)}


class ExpertiseForm(forms.Form):
    """Who knows which themes."""

    who = forms.ChoiceField(label=_("Who"))
    themes = forms.MultipleChoiceField(
        label=_("Themes that they know"),
        help_text=_("In place of those that stand now. None: any issue"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, whom: Choices, themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "who", whom)
        _offer(self, "themes", themes)


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class DescriptorsForm(forms.Form):
    """Who says what the levels mean. The texts themselves stand in the page."""

    set_by = forms.CharField(
        label=_("Who set them"), help_text=_("Such as the board"), max_length=200
    )
    set_on = forms.DateField(label=_("When"), help_text=DAY)


class CopyForm(forms.Form):
    """The round to copy from."""

    source = forms.ChoiceField(label=_("Copy what they meant in an earlier round"))

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one.pk), one.name) for one in rounds]


class ReopenForm(forms.Form):
    """When the scores of a second round are wanted. Which issues, is ticked beside it."""

    wanted_by = forms.DateField(label=_("New scores are wanted by"), help_text=DAY)


class WithdrawForm(forms.Form):
    """Who takes part no longer, and why."""

    who = forms.ChoiceField(label=_("Who takes part no longer"))
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("It is kept in the record of the round, without a name"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, whom: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "who", whom)


class SearchForm(forms.Form):
    """Words to find assessors by."""

    q = forms.CharField(label=_("Find by name or agency"))


class LetterForm(forms.Form):
    """What the analyst adds to a letter in their own words."""

    own_words = forms.CharField(
        label=_("A sentence of your own"),
        help_text=_("It stands in every letter, and is kept in the log"),
        max_length=OWN_WORDS_LENGTH,
        required=False,
        widget=forms.Textarea,
    )


def today() -> str:
    """Return today as a date is written in a form."""
    return timezone.localdate().strftime("%d/%m/%Y")
