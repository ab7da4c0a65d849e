"""The forms of this room. What they hold is passed to an action by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.assessment.models import (
    COMMENT_LENGTH,
    CONTENT_LENGTH,
    TITLE_LENGTH,
    Kind,
)
from commonground.rooms.visible import LineField

Pairs = Iterable[tuple[str, str]]
_MARKINGS = [(one, one) for one in MARKINGS]


class BeginForm(forms.Form):
    """What a new assessment is made from."""

    title = LineField(label=_("Title"), max_length=TITLE_LENGTH)
    author = LineField(
        label=_("Who answers for it"), max_length=150,
        help_text=_("A role or a team, such as the community safety analyst. It is printed."),
    )  # fmt: skip
    ranking = forms.ChoiceField(
        label=_("Ranking"),
        help_text=_("Its figures are frozen with the assessment, and can be refreshed later."),
    )
    template = forms.ChoiceField(label=_("Template"))

    def __init__(self, *args: Any, rankings: Pairs, templates: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("ranking", rankings), ("template", templates)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class TextForm(forms.Form):
    """A text as it is written anew."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=CONTENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "An empty line begins a new paragraph, “- ” a list. **Strong** and *emphasis* stand in "
            "stars, a figure in double brackets: [[agencies that took part]]."
        ),
    )  # fmt: skip
    marking = forms.ChoiceField(label=_("Marking"), choices=_MARKINGS, initial=OFFICIAL)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AddBlockForm(forms.Form):
    """A block that is added to a section."""

    kind = forms.ChoiceField(
        label=_("What to add"), choices=Kind.choices, initial=Kind.TEXT, widget=forms.RadioSelect
    )
    content = forms.CharField(
        label=_("Text, or the name of the table or chart"), max_length=CONTENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    marking = forms.ChoiceField(label=_("Marking"), choices=_MARKINGS, initial=OFFICIAL)


class VersionForm(forms.Form):
    """A press that changes a block as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(forms.Form):
    """What somebody says about a block, or answers."""

    text = forms.CharField(
        label=_("Comment"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands here with your name, and in no file that is taken away."),
    )  # fmt: skip


class WordTemplateForm(forms.Form):
    """A Word file to write documents in."""

    file = forms.FileField(
        label=_("Word template"),
        help_text=_("A Word document (.docx) or template (.dotx) without macros, at most 5 MB"),
    )


class ReturnForm(forms.Form):
    """A Word file that was taken away, edited, and comes back."""

    file = forms.FileField(
        label=_("Word file"), help_text=_("The .docx that was taken away here, at most 10 MB")
    )
