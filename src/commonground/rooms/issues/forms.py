"""The forms of this room. What they hold is passed to an action by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonground.rooms.choosing import choose_from, set_choices
from commonground.rooms.issues.access import NO_THEME, SORTS, Wanted
from commonground.rooms.issues.list_actions import Repeats
from commonground.rooms.issues.models import (
    LONGEST,
    NAME_LENGTH,
    THEME_LENGTH,
    Origin,
    Status,
    Theme,
)
from commonground.rooms.issues.threat_picture import threat_picture
from commonground.rooms.visible import LineField, check_visible

LONG = forms.Textarea


def tag_choices() -> list[tuple[str, str]]:
    """Return every tag, named with its axis."""
    return [
        (tag.id, f"{gettext(axis.label).partition(' ')[0]}: {gettext(tag.label)}")
        for axis in threat_picture().axes
        for tag in axis.tags
    ]


class FilterForm(forms.Form):
    """Which issues to list; it is sent in the address, so that a list can be kept and passed on."""

    q = forms.CharField(
        label=_("Find by name or description"), required=False, widget=forms.SearchInput
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[*Status.choices, ("all", _("All"))]
    )
    origin = forms.ChoiceField(
        label=_("Where from"), required=False, choices=[("", _("Anywhere")), *Origin.choices]
    )
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("name", _("Name")), ("theme", _("Theme")), ("newest", _("Newest first"))],
    )

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in themes]
        set_choices(self, [("", _("Any")), *named, (NO_THEME, _("No theme yet"))], "theme")
        set_choices(self, [("", _("Any")), *tag_choices()], "tag")

    def wanted(self) -> Wanted:
        """Return what is asked for; what makes no sense asks for nothing."""
        self.is_valid()
        asked = self.cleaned_data
        status = asked.get("status") or Status.LIVE.value
        sort = asked.get("sort") or ""
        return Wanted(
            words=asked.get("q") or "",
            theme=asked.get("theme") or "",
            status="" if status == "all" else status,
            origin=asked.get("origin") or "",
            tag=asked.get("tag") or "",
            sort=sort if sort in SORTS else "name",
        )


class ThemeForm(forms.Form):
    """A theme that is there, or the name of a new one."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), required=False, empty_label=_("No theme yet")
    )
    new_theme = LineField(label=_("Or a new theme"), required=False, max_length=THEME_LENGTH)

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, themes, "theme")


class IssueForm(ThemeForm):
    """An issue."""

    name = LineField(label=_("Name of the issue"), max_length=NAME_LENGTH)
    description = forms.CharField(
        label=_("Description"),
        help_text=_("What is meant by it, and what is not, for somebody who was not in the room"),
        widget=LONG,
        max_length=LONGEST,
        required=False,
    )
    origin = forms.ChoiceField(
        label=_("Where it came from"), choices=Origin.choices, widget=forms.RadioSelect
    )
    origin_note = LineField(
        label=_("Which one"),
        help_text=_("Such as the assessment’s year, the meeting’s date, or who proposed it"),
        required=False,
        max_length=300,
    )
    tags = forms.MultipleChoiceField(
        label=_("Tags"),
        help_text=_("Who is behind it, how it is done, and what it is"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("name", "theme", "new_theme", "description", "origin", "origin_note", "tags")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, tag_choices(), "tags")


class ChangeIssueForm(IssueForm):
    """An issue that is there already, as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks for it later reads this"),
        widget=LONG,
        max_length=LONGEST,
    )


class MergeForm(ThemeForm):
    """The one issue that several become."""

    name = LineField(label=_("Name of the one issue"), max_length=NAME_LENGTH)
    description = forms.CharField(
        label=_("Description"), widget=LONG, max_length=LONGEST, required=False
    )
    reason = forms.CharField(label=_("Reason"), widget=LONG, max_length=LONGEST)
    field_order = ("name", "theme", "new_theme", "description", "reason")


class SplitForm(forms.Form):
    """The issues that one becomes."""

    names = forms.CharField(
        label=_("Names of the new issues"),
        help_text=_("At least two, each on its own line"),
        widget=LONG,
        max_length=LONGEST,
    )
    reason = forms.CharField(label=_("Reason"), widget=LONG, max_length=LONGEST)

    def listed(self) -> list[str]:
        lines = self.cleaned_data["names"].splitlines()
        return [line.strip() for line in lines if line.strip()]

    def clean_names(self) -> str:
        names: str = self.cleaned_data["names"]
        for line in names.splitlines():
            check_visible(line)
        if any(len(line.strip()) > NAME_LENGTH for line in names.splitlines()):
            raise forms.ValidationError(
                _("Each name must be %(most)d characters or fewer"), params={"most": NAME_LENGTH}
            )
        return names


class BulkForm(ThemeForm):
    """One change to several issues."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), required=False, empty_label=_("Leave as it is")
    )
    add_tags = forms.MultipleChoiceField(
        label=_("Add tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    remove_tags = forms.MultipleChoiceField(
        label=_("Remove tags"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, tag_choices(), "add_tags", "remove_tags")


class EvidenceForm(forms.Form):
    """Something that is known about an issue, and where from."""

    text = forms.CharField(label=_("What is known"), widget=LONG, max_length=LONGEST)
    source = LineField(
        label=_("Source"), help_text=_("Who says so, such as police recorded crime"), max_length=300
    )
    period = LineField(
        label=_("Period"),
        help_text=_("For example, April 2025 to March 2026"),
        required=False,
        max_length=100,
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")


class UploadForm(forms.Form):
    """A spreadsheet with the long list."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("xlsx or csv, at most 10 MB"),
    )


class ConfirmForm(forms.Form):
    """What was read and shown, to be written now."""

    read = forms.CharField(widget=forms.HiddenInput)
    repeats = forms.ChoiceField(
        label=_("Issues that are on the list already"),
        choices=[
            (Repeats.LEAVE.value, _("Leave them as they are")),
            (Repeats.UPDATE.value, _("Update them from the file")),
        ],
        widget=forms.RadioSelect,
        initial=Repeats.LEAVE.value,
    )
