"""What the pages of leavers show: labels and links, so that templates stay dumb."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_presenters import owner_words
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.choices import Choices
from commonground.rooms.plan.leaver_access import Leaver


@dataclass(frozen=True, slots=True)
class LeaverPart:
    """Somebody who left, with a row for each action: its name, address and who answers now."""

    name: str
    rows: list[tuple[str, str, str]]
    hand_over_href: str


def leaver_parts(here: Seat, found: Iterable[Leaver]) -> list[LeaverPart]:
    """Return a part of the page for each of them."""
    return [
        LeaverPart(
            one.member.person.name,
            [
                (_called(each.action.ref, each.action.text),
                 address("action", here, each.action.pk), owner_words(each.owner))
                for each in one.left
            ],
            address("hand_over", here, one.member.pk),
        )
        for one in found
    ]  # fmt: skip


def action_choices(about: Leaver) -> Choices:
    """Return the actions of somebody who left, to tick."""
    return [(str(one.action.pk), _called(one.action.ref, one.action.text)) for one in about.left]


def _called(ref: str, text: str) -> str:
    return f"{ref}: {text}"
