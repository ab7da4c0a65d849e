"""What the pages of the rules show: what each asks, what was set here, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.readiness import access, presenters
from commonground.rooms.readiness.access import Answers, SetHere
from commonground.rooms.readiness.addresses import address, address_if
from commonground.rooms.readiness.judging.rulebook import Rule, rulebook
from commonground.rooms.readiness.models import Answer, FindingRow, Switch, Threshold
from commonground.rooms.readiness.rules import Verb


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in the list of all of them."""

    title: str
    asks: str
    severity: str
    basis: tuple[str, str]
    thresholds: list[tuple[str, str, str]]
    """What each is called, its number, and who set it so."""
    off: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A heading with its rules."""

    title: str
    rules: list[ShownRule]


def headings(here: Seat, held: SetHere) -> list[ShownHeading]:
    """Return every rule under its heading."""
    return [
        ShownHeading(_(one.title), [_rule(here, rule, held) for rule in rulebook().under(one)])
        for one in rulebook().headings
    ]


def _rule(here: Seat, rule: Rule, held: SetHere) -> ShownRule:
    numbers = [
        (label, number, _by(held.thresholds.get((rule.id, one.id))))
        for one, (label, number) in zip(
            rule.thresholds, presenters.thresholds(rule, held.settings), strict=True
        )
    ]
    switch = held.switches.get(rule.id)
    off = _(rule.off_because) if rule.off_because else ""
    if switch and switch.reason:
        off = f"{switch.reason} ({_by(switch)})"
    is_on = not rule.off_because
    return ShownRule(
        presenters.called(rule), _(rule.asks), presenters.severities(rule),
        presenters.basis(rule), numbers, off,
        address_if("set_rule", here, Verb.SET_RULES, rule.id) if is_on else "",
    )  # fmt: skip


def _by(one: Threshold | Switch | None) -> str:
    if one is None:
        return ""
    when = date_format(localtime(one.at), "j F Y")
    return _("set by %(who)s, %(date)s") % {"who": one.set_by, "date": when}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given once."""

    words: str
    written: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What is answered for, and what was answered before."""

    title: str
    what: str
    sentence: str
    href: str
    back_href: str
    take_back_href: str
    history: list[Given]


def answer_page(
    here: Seat, rule: Rule, key: str, rows: Sequence[FindingRow], answers: Answers
) -> AnswerPage:
    """Return the page on which a rule, or one row of it, is answered for."""
    lines = presenters.lines(here, rows, answers)
    one = lines[0] if key and lines else None
    latest = answers.latest.get((rule.id, key))
    holds = latest is not None and answers.holds(latest)
    query = f"?key={key}" if key else ""
    return AnswerPage(
        title=presenters.called(rule),
        what=one.what if one else "",
        sentence=one.sentence if one else _("Everything that this rule finds wrong."),
        href=one.href if one else "",
        back_href=f"{address('heading', here, rule.heading)}#{rule.id}",
        take_back_href=f"{address('take_back', here, rule.id)}{query}" if holds else "",
        history=[_given(one) for one in access.history(here.partnership, rule.id, key)],
    )


def _given(one: Answer) -> Given:
    written = _("written down by %(name)s on %(date)s") % {
        "name": one.by.name, "date": date_format(localtime(one.at), "j F Y"),
    }  # fmt: skip
    if not one.reason:
        return Given(_("Taken back by %(who)s") % {"who": one.given_by}, written)
    return Given(presenters.answer_told(one), written)
