"""The forms of this room. What they hold is passed to an action by name."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonground.rooms.issues.models import Issue
from commonground.rooms.people.models import Agency, Way
from commonground.rooms.themes.access import NO_CODE, UNREAD, Wanted
from commonground.rooms.themes.models import AGENCY_LENGTH, NAME_LENGTH, Code, Kind, Reach, Remark
from commonground.rooms.visible import LineField

Pairs = Iterable[tuple[object, object]]


def wanted_in(asked: QueryDict) -> Wanted:
    """Return which remarks an address asks for; what makes no sense leaves nothing out."""
    code, issue = asked.get("code", ""), asked.get("issue", "")
    way, kind = asked.get("way", ""), asked.get("kind", "")
    return Wanted(
        words=asked.get("q", ""),
        code=code if code in (UNREAD, NO_CODE) or _is_id(code) else "",
        issue=issue if _is_id(issue) else "",
        agency=asked.get("agency", "").replace("\0", "")[:AGENCY_LENGTH],
        way=way if way in Way.values else "",
        kind=kind if kind in Kind.values else "",
    )


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def ids_in(sent: QueryDict, name: str) -> set[UUID]:
    """Return the ids that were sent by a name; what is none is left out."""
    return {UUID(one) for one in sent.getlist(name) if _is_id(one)}


def version_in(sent: QueryDict) -> int:
    """Return the version that was looked at; 0, which is never a saved one, where it is none."""
    version = sent.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else 0


class FilterForm(forms.Form):
    """Which remarks to list; it is sent in the address, so that a list can be kept and walked."""

    q = forms.CharField(label=_("Find words"), required=False, widget=forms.SearchInput)
    code = forms.ChoiceField(label=_("Code"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    way = forms.ChoiceField(
        label=_("Took part"), required=False, choices=[("", _("Any way")), *Way.choices]
    )
    kind = forms.ChoiceField(
        label=_("Where from"), required=False, choices=[("", _("Anywhere")), *Kind.choices]
    )

    def __init__(
        self,
        *args: Any,
        codes: Iterable[Code],
        issues: Iterable[tuple[UUID, str]],
        agencies: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in codes]
        states = [(UNREAD, _("Not read yet")), (NO_CODE, _("Read, and no code fits"))]
        _choices(self, "code", [("", _("Any, or none")), *states, *named])
        _choices(self, "issue", [("", _("Any")), *((str(pk), name) for pk, name in issues)])
        _choices(self, "agency", [("", _("Any")), *((one, one) for one in agencies)])


class PasteForm(forms.Form):
    """Notes of a conversation, each line a remark."""

    text = forms.CharField(
        label=_("Notes"),
        help_text=_("One remark to a line. Leave out the names of people."),
        widget=forms.Textarea,
    )
    name = LineField(
        label=_("Where they come from"), max_length=200,
        help_text=_("For example, the workshop of 3 March"),
    )  # fmt: skip
    issue = forms.ChoiceField(label=_("Issue"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    way = forms.ChoiceField(
        label=_("Took part"), required=False, choices=[("", _("Not known")), *Way.choices]
    )

    def __init__(
        self, *args: Any, issues: Iterable[Issue], agencies: Iterable[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._issues = {str(one.pk): one for one in issues}
        none = ("", _("None, or not known"))
        _choices(self, "issue", [none, *((pk, one.name) for pk, one in self._issues.items())])
        names = [one.name[:AGENCY_LENGTH] for one in agencies if one.counts_as_id is None]
        _choices(self, "agency", [none, *((name, name) for name in names)])

    def clean_issue(self) -> Issue | None:
        return self._issues.get(self.cleaned_data["issue"])


class CodeForm(forms.Form):
    """A code of the codebook."""

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    definition = forms.CharField(
        label=_("Definition"), required=False, widget=forms.Textarea,
        help_text=_("When a remark carries it, and when not"),
    )  # fmt: skip
    example = forms.CharField(
        label=_("Example"), required=False, widget=forms.Textarea,
        help_text=_("A remark that carries it"),
    )  # fmt: skip
    parent = forms.ChoiceField(label=_("Part of"), required=False)

    def __init__(self, *args: Any, wholes: Iterable[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wholes = {str(one.pk): one for one in wholes}
        named = [(pk, one.name) for pk, one in self._wholes.items()]
        _choices(self, "parent", [("", _("Nothing: it stands by itself")), *named])

    def clean_parent(self) -> Code | None:
        return self._wholes.get(self.cleaned_data["parent"])


class ChangeCodeForm(CodeForm):
    """A code that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ThemeForm(forms.Form):
    """A golden theme and the codes that come together in it."""

    name = LineField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("For example, Mental health")
    )
    reach = forms.ChoiceField(
        label=_("Reach"), choices=Reach.choices, widget=forms.RadioSelect,
        initial=Reach.CROSS_CUTTING.value,
    )  # fmt: skip
    codes = forms.MultipleChoiceField(
        label=_("Codes in it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each code is in one golden theme: ticked here, it leaves the other"),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why it stands"), required=False, widget=forms.Textarea,
        help_text=_("As the board would tell an inspector"),
    )  # fmt: skip

    def __init__(self, *args: Any, codes: Iterable[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._codes = {str(one.pk): one for one in codes}
        named = [(pk, _in_theme(one)) for pk, one in self._codes.items()]
        _choices(self, "codes", named)

    def clean_codes(self) -> list[Code]:
        return [self._codes[one] for one in self.cleaned_data["codes"]]


def _in_theme(one: Code) -> str:
    return f"{one.name} ({one.golden_theme.name})" if one.golden_theme else one.name


class ChangeThemeForm(ThemeForm):
    """A golden theme that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """Nothing but what was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndCodeForm(forms.Form):
    """Why a code goes out of use."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea,
        help_text=_("As it should read to somebody who meets the code in an older list"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class MergeCodeForm(EndCodeForm):
    """Which code takes its place."""

    into = forms.ChoiceField(label=_("Code that takes its place"))
    field_order = ["into", "reason"]

    def __init__(self, *args: Any, others: Iterable[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {str(one.pk): one for one in others}
        named = [(pk, one.name) for pk, one in self._others.items()]
        _choices(self, "into", [("", _("Choose one")), *named])

    def clean_into(self) -> Code:
        return self._others[self.cleaned_data["into"]]


class SplitCodeForm(EndCodeForm):
    """The two codes that take its place, and which remarks get the second."""

    first = LineField(label=_("Name of the first code"), max_length=NAME_LENGTH)
    second = LineField(label=_("Name of the second code"), max_length=NAME_LENGTH)
    to_second = forms.MultipleChoiceField(
        label=_("Remarks that get the second code"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("The others get the first"),
    )  # fmt: skip
    field_order = ["first", "second", "to_second", "reason"]

    def __init__(self, *args: Any, remarks: Iterable[Remark], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "to_second", [(str(one.pk), one.text) for one in remarks])

    def clean_to_second(self) -> set[UUID]:
        return {UUID(one) for one in self.cleaned_data["to_second"]}


def _choices(form: forms.Form, name: str, choices: Pairs) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
