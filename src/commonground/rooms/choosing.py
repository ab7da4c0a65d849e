"""What a form's fields let somebody choose from, where that is known only once it is made."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


def choose_from(form: forms.Form, found: QuerySet[Any], *names: str) -> None:
    """Give fields the objects to choose from: those that the access functions let through."""
    for name in names:
        field = form.fields[name]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError(f"{name} is no field of objects.")
        field.queryset = found


def set_choices(form: forms.Form, choices: Iterable[tuple[str, Any]], *names: str) -> None:
    """Give fields the choices to choose from."""
    held = list(choices)
    for name in names:
        field = form.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} is no field of choices.")
        field.choices = held
