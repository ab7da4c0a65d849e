"""What the pages of asking owners show: the rules, what would go today, the log, the feeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.asking_access import LetterState, state_of
from commonground.rooms.plan.asking_forms import STATES
from commonground.rooms.plan.models import AskingRules, Feed, Letter, Posted, Rhythm
from commonground.rooms.plan.reminding_actions import Envelope

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class WouldGo:
    """An e-mail that would go today."""

    who: str
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class AskingPage:
    """How owners are asked, and what would go today."""

    is_on: bool
    rules: list[tuple[str, str]]
    rows: list[WouldGo]
    more: int
    unreachable: str
    send: str
    send_href: str
    change_href: str
    letters_href: str
    calendars_href: str


def asking_page(
    here: Seat, rules: AskingRules, found: Sequence[Envelope], unreachable: int
) -> AskingPage:
    """Return the page of how a partnership asks its owners."""
    return AskingPage(
        is_on=rules.is_on, rules=_rules(rules),
        rows=[_would_go(one) for one in found[:MOST_SHOWN]],
        more=max(0, len(found) - MOST_SHOWN), unreachable=_unreachable(unreachable),
        send=ngettext("Send %(count)d e-mail now", "Send %(count)d e-mails now", len(found))
        % {"count": len(found)},
        send_href=address("send_letters", here), change_href=address("change_asking", here),
        letters_href=address("letters", here), calendars_href=address("calendars", here),
    )  # fmt: skip


def _rules(rules: AskingRules) -> list[tuple[str, str]]:
    return [
        (_("E-mails about the plan"), _("On") if rules.is_on else _("Off")),
        (_("Owners are asked"), str(Rhythm(rules.every_months).label)),
        (_("Reminded of a review or due date"), _days(
            rules.days_before, _("on the day"),
            ngettext("%(days)d day before", "%(days)d days before", rules.days_before),
        )),
        (_("The chair is told of a missed one"), _days(
            rules.days_after, _("the day after"),
            ngettext("%(days)d day after", "%(days)d days after", rules.days_after),
        )),
    ]  # fmt: skip


def _days(days: int, at_once: str, said: str) -> str:
    return said % {"days": days} if days else at_once


def _would_go(one: Envelope) -> WouldGo:
    kinds = dict.fromkeys(due.letter for due in one.due)
    actions = dict.fromkeys(due.action.ref for due in one.due if due.action)
    return WouldGo(
        one.member.person.name, ", ".join(str(kind.label) for kind in kinds), ", ".join(actions)
    )


def _unreachable(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d person who would be written to has no e-mail address.",
        "%(count)d people who would be written to have no e-mail address.",
        count,
    ) % {"count": count}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in the log."""

    who: str
    address: str
    what: str
    about: str
    about_href: str
    when: str
    state: str
    fault: str
    again_href: str


def letter_rows(here: Seat, found: Iterable[Posted]) -> list[LetterRow]:
    """Return the rows of the log."""
    return [
        LetterRow(
            who=one.member.person.name, address=one.address, what=str(Letter(one.letter).label),
            about=_about(one),
            about_href=address("action", here, one.action.pk) if one.action else "",
            when=date_format(localtime(one.sent_at or one.made_at), "j M Y, H:i"),
            state=str(STATES[state_of(one)]), fault="" if one.sent_at else one.fault,
            again_href=address("send_again", here, one.pk)
            if state_of(one) == LetterState.FAILED else "",
        )
        for one in found
    ]  # fmt: skip


def _about(one: Posted) -> str:
    if one.action is None:
        return ""
    return f"{one.action.ref}, {day_in_words(one.on)}" if one.on else one.action.ref


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A calendar address."""

    who: str
    made: str
    state: str
    revoke_href: str


def feed_rows(here: Seat, found: Iterable[Feed]) -> list[FeedRow]:
    """Return calendar addresses, with a button for those that can be read still."""
    return [
        FeedRow(
            one.member.person.name, date_format(localtime(one.made_at), "j M Y, H:i"),
            _("In use") if one.revoked_at is None else _("Withdrawn"),
            address("revoke_calendar", here, one.pk) if one.revoked_at is None else "",
        )
        for one in found
    ]  # fmt: skip
