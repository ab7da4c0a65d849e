"""What the views of a plan show: its actions in groups, and the links between the views."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.models import Action, Plan
from commonground.rooms.plan.presenters import ActionLine, Link, action_line
from commonground.rooms.plan.viewing import By


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a plan."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ServingLine:
    """An action with when it is due, and which recommendations of the plan it serves."""

    line: ActionLine
    due: str
    serves: list[Link]


@dataclass(frozen=True, slots=True)
class Group:
    """Actions under one heading."""

    heading: str
    lines: list[ServingLine]


def views(here: Seat, about: Plan, now: str, query: str) -> list[View]:
    """Return the ways to look at a plan; each keeps which actions are asked for."""
    kept = f"?{query}" if query else ""
    wanted = (
        ("strand", _("By strand"), address("plan", here, about.pk)),
        (By.PRIORITY, _("By priority"), address("view", here, about.pk, By.PRIORITY)),
        (By.AGENCY, _("By agency"), address("view", here, about.pk, By.AGENCY)),
        ("date", _("By date"), address("timeline", here, about.pk)),
    )
    some = [View(label, f"{href}{kept}", key == now) for key, label, href in wanted]
    return [*some, View(_("Board page"), address("board", here, about.pk), now == "board")]


def view_title(by: By) -> str:
    """Return what a view is called."""
    titles = {By.PRIORITY: _("Actions by priority"), By.AGENCY: _("Actions by agency")}
    return titles[by]


def groups(here: Seat, about: Plan, by: By, found: Iterable[Action]) -> list[Group]:
    """Return actions that are in order already, under a heading for each priority or agency."""
    heading = _priority if by is By.PRIORITY else _agency
    return [
        Group(words, [_serving(here, about, one) for one in some])
        for words, some in groupby(found, heading)
    ]


def _serving(here: Seat, about: Plan, one: Action) -> ServingLine:
    return ServingLine(
        line=action_line(here, one, timezone.localdate()), due=day_in_words(one.due_on),
        serves=[
            (each.ref, address("recommendation", here, about.pk, each.pk))
            for each in one.recommendations.all()
        ],
    )  # fmt: skip


def _priority(one: Action) -> str:
    number: int | None = getattr(one, "foremost", None)
    return _("Priority %(number)s") % {"number": number} if number else _("No priority")


def _agency(one: Action) -> str:
    return one.lead_agency.name if one.lead_agency else _("No lead agency")
