"""How an action or a rule refuses: an exception that carries a sentence for the person."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonground.rooms.objects import Versioned


class NotAllowed(PermissionDenied):
    """The person may read here, but not do this; a page answers 403 with the sentence."""


def refused(verb: str, *who: str | Promise) -> NotAllowed:
    """Return the refusal of a verb, which reads after "may not", with the roles that may."""
    roles = _(" or ").join(str(one).lower() for one in who)
    return NotAllowed(
        _("Your role here does not let you %(do)s. Ask the %(roles)s.")
        % {"do": _(verb), "roles": roles}
    )


class ChangedMeanwhile(Exception):
    """Somebody saved the same object after this form was opened; a page answers 409."""

    def __init__(self, current: Versioned) -> None:
        self.current = current
        super().__init__(f"{current._meta.verbose_name} {current.pk} was changed by somebody else.")
