"""What the pages of this room show: labels and links, so that templates stay dumb."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.consultation.models import Round
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Way
from commonground.rooms.themes.access import Progress
from commonground.rooms.themes.kept_meanings import By
from commonground.rooms.themes.models import Code, Coding, Kind, Remark, Status
from commonground.rooms.themes.rules import Verb, may_do
from commonground.rooms.themes.suggesting import Offered

COLOURS = {Status.MERGED: "purple", Status.SPLIT: "purple", Status.RETIRED: "grey"}
FILTERS = ("q", "code", "issue", "agency", "way", "kind")


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages."""
    return reverse(f"themes:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the same, or nothing to those who may not."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


def id_in(text: str) -> UUID | None:
    """Return the id that a form sent; None where it makes no sense."""
    try:
        return UUID(text)
    except ValueError:
        return None


def asked_again(asked: QueryDict) -> str:
    """Return the filters of an address, to be carried on from page to page."""
    held = {name: asked[name] for name in FILTERS if asked.get(name)}
    return f"?{urlencode(held)}" if held else ""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark of a list."""

    number: int
    text: str
    about: str
    said_by: str
    codes: list[str]
    is_read: bool
    href: str


def remark_rows(here: Seat, found: Iterable[Remark], filters: str = "") -> list[RemarkRow]:
    """Return remarks with the codes that they carry."""
    return [
        RemarkRow(
            number=one.number,
            text=one.text,
            about=one.issue.name if one.issue else _("No issue"),
            said_by=said_by(one),
            codes=[coding.code.name for coding in _standing(one)],
            is_read=one.is_read,
            href=address("remark", here, one.pk) + filters,
        )
        for one in found
    ]


def said_by(one: Remark) -> str:
    """Return the agency and way of a remark, and where it comes from; never a name."""
    way = str(Way(one.way).label).lower() if one.way else ""
    kind = str(Kind(one.kind).label).lower()
    return ", ".join(part for part in (one.agency or _("Agency not known"), way, kind) if part)


def _standing(one: Remark) -> Sequence[Coding]:
    found: Sequence[Coding] = getattr(one, "standing", ())
    return found


def told(progress: Progress) -> str:
    """Return how far the coding has come, in words."""
    return ngettext(
        "%(read)d of %(all)d remark read for its codes",
        "%(read)d of %(all)d remarks read for their codes",
        progress.all,
    ) % {"read": progress.read, "all": progress.all}


@dataclass(frozen=True, slots=True)
class Tick:
    """One code that a remark can be given."""

    id: str
    name: str
    definition: str
    number: int
    is_part: bool
    is_given: bool


@dataclass(frozen=True, slots=True)
class CodingPage:
    """One remark with the codes it can be given."""

    number: int
    text: str
    facts: list[tuple[str, str]]
    ticks: list[Tick]
    carried: list[str]
    version: int
    progress: str
    part: int
    before_href: str
    after_href: str
    likeliest_by: str
    likeliest: str
    """The codes that the machine would look at first; it gives none."""
    nearly_same: list[tuple[str, str, str]]
    """Which remark, what was said in it and the codes that it carries, and where it is."""
    alike: str
    alike_href: str
    """To all that say nearly the same at once, where there are any."""
    list_href: str
    undo_href: str
    codes_href: str
    may_code: bool


def likeliest_by(by: By) -> str:
    """Return how the likeliest codes were found, in words that come before them."""
    return {
        By.MEANING: _("Likeliest, by what it means:"),
        By.KEYWORDS: _("Likeliest, by keywords:"),
        By.KEYWORDS_MEANWHILE: _("Likeliest, by keywords until the sentence model has read all:"),
    }[by]


def coding_page(
    here: Seat,
    about: Remark,
    codes: Sequence[Code],
    around: tuple[UUID | None, UUID | None],
    progress: Progress,
    filters: str,
    offered: Offered,
    given: Collection[UUID] | None = None,
) -> CodingPage:
    """Return the page of a remark; `given` are the codes of a form that was sent, if any was."""
    numbered = {one.pk: f"{at} {one.name}" for at, one in enumerate(codes, 1)}
    standing = _standing(about)
    ticked = {one.code_id for one in standing} if given is None else set(given)
    before, after = (address("remark", here, pk) + filters if pk else "" for pk in around)
    live = {one.pk for one in codes}
    return CodingPage(
        number=about.number,
        text=about.text,
        facts=[
            (_("Issue"), about.issue.name if about.issue else _("No issue")),
            *([(_("Asked"), about.question)] if about.question else []),
            (_("Said by"), said_by(about)),
        ],
        ticks=[
            Tick(
                str(one.pk), one.name, one.definition, at,
                one.parent_id in live, one.pk in ticked,
            )
            for at, one in enumerate(codes, 1)
        ],
        carried=[one.code.name for one in standing],
        version=about.version,
        progress=told(progress),
        part=round(100 * progress.read / progress.all) if progress.all else 0,
        before_href=before,
        after_href=after,
        likeliest_by=likeliest_by(offered.by),
        likeliest=", ".join(numbered[pk] for pk in offered.likeliest),
        nearly_same=[
            (
                _("Remark %(number)d") % {"number": one.number},
                f"{one.text} ({', '.join(one.codes.values())})" if one.codes else one.text,
                address("remark", here, pk),
            )
            for pk, one in offered.nearly_same
        ],
        alike=ngettext(
            "Code %(count)d remark together", "Code %(count)d remarks together", offered.alike
        ) % {"count": offered.alike},
        alike_href=address("group", here, about.pk) if offered.alike > 1 else "",
        list_href=address("remarks", here) + filters,
        undo_href=address("undo", here) + filters,
        codes_href=address("codes", here),
        may_code=may_do(here.roles, Verb.CODE_REMARKS),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where remarks can be gathered from."""

    name: str
    told: str
    href: str


def gather_sources(here: Seat, rounds: Iterable[tuple[Round, int]], proposals: int) -> list[Source]:
    """Return the closed rounds and the proposals, with how many remarks are to be had or were."""
    found = [
        Source(
            one.name,
            ngettext("%(count)d remark gathered", "%(count)d remarks gathered", count)
            % {"count": count},
            address("gather_round", here, one.pk),
        )
        for one, count in rounds
    ]
    waiting = ngettext(
        "%(count)d proposal not gathered yet", "%(count)d proposals not gathered yet", proposals
    ) % {"count": proposals}
    return [*found, Source(_("Proposals"), waiting, address("gather_proposals", here))]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of the codebook."""

    name: str
    definition: str
    example: str
    is_part: bool
    carried: int
    href: str
    status: str
    colour: str
    ended: str
    links: list[tuple[str, str]]


def code_rows(
    here: Seat, live: Sequence[Code], every: Iterable[Code], became: Mapping[UUID, list[str]]
) -> list[CodeRow]:
    """Return the codes in use in their order, and after them those that no longer are."""
    wholes = {one.pk for one in live}
    gone = [one for one in every if not one.is_live]
    return [_code_row(here, one, wholes, became) for one in (*live, *gone)]


def _code_row(
    here: Seat, one: Code, wholes: Collection[UUID], became: Mapping[UUID, list[str]]
) -> CodeRow:
    carried = getattr(one, "carried", 0)
    links: list[tuple[str, str]] = []
    if one.is_live and may_do(here.roles, Verb.EDIT_CODES):
        links = [
            (_("Change"), address("change_code", here, one.pk)),
            (_("Merge"), address("merge_code", here, one.pk)),
            (_("Split"), address("split_code", here, one.pk)),
            (_("Retire"), address("retire_code", here, one.pk)),
        ]
    after = ", ".join(became.get(one.pk, ()))
    reason = _("Now %(codes)s. %(reason)s") % {"codes": after, "reason": one.reason}
    return CodeRow(
        name=one.name,
        definition=one.definition,
        example=one.example,
        is_part=one.parent_id in wholes,
        carried=carried,
        href=f"{address('remarks', here)}?code={one.pk}" if carried else "",
        status="" if one.is_live else str(Status(one.status).label),
        colour=COLOURS.get(Status(one.status), ""),
        ended=reason if after else one.reason,
        links=links,
    )
