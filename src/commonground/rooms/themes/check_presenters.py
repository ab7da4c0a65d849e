"""What the pages of a check by two coders show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.paging import PageLinks, page_links, page_of_list
from commonground.rooms.people.access import Seat
from commonground.rooms.themes import check_access
from commonground.rooms.themes.comparing import disagreements
from commonground.rooms.themes.models import Check, Code, Coder, Figure, Letter, Measured
from commonground.rooms.themes.presenters import Tick, address, address_if, said_by
from commonground.rooms.themes.rules import Verb, may_do

FEW = 50


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the list."""

    name: str
    href: str
    status: str
    colour: str
    told: str


def check_rows(here: Seat, found: Iterable[Check]) -> list[CheckRow]:
    """Return the checks, the latest first."""
    return [
        CheckRow(
            name=_name(one),
            href=address("check", here, one.pk),
            status=_("Running") if one.is_running else _("Ended"),
            colour="blue" if one.is_running else "green",
            told=_told(one),
        )
        for one in found
    ]


def _name(one: Check) -> str:
    return _("Check of %(day)s") % {"day": date_format(one.started_at, "j F Y")}


def _told(one: Check) -> str:
    drawn = ngettext(
        "%(size)d of %(all)d remark", "%(size)d of %(all)d remarks", one.population
    ) % {"size": one.size, "all": one.population}
    if one.is_running:
        return drawn
    whole = next(each for each in one.figures.all() if each.measured == Measured.OVERALL)
    return _("%(drawn)s. Alpha over all codes: %(alpha)s") % {
        "drawn": drawn, "alpha": two_places(whole.alpha),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settling:
    """One way to settle a disagreement: whose codes, and what they are."""

    words: str
    letters: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A remark to which the two coders gave other codes."""

    number: int
    text: str
    href: str
    of_a: str
    of_b: str
    is_settled: bool
    settle_href: str
    ways: list[Settling]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """How far the two agreed on one thing."""

    name: str
    kind: str
    read: int
    given_a: int
    given_b: int
    alike: str
    alpha: str


@dataclass(frozen=True, slots=True)
class RunningPage:
    """A check that runs: how it was drawn, and the person's own part in it."""

    name: str
    facts: list[tuple[str, str]]
    own_told: str
    code_href: str
    finish_href: str
    end_href: str


def running_page(here: Seat, about: Check, coders: Sequence[Coder]) -> RunningPage:
    """Return a check that runs; of the other coder nothing but whether they have finished."""
    own = next((one for one in coders if one.person_id == here.person.pk), None)
    is_open = own is not None and own.finished_at is None and may_do(here.roles, Verb.CODE_BLIND)
    start = check_access.start_of(about, own) if own and is_open else None
    told = _("You have read %(read)d of %(size)d of its remarks.")
    return RunningPage(
        name=_name(about),
        facts=[*_facts(about), *((_part(one), _state(one)) for one in coders)],
        own_told=told % {"read": own.readings.count(), "size": about.size} if own else "",
        code_href=address("check_remark", here, about.pk, start) if start else "",
        finish_href=address("finish_part", here, about.pk) if is_open else "",
        end_href=address_if("end_check", here, Verb.START_CHECK, about.pk),
    )


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A check that has ended: how far the two agreed, and where not."""

    name: str
    facts: list[tuple[str, str]]
    figures: list[FigureRow]
    is_small: bool
    differences: list[Difference]
    pages: PageLinks
    agreed_href: str
    exports: list[tuple[str, str]]


def result_page(here: Seat, found: check_access.Result, asked: QueryDict) -> ResultPage:
    """Return what came out of a check, with the page of its disagreements that is asked for."""
    about = found.check
    first, second = found.given
    gaps = about.size - len(first.keys() & second.keys())
    facts = [*_facts(about), *((_part(one), one.person.name) for one in found.coders)]
    if about.ended_at:
        facts.append((_("Ended"), date_format(about.ended_at, "j F Y")))
    if gaps:
        facts.append((_("Not read by both"), str(gaps)))
    differ = page_of_list(disagreements(list(found.drawn), first, second), asked)
    return ResultPage(
        name=_name(about),
        facts=[*facts, (_("Digest of the result"), about.result_sha256[:12])],
        figures=figure_rows(about.figures.order_by("position")),
        is_small=about.size - gaps < FEW,
        differences=[_difference(here, found, pk, differ.number) for pk in differ.object_list],
        pages=page_links(differ, asked),
        agreed_href=address_if("take_agreed", here, Verb.CODE_REMARKS, about.pk),
        exports=[
            (words, address("export_check", here, about.pk, kind))
            for words, kind in ((_("Workbook (xlsx)"), "xlsx"), (_("Comparison (csv)"), "csv"))
        ],
    )


def figure_rows(found: Iterable[Figure]) -> list[FigureRow]:
    """Return the agreements as they are read: shares in per cent, alpha to two places."""
    return [
        FigureRow(
            one.name or str(Measured(one.measured).label),
            str(Measured(one.measured).label) if one.name else "",
            one.read, one.given_a, one.given_b,
            _("not known") if one.alike is None else f"{one.alike:.0%}", two_places(one.alpha),
        )
        for one in found
    ]  # fmt: skip


def _facts(about: Check) -> list[tuple[str, str]]:
    drawn = _("%(size)d of %(all)d, each as likely as any other")
    return [
        (_("Remarks drawn"), drawn % {"size": about.size, "all": about.population}),
        (_("Seed of the draw"), str(about.seed)),
        (_("Digest of the draw"), about.draw_sha256[:12]),
    ]


def _part(one: Coder) -> str:
    return str(Letter(one.letter).label)


def _state(one: Coder) -> str:
    state = _("finished") if one.finished_at else _("not finished")
    return f"{one.person.name}, {state}"


def _difference(here: Seat, found: check_access.Result, drawn_id: UUID, page: int) -> Difference:
    drawn = found.drawn[drawn_id]
    a, b = (said[drawn_id] for said in found.given)
    ways = [
        Settling(_("Take A's codes"), "A"),
        Settling(_("Take B's codes"), "B"),
        *([Settling(_("Take both"), "AB")] if a | b not in (a, b) else []),
    ]
    is_settled = drawn.settled_in_id is not None
    may_settle = may_do(here.roles, Verb.CODE_REMARKS) and not is_settled
    return Difference(
        number=drawn.remark.number,
        text=drawn.remark.text,
        href=address("remark", here, drawn.remark_id),
        of_a=codes_said(found, a),
        of_b=codes_said(found, b),
        is_settled=is_settled,
        settle_href=f"{address('settle', here, found.check.pk, drawn_id)}?page={page}",
        ways=ways if may_settle else [],
    )


def codes_said(found: check_access.Result, codes: Iterable[UUID]) -> str:
    """Return the names of codes as they were when the check ended."""
    return ", ".join(sorted(found.names[pk] for pk in codes)) or _("no code fits")


def two_places(alpha: float | None) -> str:
    """Return an alpha as it is read."""
    return _("undefined") if alpha is None else f"{alpha:.2f}"


@dataclass(frozen=True, slots=True)
class BlindPage:
    """One remark of a check, with the codes that its coder can give it."""

    number: int
    of: str
    text: str
    facts: list[tuple[str, str]]
    ticks: list[Tick]
    version: int
    part: int
    told: str
    before_href: str
    after_href: str
    check_href: str


def blind_page(
    here: Seat,
    about: Check,
    place: check_access.Place,
    codes: Sequence[Code],
    given: Iterable[UUID] | None = None,
) -> BlindPage:
    """Return a remark of a check; `given` are the codes of a form that was sent, if any was."""
    remark = place.drawn.remark
    own = {one.pk for one in place.own.codes.all()} if place.own else set()
    ticked = own if given is None else set(given)
    live = {one.pk for one in codes}
    before, after = (
        address("check_remark", here, about.pk, pk) if pk else ""
        for pk in (place.before, place.after)
    )
    return BlindPage(
        number=remark.number,
        of=_("%(at)d of %(size)d") % {"at": place.drawn.position, "size": place.size},
        text=remark.text,
        facts=[
            (_("Issue"), remark.issue.name if remark.issue else _("No issue")),
            *([(_("Asked"), remark.question)] if remark.question else []),
            (_("Said by"), said_by(remark)),
        ],
        ticks=[
            Tick(
                str(one.pk), one.name, one.definition, at,
                one.parent_id in live, one.pk in ticked,
            )
            for at, one in enumerate(codes, 1)
        ],
        version=place.own.version if place.own else 0,
        part=round(100 * place.read / place.size),
        told=_("You have read %(read)d of %(size)d of its remarks.")
        % {"read": place.read, "size": place.size},
        before_href=before,
        after_href=after,
        check_href=address("check", here, about.pk),
    )  # fmt: skip
