"""Django's form fields as the parameters of the design system's components."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _


def field(bound: BoundField) -> dict[str, Any]:
    """Return the component of one field, `kind`, and its parameters, `params`."""
    params: dict[str, Any] = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "autocomplete": bound.field.widget.attrs.get("autocomplete"),
        "label": {"text": _label(bound), "classes": "govuk-label--s"},
    }
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {
            "text": " ".join(_errors(bound)),
            "visuallyHiddenText": _("Error"),
        }
    kind, own = _component(bound)
    return {"kind": kind, "params": {**params, **own}}


def _component(bound: BoundField) -> tuple[str, dict[str, Any]]:
    for widget, kind, own in _COMPONENTS:
        if isinstance(bound.field.widget, widget):
            return kind, own(bound)
    raise TypeError(f"No component is known for the widget of {bound.html_name}.")


def _text(bound: BoundField) -> dict[str, Any]:
    value = bound.value()
    return {"value": None if value is None else bound.field.widget.format_value(value)}


ROWS = 5
_UNASKED_ROWS = forms.Textarea().attrs["rows"]
"""What Django says of a text of many lines where its form says nothing."""


def _long_text(bound: BoundField) -> dict[str, Any]:
    value = bound.value()
    rows = bound.field.widget.attrs["rows"]
    # the component would write None out as a word, and the form would send it back
    return {
        "value": "" if value is None else value,
        "rows": ROWS if rows == _UNASKED_ROWS else rows,
    }


def _password(bound: BoundField) -> dict[str, Any]:
    """Return the words of the button beside it; a password is never sent back to the page."""
    return {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }


def _hidden(bound: BoundField) -> dict[str, Any]:
    value = bound.value()
    return {"value": "" if value is None else value}


def _tick(bound: BoundField) -> dict[str, Any]:
    item = {"value": "on", "text": _label(bound), "checked": bool(bound.value())}
    return {"idPrefix": bound.auto_id, "items": [item]}


def _choices(bound: BoundField) -> dict[str, Any]:
    legend = {"text": _label(bound), "classes": "govuk-fieldset__legend--s"}
    return {
        "idPrefix": bound.auto_id,
        "fieldset": {"legend": legend},
        "items": _items(bound, "checked"),
    }


def _items(bound: BoundField, chosen: str) -> list[dict[str, Any]]:
    value = bound.value()
    values = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
    choices = getattr(bound.field, "choices", ())
    return [
        {"value": str(key), "text": str(label), chosen: str("" if key is None else key) in values}
        for key, label in choices
    ]


def _label(bound: BoundField) -> str:
    label = str(bound.label)
    optional = not bound.field.required and not isinstance(
        bound.field.widget, forms.Select | forms.CheckboxInput | forms.SearchInput
    )
    return _("%(label)s (optional)") % {"label": label} if optional else label


def error_summary(form: forms.BaseForm | None) -> list[dict[str, str]]:
    """Return every error of a form, each with a link to its field where it has one."""
    if form is None or not form.is_bound:
        return []
    listed = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        # the id of the first thing to fill in, where there are several, is the field's own
        listed += [{"text": error, "href": f"#{bound.auto_id}"} for error in _errors(bound)]
    return listed


def _errors(bound: BoundField) -> list[str]:
    """Return what is wrong with one field; where it is empty, what to do about it."""
    return [
        _missing(bound) if fault.code == "required" else " ".join(map(str, fault.messages))
        for fault in bound.errors.as_data()
    ]


def _missing(bound: BoundField) -> str:
    label = str(bound.label)
    name = label[:1].lower() + label[1:]
    if isinstance(bound.field, forms.ChoiceField | forms.FileField):
        return _("Choose: %(name)s") % {"name": name}
    return _("Enter: %(name)s") % {"name": name}


_COMPONENTS: tuple[tuple[type[forms.Widget], str, Callable[[BoundField], dict[str, Any]]], ...] = (
    (forms.HiddenInput, "hidden", _hidden),
    (forms.PasswordInput, "password", _password),
    (forms.Textarea, "textarea", _long_text),
    (forms.CheckboxSelectMultiple, "checkboxes", _choices),
    (forms.RadioSelect, "radios", _choices),
    (forms.CheckboxInput, "checkboxes", _tick),
    (forms.Select, "select", lambda bound: {"items": _items(bound, "selected")}),
    # a browser never sends a chosen file back to the page either
    (
        forms.FileInput,
        "file",
        lambda bound: {"multiple": bool(bound.field.widget.attrs.get("multiple"))},
    ),
    (forms.EmailInput, "input", lambda bound: {**_text(bound), "type": "email"}),
    (forms.URLInput, "input", lambda bound: {**_text(bound), "type": "url"}),
    (
        forms.NumberInput,
        "input",
        lambda bound: {**_text(bound), "inputmode": "numeric", "classes": "govuk-input--width-5"},
    ),
    (forms.DateInput, "input", lambda bound: {**_text(bound), "classes": "govuk-input--width-10"}),
    (forms.SearchInput, "input", lambda bound: {**_text(bound), "type": "search"}),
    (forms.TextInput, "input", _text),
)
"""The component for each kind of widget; the first that fits."""
