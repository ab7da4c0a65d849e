"""Names that are what they look like: nothing in them is unseen, or turns the rest about."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Unicode's categories of control and format characters, and of breaks between lines."""


def unseen_in(text: str) -> str:
    r"""Return the number of the first character that cannot be seen; empty where all can.

    >>> unseen_in("Police"), unseen_in("Pol\u202ecei")
    ('', 'U+202E')
    """
    found = (one for one in text if unicodedata.category(one) in UNSEEN)
    return next((f"U+{ord(one):04X}" for one in found), "")


def check_visible(text: str) -> None:
    """Raise ValidationError where a text holds a character that cannot be seen."""
    if unseen := unseen_in(text):
        raise ValidationError(
            _("Type it anew: it holds a character that cannot be seen (%(unseen)s)"),
            params={"unseen": unseen},
        )


class LineField(forms.CharField):
    """One line of text that others will read, such as a name."""

    default_validators = [check_visible]
