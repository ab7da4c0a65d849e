"""How an action, its dates and who leads it read in an e-mail.

An e-mail is read anywhere, so what is marked above OFFICIAL is named by its number alone.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.markings import OFFICIAL
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.models import Action, ProposedField
from commonground.rooms.plan.owning import Owner

TEXT_SHOWN = 160


def action_words(about: Action) -> str:
    """Return what an action is called: its number, and its text where an e-mail may hold it."""
    if about.marking != OFFICIAL:
        return _("%(ref)s (%(marking)s: sign in or open your link to read it).") % {
            "ref": about.ref, "marking": about.marking,
        }  # fmt: skip
    text = " ".join(about.text.split())
    if len(text) > TEXT_SHOWN:
        text = text[: TEXT_SHOWN - 1].rstrip() + "…"
    return f"{about.ref}: {text.rstrip('.')}."


def date_words(about: Action, field: ProposedField, day: date) -> str:
    """Return one date of an action, and how far it is from a day; nothing where it has none."""
    on: date | None = getattr(about, field.value)
    if on is None:
        return ""
    said = _("Due %(day)s") if field == ProposedField.DUE else _("Review %(day)s")
    return f"{said % {'day': day_in_words(on)}} ({_away((on - day).days)})."


def dates_words(about: Action, day: date) -> str:
    """Return both dates of an action."""
    said = [date_words(about, field, day) for field in ProposedField]
    return " ".join(one for one in said if one) or _("It has no date yet.")


def leader_words(owner: Owner) -> str:
    """Return by which role of which agency an action is led."""
    place = ", ".join(filter(None, (owner.role, owner.agency.name if owner.agency else "")))
    return _("Led by: %(place)s.") % {"place": place or _("no agency or role yet")}


def owner_words(owner: Owner) -> str:
    """Return by whom an action is led: role, agency, and the person who holds it now."""
    if owner.member is None:
        return f"{leader_words(owner)} {_('Nobody holds that role now.')}"
    place = ", ".join(filter(None, (owner.role, owner.agency.name if owner.agency else "")))
    name = owner.member.person.name
    said = _("%(name)s (%(place)s)") % {"name": name, "place": place} if place else name
    return _("Led by: %(place)s.") % {"place": said}


def _away(days: int) -> str:
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
