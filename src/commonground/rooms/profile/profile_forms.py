"""The forms by which a profile is begun, described, moved on, released and sent out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.rooms.assessment.models import TITLE_LENGTH
from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.fields import DayField, IdField, IdsField, LongField, VersionField
from commonground.rooms.plan.models import TEXT_LENGTH
from commonground.rooms.profile.models import NAME_LENGTH, ROLE_LENGTH
from commonground.rooms.profile.profile_actions import ProfileFields
from commonground.rooms.visible import LineField

Pairs = Iterable[tuple[str, str]]


class ControlForm(forms.Form):
    """What the control page says of a profile, beside its title and who answers for it."""

    data_until = DayField(
        label=_("Data until"), help_text=_("The last day that its data are about")
    )
    review_on = DayField(
        label=_("Next review"), help_text=_("Usually twelve months after it is signed")
    )
    dpia = LineField(
        label=_("Data protection impact assessment"), max_length=NAME_LENGTH, required=False,
        help_text=_("Its reference, and where it is kept."),
    )  # fmt: skip
    version = VersionField()

    @property
    def told(self) -> ProfileFields:
        held = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return ProfileFields(title="", author="", **held)


class BeginForm(forms.Form):
    """What a new profile is made from."""

    title = LineField(label=_("Title"), max_length=TITLE_LENGTH)
    author = LineField(
        label=_("Who answers for it"), max_length=ROLE_LENGTH,
        help_text=_("A role or a team, such as the senior police lead. It is printed."),
    )  # fmt: skip
    template = forms.ChoiceField(label=_("Template"))
    ranking = IdField(
        label=_("Ranking"), help_text=_("The ranked priorities and decisions come from it.")
    )
    previous = IdField(
        label=_("Profile before"), required=False,
        help_text=_(
            "What was written and entered there is carried over, and stands unconfirmed until "
            "somebody says that it still holds or writes it anew."
        ),
    )  # fmt: skip
    data_until = DayField(
        label=_("Data until"), help_text=_("The last day that its data are about")
    )
    review_on = DayField(
        label=_("Next review"), help_text=_("Usually twelve months after it is signed")
    )

    def __init__(
        self, *args: Any, rankings: Pairs, templates: Pairs, profiles: Pairs, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, templates, "template")
        set_choices(self, rankings, "ranking")
        set_choices(self, [("", _("None: this is the first")), *profiles], "previous")

    @property
    def told(self) -> ProfileFields:
        held = self.cleaned_data
        return ProfileFields(held["title"], held["author"], held["data_until"], held["review_on"])


class MoveForm(forms.Form):
    """Why a profile is moved on."""

    why = LongField(
        label=_("Why"), max_length=TEXT_LENGTH, required=False,
        help_text=_("It is kept with your name, the day and the digest of the document."),
    )  # fmt: skip

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needs_reason


class ReleaseForm(forms.Form):
    """That somebody looked at what a build leaves out."""

    seen = forms.BooleanField(
        label=_("I have looked at what this build holds and at what it leaves out")
    )
    edition = forms.UUIDField(widget=forms.HiddenInput)


class RecipientsForm(forms.Form):
    """Who is to receive a release."""

    members = IdsField(label=_("Who is to receive it"))

    def __init__(self, *args: Any, members: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, members, "members")


class WithheldForm(forms.Form):
    """Words that stand in no public build."""

    said = LineField(
        label=_("Words"), max_length=NAME_LENGTH,
        help_text=_("The name of a group, an operation or a person, as it would be written."),
    )  # fmt: skip
    why = LineField(label=_("What they are"), max_length=NAME_LENGTH, required=False)
