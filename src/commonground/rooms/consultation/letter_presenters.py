"""What the page of a letter shows before it goes out, and what its buttons say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.letters import Letter
from commonground.rooms.consultation.models import Kind
from commonground.rooms.consultation.recipients import Recipient


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter before it goes out."""

    title: str
    whom: str
    example: str
    subject: str
    text: str
    send: str


def letter_page(kind: Kind, to: Sequence[Recipient], shown: Letter | None) -> LetterPage:
    """Return a letter as it looks to the first who gets it; without text where nobody does."""
    return LetterPage(
        title=str(Kind(kind).label),
        whom=_whom(kind, len(to)),
        example=to[0].assessor.membership.person.name if to else "",
        subject=shown.subject if shown else "",
        text=shown.text.strip() if shown else "",
        send=button_words(kind, len(to)),
    )


def _whom(kind: Kind, count: int) -> str:
    if not count:
        return _("There is nobody to whom it would go now.")
    said = {
        Kind.INVITATION: ngettext(
            "It goes to %(count)d person who has an address and was not invited yet.",
            "It goes to %(count)d people who have an address and were not invited yet.",
            count,
        ),
        Kind.REMINDER: ngettext(
            "It goes to %(count)d person who was invited, has pages left, and was not reminded "
            "within a day.",
            "It goes to %(count)d people who were invited, have pages left, and were not reminded "
            "within a day.",
            count,
        ),
        Kind.THANKS: ngettext(
            "It goes to %(count)d person who took part, and was not thanked yet.",
            "It goes to %(count)d people who took part, and were not thanked yet.",
            count,
        ),
    }[kind]
    return said % {"count": count}


def button_words(kind: Kind, count: int) -> str:
    """Return what the button that sends so many letters says."""
    said = {
        Kind.INVITATION: ngettext("Send %(count)d invitation", "Send %(count)d invitations", count),
        Kind.REMINDER: ngettext("Send %(count)d reminder", "Send %(count)d reminders", count),
        Kind.THANKS: ngettext("Thank %(count)d person", "Thank %(count)d people", count),
    }[kind]
    return said % {"count": count}
