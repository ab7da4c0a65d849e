"""How an action or a rule refuses: an exception that carries a sentence for the person."""

from django.core.exceptions import PermissionDenied

from commonground.rooms.objects import Versioned


class NotAllowed(PermissionDenied):
    """The person may read here, but not do this; a page answers 403 with the sentence."""


class ChangedMeanwhile(Exception):
    """Somebody saved the same object after this form was opened; a page answers 409."""

    def __init__(self, current: Versioned) -> None:
        self.current = current
        super().__init__(f"{current._meta.verbose_name} {current.pk} was changed by somebody else.")
