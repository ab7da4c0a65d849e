"""The page that says somebody else changed the same thing, with both versions side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what it holds now, and what this form would make of it."""

    label: str
    theirs: str
    yours: str

    @property
    def differs(self) -> bool:
        return self.theirs != self.yours


def conflict(
    request: HttpRequest,
    *,
    yours: forms.Form,
    theirs: forms.Form,
    version: int,
    back: str,
    keep: str = "",
    **context: Any,
) -> HttpResponse:
    """Answer 409 with what they saved and what you wanted; nothing has been overwritten.

    `theirs` is the same form made anew from the object as it is now. Saving yours after all sends
    your form again, to `back`, with the version that you have now seen. Whoever leaves it goes to
    `keep`, or to `back` where that is empty: a button's address cannot be gone to.
    """
    return render(
        request,
        "conflict.html",
        {
            "differences": [_difference(yours, theirs, one) for one in yours.visible_fields()],
            "yours": [
                (field.html_name, value)
                for field in yours.visible_fields()
                for value in _values(field.value())
            ],
            "version": version,
            "back": back,
            "keep": keep or back,
            **context,
        },
        status=409,
    )


def _difference(yours: forms.Form, theirs: forms.Form, field: forms.BoundField) -> Difference:
    now = theirs.get_initial_for_field(field.field, field.name)
    return Difference(
        str(field.label), _shown(theirs[field.name], now), _shown(field, field.value())
    )


def _values(value: Any) -> list[str]:
    many = value if isinstance(value, list) else [value]
    return ["" if one is None else str(one) for one in many]


def _shown(field: forms.BoundField, value: Any) -> str:
    """Return what a person would read in a field with this value."""
    values = _values(value)
    if isinstance(field.field, forms.ChoiceField):
        choices: Iterable[tuple[Any, Any]] = getattr(field.field, "choices", ())
        labels = {str(key): str(label) for key, label in choices}
        values = [labels.get(one, one) for one in values]
    return ", ".join(values) or _("(empty)")
