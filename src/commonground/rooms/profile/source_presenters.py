"""What the pages of the register show: each data set with what came last, and what is awaited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.profile.addresses import address, address_if
from commonground.rooms.profile.models import Cadence, DataSet, Gateway, Request, Supply
from commonground.rooms.profile.rules import Verb
from commonground.rooms.profile.source_dates import expected_by, open_request


@dataclass(frozen=True, slots=True)
class Tag:
    """How something stands, in words and a colour."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    """A data set in the register."""

    name: str
    href: str
    agency: str
    gateway: str
    period: str
    received: str
    tags: list[Tag]


@dataclass(frozen=True, slots=True)
class Came:
    """One supply of a data set."""

    period: str
    received: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One request for a data set."""

    asked: str
    due: str
    how: str
    letter: str
    by: str


@dataclass(frozen=True, slots=True)
class Page:
    """One data set with all that came of it."""

    name: str
    agency: str
    tags: list[Tag]
    facts: list[tuple[str, str]]
    supplies: list[Came]
    requests: list[AskedFor]
    change_href: str
    receive_href: str
    ask_href: str


def rows(here: Seat, found: Iterable[DataSet], today: date) -> list[Row]:
    """Return the lines of the register."""
    return [
        Row(
            name=one.name, href=address("source", here, one.pk), agency=one.agency.name,
            gateway=_gateway(one), period=_period(last) if last else "",
            received=day(last.received_on) if last else _("Nothing yet"),
            tags=_shown(one, today),
        )
        for one in found for last in [_last(one)]
    ]  # fmt: skip


def page(here: Seat, about: DataSet, today: date) -> Page:
    """Return the page of one data set."""
    links = [] if about.is_ended else ["receive", "ask"]
    hrefs = {name: address_if(name, here, Verb.KEEP_SOURCES, about.pk) for name in links}
    return Page(
        name=about.name, agency=about.agency.name, tags=_shown(about, today),
        facts=list(_facts(about)),
        supplies=[
            Came(_period(one), day(one.received_on), one.note, one.by.name)
            for one in about.supplies.all()
        ],
        requests=[
            AskedFor(day(one.asked_on), day(one.due_on), one.how, _letter(one), one.by.name)
            for one in about.requests.all()
        ],
        change_href=address_if("change_source", here, Verb.KEEP_SOURCES, about.pk),
        receive_href=hrefs.get("receive", ""), ask_href=hrefs.get("ask", ""),
    )  # fmt: skip


def _shown(one: DataSet, today: date) -> list[Tag]:
    """Return how a data set stands, also where all is well."""
    calm = Tag(_("In order"), "green") if _last(one) else Tag(_("Nothing yet"), "grey")
    return list(tags(one, today)) or [calm]


def tags(one: DataSet, today: date) -> Iterator[Tag]:
    """Yield what somebody has to know of a data set at a glance; nothing where all is well."""
    if one.is_ended:
        yield Tag(_("Ended"), "grey")
        return
    last = _last(one)
    awaited = open_request(one.requests.all(), one.supplies.all())
    if awaited is not None and awaited.due_on < today:
        yield Tag(_("Asked, not answered"), "red")
    elif awaited is not None:
        yield Tag(_("Asked for"), "blue")
    expected = expected_by(Cadence(one.cadence), last.period_to) if last else None
    if expected is not None and expected < today:
        yield Tag(_("Late"), "red")
    if not one.gateway:
        yield Tag(_("No gateway"), "red")
    review = one.agreement_review_on
    if one.gateway != Gateway.OPEN and not one.agreement:
        yield Tag(_("No agreement"), "red")
    elif review is not None and review < today:
        yield Tag(_("Agreement past review"), "orange")


def _facts(one: DataSet) -> Iterator[tuple[str, str]]:
    last = _last(one)
    expected = expected_by(Cadence(one.cadence), last.period_to) if last else None
    yield _("Agency"), one.agency.name
    yield _("Who answers for it"), one.owner_role or _("Nobody yet")
    yield _("Legal gateway"), _gateway(one)
    if one.gateway_words:
        yield _("The gateway in words"), one.gateway_words
    yield _("Sharing agreement"), one.agreement or _("None")
    if one.agreement_review_on:
        yield _("Review of the agreement"), day(one.agreement_review_on)
    yield _("How often"), str(Cadence(one.cadence).label)
    if expected is not None and not one.is_ended:
        yield _("Next expected by"), day(expected)
    yield _("Coverage"), one.coverage or _("Not described")
    yield _("Caveats"), one.caveats or _("None")
    yield _("Rule for passing it on"), one.onward or _("None")


def _letter(one: Request) -> str:
    """Return what became of the e-mail of a request; nothing where it went by none."""
    if one.to is None:
        return ""
    name = one.to.person.name
    if one.fault:
        return _("Not sent to %(name)s: %(fault)s") % {"name": name, "fault": one.fault}
    return _("Sent to %(name)s") % {"name": name} if one.sent_at else ""


def initial(one: DataSet) -> dict[str, object]:
    """Return what a form holds of a data set as it is."""
    return {
        "agency": one.agency_id, "name": one.name, "owner_role": one.owner_role,
        "gateway": one.gateway, "gateway_words": one.gateway_words, "agreement": one.agreement,
        "agreement_review_on": one.agreement_review_on, "cadence": one.cadence,
        "coverage": one.coverage, "caveats": one.caveats, "onward": one.onward,
        "is_ended": one.is_ended, "version": one.version,
    }  # fmt: skip


def day(one: date) -> str:
    """Return a day as it is read."""
    return date_format(one, "j F Y")


def _gateway(one: DataSet) -> str:
    return str(Gateway(one.gateway).label)


def _period(one: Supply) -> str:
    return _("%(first)s to %(last)s") % {"first": day(one.period_from), "last": day(one.period_to)}


def _last(one: DataSet) -> Supply | None:
    """Return the supply whose period ends last; of two, what came later."""
    found = list(one.supplies.all())
    return max(
        found, key=lambda each: (each.period_to, each.received_on, each.number), default=None
    )
