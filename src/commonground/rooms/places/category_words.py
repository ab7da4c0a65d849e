"""The publisher's categories in the reader's language; one that it adds later stays in its own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, Promise] = {
    "Anti-social behaviour": _("Anti-social behaviour"),
    "Bicycle theft": _("Bicycle theft"),
    "Burglary": _("Burglary"),
    "Criminal damage and arson": _("Criminal damage and arson"),
    "Drugs": _("Drugs"),
    "Other crime": _("Other crime"),
    "Other theft": _("Other theft"),
    "Possession of weapons": _("Possession of weapons"),
    "Public order": _("Public order"),
    "Robbery": _("Robbery"),
    "Shoplifting": _("Shoplifting"),
    "Theft from the person": _("Theft from the person"),
    "Vehicle crime": _("Vehicle crime"),
    "Violence and sexual offences": _("Violence and sexual offences"),
}


def category_told(category: str) -> str:
    """Return a category in the reader's language."""
    return str(_WORDS.get(category, category))
