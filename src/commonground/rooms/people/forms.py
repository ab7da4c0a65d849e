"""The forms of this room. What they hold is passed to an action by name."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import choose_from, set_choices
from commonground.rooms.people.models import Agency, Membership, Scope, Way
from commonground.rooms.people.roles import MEANINGS, Role
from commonground.rooms.visible import LineField


class OwnNameForm(forms.Form):
    """What somebody is called."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As your partners know you. It changes everywhere."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class PartnershipForm(forms.Form):
    """What a partnership is called, where it is, and what kind of board leads it."""

    name = LineField(
        label=_("Name of the partnership"),
        help_text=_("For example, Anytown Community Safety Partnership"),
        max_length=150,
    )
    area = LineField(
        label=_("Area"), help_text=_("A district, a borough, a force area"), max_length=150
    )
    board_kind = LineField(
        label=_("Kind of board"),
        help_text=_("In your own words, such as community safety board or SOC partnership board"),
        max_length=150,
    )


class ChangePartnershipForm(PartnershipForm):
    """A partnership with who leads it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    chair = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Chair"), required=False, empty_label=_("Not named yet")
    )
    police_lead = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Senior police lead"),
        help_text=_("Named by the Chief Constable"),
        required=False,
        empty_label=_("Not named yet"),
    )

    def __init__(self, *args: object, members: QuerySet[Membership], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose_from(self, members, "chair", "police_lead")


class RoleNamesForm(forms.Form):
    """What the board calls each role; a field for each."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for role in Role:
            self.fields[role.value] = LineField(
                label=role.label, help_text=MEANINGS[role], max_length=60, required=False
            )

    def names(self) -> dict[Role, str]:
        return {role: self.cleaned_data[role.value] for role in Role}


class AgencyForm(forms.Form):
    """An agency or a department of one."""

    name = LineField(label=_("Name"), max_length=150)
    parent = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Part of"),
        help_text=_("Where this is a department of another agency"),
        required=False,
        empty_label=_("Not part of another agency"),
    )
    counts_as = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Counts in scoring as"),
        help_text=_("Each agency speaks once. Everybody in the partnership can see this."),
        required=False,
        empty_label=_("Itself"),
    )

    def __init__(self, *args: object, agencies: QuerySet[Agency], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose_from(self, agencies, "parent", "counts_as")


class ChangeAgencyForm(AgencyForm):
    """An agency that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MemberForm(forms.Form):
    """Somebody's place in the partnership."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency"), required=False, empty_label=_("None")
    )
    title = LineField(
        label=_("Job title"), max_length=150, required=False, help_text=_("As they would write it")
    )
    way = forms.ChoiceField(
        label=_("How they take part"), required=False, choices=[("", _("Not known")), *Way.choices]
    )

    def __init__(self, *args: object, agencies: QuerySet[Agency], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose_from(self, agencies, "agency")


class ChangeMemberForm(MemberForm):
    """A membership that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AddMemberForm(MemberForm):
    """Somebody who is new to the partnership."""

    name = LineField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without one they can take part on paper, but not by link or by signing in"),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles from today"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("name", "email", "agency", "title", "way", "roles")

    def __init__(
        self,
        *args: object,
        agencies: QuerySet[Agency],
        role_names: dict[Role, str],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, agencies=agencies, **kwargs)
        set_choices(self, role_choices(role_names), "roles")

    def chosen_roles(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.cleaned_data["roles"])


class GiveRoleForm(forms.Form):
    """A role for somebody from a day on."""

    role = forms.ChoiceField(label=_("Role"), choices=(), widget=forms.RadioSelect)
    since = forms.DateField(label=_("From"), help_text=_("For example, 31/3/2027"))

    def __init__(self, *args: object, role_names: dict[Role, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        set_choices(self, role_choices(role_names), "role")

    def chosen_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndRoleForm(forms.Form):
    """The last day of a role."""

    until = forms.DateField(label=_("Last day"), help_text=_("For example, 31/3/2027"))

    def day(self) -> date:
        until: date = self.cleaned_data["until"]
        return until


class SearchForm(forms.Form):
    """Words to find members by."""

    q = forms.CharField(label=_("Find by name, address, agency or title"))


class UploadForm(forms.Form):
    """A spreadsheet of contacts."""

    file = forms.FileField(
        label=_("Spreadsheet of people"),
        help_text=_("An .xlsx or .csv file with a header row"),
    )


class ConfirmImportForm(forms.Form):
    """A preview that somebody has looked at; what was read comes back with it, sealed."""

    read = forms.CharField(widget=forms.HiddenInput)


class AddAgenciesForm(ConfirmImportForm):
    """The same where the file names agencies that are not in the list yet."""

    add_agencies = forms.BooleanField(label=_("Add these agencies"), required=False)

    def clean_add_agencies(self) -> bool:
        if not self.cleaned_data["add_agencies"]:
            raise forms.ValidationError(
                _("Tick to add the new agencies, or mend their names in the file.")
            )
        return True


def today() -> str:
    """Return today as a date is written in a form."""
    return timezone.localdate().strftime("%d/%m/%Y")


def role_choices(names: dict[Role, str]) -> Iterable[tuple[str, str]]:
    """Return what to choose a role from, in the partnership's own words."""
    return [(role.value, names[role]) for role in Role]


class TokenForm(forms.Form):
    """A token for a program."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What it is for, such as the dashboard’s nightly copy"),
        max_length=100,
    )
    scope = forms.ChoiceField(
        label=_("What may the program do?"),
        help_text=_("Never more than your own roles let you, on the day"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.READ,
    )
    days = forms.TypedChoiceField(
        label=_("How long does it last?"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("A year"))],
        coerce=int,
        widget=forms.RadioSelect,
        initial=90,
    )

    def wanted(self) -> dict[str, Any]:
        return {
            "name": self.cleaned_data["name"],
            "scope": Scope(self.cleaned_data["scope"]),
            "lasts": timedelta(days=self.cleaned_data["days"]),
        }
