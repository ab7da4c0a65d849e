"""The forms of proposing, of deciding on what was proposed, and of themes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import choose_from, set_choices
from commonground.rooms.issues.forms import LONG, ReasonForm, ThemeForm
from commonground.rooms.issues.models import NAME_LENGTH, THEME_LENGTH, Fate, Issue, Theme, name_key
from commonground.rooms.people.models import Agency, Membership
from commonground.rooms.people.roles import Role

LONGEST_TEXT = 5000
NONE_OF_THESE = "none"


class ProposeEvidenceForm(forms.Form):
    """What somebody knows, and where from."""

    evidence = forms.CharField(
        label=_("Why it matters here"),
        help_text=_("What you have seen, heard or counted. Do not name anybody."),
        widget=LONG,
        max_length=LONGEST_TEXT,
    )
    source = forms.CharField(
        label=_("How you know"),
        help_text=_("Such as your own records for 2026, a survey, or what your staff see"),
        max_length=300,
    )


class ProposeForm(ProposeEvidenceForm):
    """An issue that somebody proposes."""

    name = forms.CharField(
        label=_("The issue, in a few words"),
        help_text=_("As you would name it to a colleague"),
        max_length=NAME_LENGTH,
    )
    description = forms.CharField(
        label=_("What is meant by it"), widget=LONG, required=False, max_length=LONGEST_TEXT
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), required=False,
        empty_label=_("I do not know"),
    )  # fmt: skip
    field_order = ("name", "description", "evidence", "source", "theme")

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, themes, "theme")


class ChangeProposalForm(ProposeForm):
    """A proposal as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeEvidenceForm(ProposeEvidenceForm):
    """Proposed evidence as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SameAsForm(forms.Form):
    """Whether what is proposed is on the list already."""

    same_as = forms.ChoiceField(label=_("Is it one of these?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, name: str, near: Sequence[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_there = any(one.name_key == name_key(name) for one in near)
        choices = [
            (str(one.pk), _("Yes: add my evidence to “%(name)s”") % {"name": one.name})
            for one in near
        ]
        other = [] if is_there else [(NONE_OF_THESE, _("No, it is something else: send it"))]
        set_choices(self, [*choices, *other], "same_as")


class FateForm(forms.Form):
    """Which proposals to show."""

    fate = forms.ChoiceField(
        label=_("Show"), required=False, choices=[*Fate.choices, ("all", _("All"))]
    )

    def wanted(self) -> str:
        """Return the fate that is asked for, none for all; what makes no sense asks for waiting."""
        self.is_valid()
        fate: str = self.cleaned_data.get("fate") or Fate.WAITING.value
        return "" if fate == "all" else fate


class AcceptForm(ThemeForm):
    """A proposal as it will stand on the list."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the issue"), max_length=NAME_LENGTH)
    description = forms.CharField(label=_("Description"), widget=LONG, required=False)
    evidence = forms.CharField(label=_("What is known"), widget=LONG)
    source = forms.CharField(label=_("Source"), max_length=300)
    origin_note = forms.CharField(
        label=_("Who proposed it"),
        help_text=_("Name the agency, not the person: readers of the list see this"),
        required=False,
        max_length=300,
    )
    field_order = (
        "name", "theme", "new_theme", "description", "evidence", "source", "origin_note",
    )  # fmt: skip


class AcceptEvidenceForm(forms.Form):
    """A proposal as it will stand as evidence on an issue that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    issue = forms.ModelChoiceField(
        Issue.objects.none(), label=_("Issue"), empty_label=_("Choose one")
    )
    evidence = forms.CharField(label=_("What is known"), widget=LONG)
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, *args: Any, issues: QuerySet[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, issues, "issue")


class DeclineForm(ReasonForm):
    """Why a proposal is not taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Who proposed it reads this by their link"), widget=LONG
    )


class MembersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # only in the stubs
    """Members to tick, each named with their agency."""

    def label_from_instance(self, obj: Any) -> str:
        member: Membership = obj
        return f"{member}, {member.agency}" if member.agency else str(member)


class SendForm(forms.Form):
    """Whom to ask for issues, and until when."""

    to = forms.ChoiceField(
        label=_("Whom to ask"),
        widget=forms.RadioSelect,
        choices=[
            ("everybody", _("Everybody with an e-mail address")),
            ("agency", _("The people of one agency, chosen below")),
            ("role", _("Those with one role, chosen below")),
            ("members", _("The people ticked below")),
        ],
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency"), required=False, empty_label=_("None chosen")
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    members = MembersField(
        Membership.objects.none(),
        label=_("People"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(label=_("Links work until"), help_text=_("For example, 31/3/2027"))
    again = forms.BooleanField(
        label=_("Also send a new link to those who have one: their old one stops working"),
        required=False,
    )
    field_order = ("until", "again", "to", "agency", "role", "members")

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        members: QuerySet[Membership],
        role_names: dict[Role, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, agencies, "agency")
        choose_from(self, members, "members")
        named = [(role.value, role_names[role]) for role in Role]
        set_choices(self, [("", _("None chosen")), *named], "role")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        to = given.get("to")
        if to in {"agency", "role", "members"} and not given.get(to):
            self.add_error(to, _("Choose: you asked for these alone."))
        return given


class SealedForm(forms.Form):
    """Whom somebody has been shown that links will go to."""

    sealed = forms.CharField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """What is agreed to by one press, as it was when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RenameThemeForm(VersionForm):
    """What a theme is called."""

    name = forms.CharField(label=_("Name of the theme"), max_length=THEME_LENGTH)


class MergeThemeForm(VersionForm):
    """Which theme takes another's place."""

    into = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Merge it into"), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, themes, "into")
